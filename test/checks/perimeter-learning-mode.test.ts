import { perimeterLearningMode } from '../../src/checks/perimeter-learning-mode.ts';
import { perimeter } from '../builders.ts';
import { describeCheck } from './check-cases.ts';

const learning = perimeter({ accessMode: 'learning' });
const { associationId } = learning;

describeCheck(perimeterLearningMode, {
  violates: [
    {
      name: 'learning mode, with who is let in by it',
      vault: { ipRules: ['20.1.2.3'], bypass: 'None' },
      facts: { perimeter: learning },
      targets: [associationId],
      messages: ["The perimeter's access mode is Learning; let in now: restricted: 1 public address."],
    },
    {
      name: 'learning mode that opens a vault with disabled access',
      vault: { publicNetworkAccess: 'Disabled', bypass: 'None' },
      facts: { perimeter: perimeter({ accessMode: 'learning', inboundAddresses: ['20.1.0.0/24'] }) },
      targets: [associationId],
      messages: ["The perimeter's access mode is Learning; let in now: restricted: 256 public addresses."],
    },
  ],
  complies: [
    { name: 'a vault without a perimeter' },
    { name: 'an enforced perimeter', facts: { perimeter: perimeter() } },
  ],
  boundary: [
    {
      name: 'learning mode around a vault that nobody reaches',
      vault: { bypass: 'None' },
      facts: { perimeter: learning },
      targets: [associationId],
      messages: ["The perimeter's access mode is Learning; let in now: sealed: nobody."],
    },
    {
      name: 'an enforced perimeter with wide inbound rules',
      facts: { perimeter: perimeter({ inboundAddresses: ['20.0.0.0/8'] }) },
      targets: [],
    },
  ],
  unknown: [
    {
      name: 'an access mode that is new to us',
      vault: { bypass: 'None' },
      facts: { perimeter: perimeter({ accessMode: { unknown: 'Audit' } }) },
      targets: [associationId],
      messages: [`The perimeter's access mode is "Audit", which is not known; let in now: sealed: nobody.`],
    },
    {
      name: 'a perimeter that was not read; the report names it among the unknowns',
      facts: { perimeter: { kind: 'not-read', reason: 'refused' } },
      targets: [],
    },
    {
      name: 'inbound rules that cannot be read; the report names them',
      facts: { perimeter: perimeter({ unreadable: ['rule "odd"'] }) },
      targets: [],
    },
  ],
  remediates: [
    {
      name: 'enforcing it by its id, wherever the perimeter is',
      facts: { perimeter: learning },
      lines: [
        "# Add an inbound rule for every caller first: enforced, the vault's own rules no longer count.",
        `az network perimeter association update --ids ${associationId} --access-mode Enforced`,
      ],
    },
  ],
});
