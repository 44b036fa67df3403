import { describe, expect, test } from 'vitest';
import { decideAccess } from '../../src/network-rules/decide-access.ts';
import {
  findTrustedService,
  type TrustedService,
  trustedServices,
} from '../../src/network-rules/trusted-services.ts';
import { factsFor, perimeter, rules } from '../builders.ts';

const trusted = trustedServices.filter(({ standing }) => standing === 'trusted');
const others = trustedServices.filter(({ standing }) => standing !== 'trusted');

function verdict(service: TrustedService, options: Parameters<typeof rules>[0], around = {}) {
  const vaultRules = rules(options);
  return decideAccess(vaultRules, { kind: 'service', service }, factsFor({ rules: vaultRules }, around))
    .verdict;
}

test('the catalogue holds the nineteen rows of the first list and the thirty-nine of today', () => {
  expect(trusted.filter(({ inFirstList }) => inFirstList)).toHaveLength(19);
  expect(trusted).toHaveLength(39);
  expect(new Set(trustedServices.map(({ id }) => id)).size).toBe(trustedServices.length);
});

describe.each(trusted)('$name', (service) => {
  test('passes by the bypass, also with public access disabled, and by nothing else', () => {
    expect(verdict(service, {})).toBe('allowed');
    expect(verdict(service, { publicNetworkAccess: 'Disabled' })).toBe('allowed');
    expect(verdict(service, { bypass: 'None' })).toBe('denied');
    expect(verdict(service, { bypass: 'None', defaultAction: 'Allow' })).toBe('allowed');
    expect(verdict(service, {}, { perimeter: perimeter({ accessMode: 'enforced' }) })).toBe('denied');
    expect(verdict(service, {}, { perimeter: perimeter({ accessMode: 'learning' }) })).toBe('allowed');
  });

  test('says what it is trusted for, and where that is written', () => {
    expect(service.scenario).not.toBe('');
    expect(service.documentation).toMatch(/^https:\/\/learn\.microsoft\.com\//);
  });

  test('is found by its id, its name and every alias, in any case', () => {
    for (const text of [service.id, service.name, service.name.toUpperCase(), ...service.aliases]) {
      expect(findTrustedService(text)?.id).toBe(service.id);
    }
  });
});

describe.each(others)('$name', (service) => {
  test('is an ordinary caller, and hears what to do instead', () => {
    expect(verdict(service, {})).toBe('denied');
    expect(verdict(service, { defaultAction: 'Allow' })).toBe('allowed');
    expect(service.caveat).toBeTruthy();
  });
});

test.each([
  ['vm-deployment', 'deployment', 'enabledForDeployment'],
  ['arm-template-deployment', 'templateDeployment', 'enabledForTemplateDeployment'],
  ['disk-encryption', 'diskEncryption', 'enabledForDiskEncryption'],
] as const)('%s also needs its flag, and hears whether the vault has it', (id, flag, name) => {
  const service = findTrustedService(id);
  if (!service) throw new Error(`${id} is missing`);
  for (const granted of [true, false]) {
    const vaultRules = rules({ flags: { [flag]: granted } });
    const { needs } = decideAccess(vaultRules, { kind: 'service', service }, factsFor({ rules: vaultRules }));
    expect(needs).toContainEqual({ what: name, granted });
  }
});

test.each([
  ['Azure App Service', 'certificates only'],
  ['API Management', 'system-assigned identity'],
])('%s is trusted for less than its name says', (name, words) => {
  expect(findTrustedService(name)?.caveat).toContain(words);
});

test.each([
  ['Azure DevOps', 'not-trusted'],
  ['web app at run time', 'not-trusted'],
  ['Azure Functions', 'not-listed'],
  ['AKS', 'not-listed'],
  ['Cosmos DB', 'not-listed'],
])('%s, often expected, is %s', (name, standing) => {
  expect(findTrustedService(name)?.standing).toBe(standing);
});
