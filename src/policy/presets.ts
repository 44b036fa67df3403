import { overlay } from './layer.ts';
import type { PolicyFile, PolicyLayer } from './schema.ts';

/** What holds for every vault unless a policy says otherwise: the internet is out, the rest is the team's choice. */
const baseline: PolicyLayer = {
  approved: {},
  require: { publicNetworkAccess: 'allowed', privateEndpoints: 'optional', trustedServices: 'either' },
  limits: { shortestPrefix: 16, mostAddresses: 2 ** 18, internetShare: 0.9, ruleLimitShare: 0.9 },
  checks: {},
};

/** The policies for the three ways in which a vault is used; a policy file extends one and says what differs. */
export const presets: Readonly<Record<PolicyFile['extends'], PolicyLayer>> = {
  baseline,
  /** Keys, secrets and certificates are not reachable from the public internet. */
  'block-internet': overlay(baseline, {
    approved: {},
    require: {},
    limits: { shortestPrefix: 20, mostAddresses: 2 ** 14 },
    checks: {
      'rules-not-enforced': { severity: 'critical' },
      'latent-exposure': { severity: 'high' },
      'ip-range-too-broad': { severity: 'high' },
    },
  }),
  /** Only the application, or a short list of named hosts, connects: whatever is not named is not approved. */
  'named-hosts': overlay(baseline, {
    approved: { ipRanges: [], subnets: [] },
    require: {},
    limits: { shortestPrefix: 28, mostAddresses: 256 },
    checks: { 'ip-range-too-broad': { severity: 'high' }, 'latent-exposure': { severity: 'high' } },
  }),
  /** The application stands in a locked-down network and connects from there, by service or private endpoint. */
  'locked-network': overlay(baseline, {
    approved: { ipRanges: [], subnets: [] },
    require: {},
    limits: { shortestPrefix: 32, mostAddresses: 0 },
    checks: {
      'ip-range-not-approved': { severity: 'critical' },
      'latent-exposure': { severity: 'high' },
      'service-endpoint-missing': { severity: 'high' },
      'subnet-missing': { severity: 'high' },
    },
  }),
};
