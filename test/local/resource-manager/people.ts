import type { LocalActor } from '../../../src/local/resource-manager/index.ts';

export const robin: LocalActor = {
  name: 'Robin de Vries',
  upn: 'robin@payments.example',
  objectId: '93b1e6f4-28d0-4c7a-a5f9-1e6d7b3c8a02',
  appId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
  ipAddress: '20.61.12.7',
};

export const pipeline: LocalActor = {
  name: 'deploy-pipeline',
  objectId: '2c6e9a41-5d0b-47f3-8e12-b7a4c1d09f58',
  appId: '6f1b8d37-90c2-4e5a-b3d4-08e7f2a6c915',
};
