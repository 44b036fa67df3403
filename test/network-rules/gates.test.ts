import { describe, expect, it } from 'vitest';
import { type Gates, gatesOf } from '../../src/network-rules/gates.ts';
import type { PublicNetworkAccess } from '../../src/network-rules/model.ts';
import { perimeter } from '../builders.ts';

const around = {
  'no perimeter': { kind: 'none' },
  'a perimeter that was not read': { kind: 'not-read', reason: 'perimeters are not read' },
  'a learning perimeter': perimeter({ accessMode: 'learning' }),
  'an enforced perimeter': perimeter({ accessMode: 'enforced' }),
  'a perimeter in a mode that is new to us': perimeter({ accessMode: { unknown: 'Audit' } }),
} as const;

const newToUs: PublicNetworkAccess = { unknown: 'EnabledForSome' };

describe('what decides about public traffic, cell by cell', () => {
  it.each<
    [
      access: PublicNetworkAccess,
      where: keyof typeof around,
      decides: string,
      trusted: Gates['trustedServices'],
    ]
  >([
    ['enabled', 'no perimeter', 'own rules', 'by-bypass'],
    ['enabled', 'a learning perimeter', 'own rules or perimeter', 'by-bypass'],
    ['enabled', 'an enforced perimeter', 'perimeter', 'refused'],
    ['disabled', 'no perimeter', 'nothing', 'by-bypass'],
    ['disabled', 'a learning perimeter', 'perimeter', 'by-bypass'],
    ['disabled', 'an enforced perimeter', 'perimeter', 'refused'],
    ['secured-by-perimeter', 'no perimeter', 'nothing', 'refused'],
    ['secured-by-perimeter', 'a learning perimeter', 'perimeter', 'refused'],
    ['secured-by-perimeter', 'an enforced perimeter', 'perimeter', 'refused'],

    ['enabled', 'a perimeter that was not read', 'own rules', 'by-bypass'],
    ['disabled', 'a perimeter that was not read', 'nothing', 'by-bypass'],
    ['secured-by-perimeter', 'a perimeter that was not read', 'nothing', 'refused'],

    ['enabled', 'a perimeter in a mode that is new to us', 'own rules or perimeter', 'by-bypass'],
    ['disabled', 'a perimeter in a mode that is new to us', 'perimeter', 'by-bypass'],
    ['secured-by-perimeter', 'a perimeter in a mode that is new to us', 'perimeter', 'refused'],

    [newToUs, 'no perimeter', 'own rules', 'by-bypass'],
    [newToUs, 'a perimeter that was not read', 'own rules', 'by-bypass'],
    [newToUs, 'a learning perimeter', 'own rules or perimeter', 'by-bypass'],
    [newToUs, 'an enforced perimeter', 'perimeter', 'refused'],
    [newToUs, 'a perimeter in a mode that is new to us', 'own rules or perimeter', 'by-bypass'],
  ])('access %j with %s: %s, trusted services %s', (access, where, decides, trustedServices) => {
    expect(gatesOf(access, around[where])).toEqual({
      ownRules: decides.includes('own rules'),
      perimeterRules: decides.includes('perimeter'),
      trustedServices,
    });
  });
});
