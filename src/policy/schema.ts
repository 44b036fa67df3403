import * as z from 'zod';
import { severities } from '../checks/check.ts';
import { checks } from '../checks/index.ts';
import { parseIpv4 } from '../network-rules/ipv4.ts';

const checkId = z.enum(checks.map(({ id }) => id));
const glob = (what: string) => z.string().min(1).describe(`${what}; * stands for any text.`);

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

const share = z.number().gt(0, 'expected a share above 0').lte(1, 'expected a share up to 1');

/** What can be said for all vaults, and again for the vaults of a scope. */
const layerShape = {
  approved: z
    .strictObject({
      ipRanges: z
        .array(ipRange)
        .optional()
        .describe('Public ranges that may be let in; they add up. Without it any may.'),
      subnets: z.array(subnet).optional().describe('Subnets that may be let in. Without it any may.'),
      subscriptions: z
        .array(z.guid('expected a subscription id').toLowerCase())
        .optional()
        .describe("Subscriptions besides a vault's own whose subnets and private endpoints may be let in."),
    })
    .default({})
    .describe('Who may be let in.'),
  require: z
    .strictObject({
      publicNetworkAccess: z
        .enum(['allowed', 'disabled'])
        .optional()
        .describe('disabled: private endpoints alone.'),
      privateEndpoints: z.enum(['optional', 'required']).optional(),
      trustedServices: z
        .enum(['either', 'required', 'forbidden'])
        .optional()
        .describe('What the bypass must be.'),
    })
    .default({})
    .describe('What every vault must have.'),
  limits: z
    .strictObject({
      shortestPrefix: z
        .int()
        .min(0)
        .max(32)
        .optional()
        .describe('The shortest prefix that one IP rule may have.'),
      mostAddresses: z
        .int()
        .min(0)
        .optional()
        .describe('How many public addresses all IP rules may let in together.'),
      internetShare: share
        .optional()
        .describe('The share of public addresses that counts as the whole internet.'),
      ruleLimitShare: share.optional().describe("The share of Azure's limits on rules that counts as near."),
    })
    .default({})
    .describe('Numbers that checks compare with.'),
  checks: z
    .partialRecord(
      checkId,
      z.strictObject({
        enabled: z.boolean().optional().describe('false turns the check off.'),
        severity: z.enum(severities).optional().describe("Replaces the check's own severity."),
      }),
    )
    .default({})
    .describe('Settings by check id.'),
};

const scope = z
  .strictObject({
    vaults: z.array(glob('Vault name')).min(1).optional(),
    resourceGroups: z.array(glob('Resource group name')).min(1).optional(),
    tags: z.record(z.string(), glob('Tag value')).optional().describe('Every tag named must match.'),
  })
  .refine((match) => Object.values(match).some((value) => value !== undefined), {
    error: 'expected at least one of vaults, resourceGroups, tags',
  })
  .describe('Which vaults; every part that is given must match, case means nothing.');

const date = z.iso
  .date({ error: 'expected a date like 2026-12-31' })
  .describe('The last day, in UTC, on which the exemption holds.');

/** The policy file. Everything but the version is optional. */
export const policySchema = z
  .strictObject({
    $schema: z.string().optional().describe('Lets an editor find the schema.'),
    version: z.literal(1).describe('The format of this file.'),
    extends: z
      .enum(['baseline', 'block-internet', 'named-hosts', 'locked-network'])
      .default('baseline')
      .describe('The preset that this policy starts from.'),
    ...layerShape,
    scopes: z
      .array(z.strictObject({ name: z.string().min(1), match: scope, ...layerShape }))
      .default([])
      .describe(
        'Other rules for some vaults. Of several that match, the most specific wins, setting by setting.',
      ),
    exemptions: z
      .array(
        z.strictObject({
          check: checkId,
          match: scope,
          target: z
            .string()
            .min(1)
            .optional()
            .describe('The one target of the finding; without it all targets.'),
          reason: z.string().min(1),
          owner: z.string().min(1).describe('Who answers for it.'),
          expires: date,
        }),
      )
      .default([])
      .describe('Findings that are known and accepted for a while.'),
    exemptionWarningDays: z
      .int()
      .min(0)
      .default(14)
      .describe('How many days before its end an exemption warns.'),
  })
  .describe('What Vaultfence asks of the network rules of every Key Vault.');

export type PolicyFile = z.infer<typeof policySchema>;
export type PolicyLayer = Pick<PolicyFile, 'approved' | 'require' | 'limits' | 'checks'>;
export type Scope = z.infer<typeof scope>;
export type ExemptionEntry = PolicyFile['exemptions'][number];
