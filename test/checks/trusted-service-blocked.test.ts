import { trustedServiceBlocked } from '../../src/checks/trusted-service-blocked.ts';
import { perimeter } from '../builders.ts';
import { describeCheck } from './check-cases.ts';

const deployment = { deployment: true };

describeCheck(trustedServiceBlocked, {
  violates: [
    {
      name: 'the deployment flag while the bypass is None',
      vault: { bypass: 'None', flags: deployment },
      targets: ['enabledForDeployment'],
      messages: [
        'enabledForDeployment is on, but Azure Virtual Machines deployment service is refused: the bypass or the perimeter makes no exception.',
      ],
    },
    {
      name: 'each flag of its own',
      vault: { bypass: 'None', flags: { deployment: true, templateDeployment: true, diskEncryption: true } },
      targets: ['enabledForDeployment', 'enabledForTemplateDeployment', 'enabledForDiskEncryption'],
    },
    {
      name: 'a flag inside an enforced perimeter, whatever the bypass',
      vault: { flags: deployment },
      facts: { perimeter: perimeter() },
      targets: ['enabledForDeployment'],
    },
    {
      name: 'a flag with access secured by a perimeter',
      vault: { publicNetworkAccess: 'SecuredByPerimeter', flags: deployment },
      targets: ['enabledForDeployment'],
    },
  ],
  complies: [
    { name: 'flags while trusted services pass', vault: { flags: deployment } },
    { name: 'no flag while they do not', vault: { bypass: 'None' } },
    {
      name: 'flags while public access is disabled: trusted services pass that',
      vault: { publicNetworkAccess: 'Disabled', flags: deployment },
    },
  ],
  boundary: [
    {
      name: 'a vault open to the internet refuses no service',
      vault: { defaultAction: 'Allow', bypass: 'None', flags: deployment },
      targets: [],
    },
    {
      name: 'the same vault, closed',
      vault: { bypass: 'None', flags: deployment },
      targets: ['enabledForDeployment'],
    },
  ],
  unknown: [
    {
      name: 'a bypass that is new to us counts as letting in; the report names it among the unknowns',
      vault: { bypass: 'Logging', flags: deployment },
      targets: [],
    },
    {
      name: 'public network access that is new to us counts as enabled',
      vault: { publicNetworkAccess: 'Sometimes', bypass: 'None', flags: deployment },
      targets: ['enabledForDeployment'],
    },
  ],
  remediates: [
    {
      name: 'the bypass, or turning the flag off',
      vault: { bypass: 'None', flags: deployment },
      lines: [
        '# Either let trusted services in again …',
        'az keyvault update --resource-group rg-1 --name vault-1 --bypass AzureServices',
        '# … or turn the flag off.',
        'az keyvault update --resource-group rg-1 --name vault-1 --enabled-for-deployment false',
      ],
    },
    {
      name: 'no bypass where the perimeter would not heed it',
      vault: { flags: { templateDeployment: true } },
      facts: { perimeter: perimeter() },
      lines: [
        '# The perimeter refuses trusted services, whatever the bypass says: give the service another way in …',
        '# … or turn the flag off.',
        'az keyvault update --resource-group rg-1 --name vault-1 --enabled-for-template-deployment false',
      ],
    },
  ],
});
