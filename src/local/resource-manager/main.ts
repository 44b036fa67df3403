import { parseArgs } from 'node:util';
import { largeEstate, sampleEstate } from './estate.ts';
import { startResourceManager } from './index.ts';

/**
 * Starts the local Azure Resource Manager alone: `node main.ts [--vaults 10000] [--seed 1] [--page-size 100]
 * [--subscription <id>]`. Prints one JSON line with its addresses; ends on SIGINT or SIGTERM.
 */
const { values } = parseArgs({
  options: {
    vaults: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'page-size': { type: 'string', default: '100' },
    subscription: { type: 'string' },
  },
});

const resourceManager = await startResourceManager({
  estate:
    values.vaults === undefined
      ? sampleEstate()
      : largeEstate({ vaults: whole('vaults', values.vaults), seed: whole('seed', values.seed) }),
  pageSize: whole('page-size', values['page-size']),
  ...(values.subscription !== undefined && { subscriptionId: values.subscription }),
});

const { url, insecureUrl, subscriptionId, tenantId, certificateFile, environment } = resourceManager;
console.log(
  JSON.stringify({
    url,
    insecureUrl,
    subscriptionId,
    tenantId,
    certificateFile,
    environment,
    token: resourceManager.tokenFor({
      name: 'Robin de Vries',
      upn: 'robin.devries@payments.example',
      objectId: '93b1e6f4-28d0-4c7a-a5f9-1e6d7b3c8a02',
      // The Azure command line.
      appId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
      ipAddress: '20.61.12.7',
    }),
  }),
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void resourceManager.close());

function whole(option: string, value: string): number {
  if (/^\d+$/.test(value)) return Number(value);
  throw new RangeError(`--${option} is '${value}', expected a whole number`);
}
