import * as z from 'zod';
import { severities } from '../checks/check.ts';
import { checks } from '../checks/index.ts';
import { parseIpv4 } from '../network-rules/ipv4.ts';

const ipRange = z
  .string()
  .refine((text) => !('unreadable' in parseIpv4(text)), {
    error: 'expected an IPv4 address or range like 20.61.0.0/16',
  })
  .describe('An IPv4 address or CIDR range.');

const subnet = z
  .string()
  .regex(
    /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.network\/virtualnetworks\/[^/]+\/subnets\/[^/]+$/i,
    {
      error:
        'expected a subnet id like /subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/…/subnets/…; * stands for any text within one part',
    },
  )
  .describe('A subnet resource id; * stands for any text within one part.');

const checkSettings = z
  .strictObject({
    enabled: z.boolean().default(true).describe('false turns the check off.'),
    severity: z.enum(severities).optional().describe("Replaces the check's own severity."),
  })
  .describe('How one check is applied.');

/** The policy file. Everything is optional: what a policy does not name, it has no opinion on. */
export const policySchema = z
  .strictObject({
    $schema: z.string().optional().describe('Lets an editor find the schema.'),
    version: z.literal(1).describe('The format of this file.'),
    approved: z
      .strictObject({
        ipRanges: z
          .array(ipRange)
          .optional()
          .describe('Public ranges that may be let in; they add up. Without it any range may.'),
        subnets: z
          .array(subnet)
          .optional()
          .describe('Subnets that may be let in. Without it any subnet may.'),
      })
      .default({})
      .describe('Who may be let in.'),
    internetShare: z
      .number()
      .gt(0)
      .lte(1)
      .default(0.9)
      .describe(
        'The share of all public IPv4 addresses from which on a vault counts as open to the internet.',
      ),
    checks: z
      .partialRecord(z.enum(checks.map(({ id }) => id)), checkSettings)
      .default({})
      .describe('Settings by check id.'),
  })
  .describe('What Vaultfence asks of the network rules of every Key Vault.');

export type PolicyFile = z.infer<typeof policySchema>;
