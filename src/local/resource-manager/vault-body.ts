import { isIPv4 } from 'node:net';
import { z } from 'zod';
import { badRequest } from './refusal.ts';

/** The part of a vault's request body that Azure Resource Manager looks into; the rest passes through. */
const vaultBody = z.looseObject({
  location: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  properties: z
    .looseObject({
      createMode: z.string().optional(),
      networkAcls: z
        .looseObject({
          bypass: z.string().optional(),
          defaultAction: z.string().optional(),
          ipRules: z.array(z.looseObject({ value: z.string() })).default([]),
          virtualNetworkRules: z
            .array(
              z.looseObject({ id: z.string(), ignoreMissingVnetServiceEndpoint: z.boolean().optional() }),
            )
            .default([]),
        })
        .optional(),
    })
    .optional(),
});

export type VaultBody = z.infer<typeof vaultBody>;
export type NetworkAclsBody = NonNullable<NonNullable<VaultBody['properties']>['networkAcls']>;

/**
 * Reads the body of a vault PUT or PATCH, with its rules as Azure Resource Manager stores them.
 *
 * @throws ArmRefusal 400 where a known property is of another type
 */
export function readVaultBody(body: unknown): VaultBody {
  const parsed = vaultBody.safeParse(withoutNulls(body));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw badRequest(
      `Invalid value found at ${issue?.path.join('.') || 'the request body'}: ${issue?.message}`,
    );
  }
  const { properties } = parsed.data;
  if (!properties?.networkAcls) return parsed.data;
  return { ...parsed.data, properties: { ...properties, networkAcls: asStored(properties.networkAcls) } };
}

/** Single addresses gain their /32 and subnet ids lose their capitals on the way in. */
function asStored(networkAcls: NetworkAclsBody): NetworkAclsBody {
  return {
    ...networkAcls,
    ipRules: networkAcls.ipRules.map((rule) => ({
      ...rule,
      value: isIPv4(rule.value) ? `${rule.value}/32` : rule.value,
    })),
    virtualNetworkRules: networkAcls.virtualNetworkRules.map((rule) => ({
      ...rule,
      id: rule.id.toLowerCase(),
    })),
  };
}

/** `null` in a request means "not given". */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, withoutNulls(item)]])),
  );
}
