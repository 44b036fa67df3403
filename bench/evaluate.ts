import { normaliseVault } from '../src/network-rules/normalise.ts';
import { evaluate } from '../src/policy/evaluate.ts';
import { parsePolicy } from '../src/policy/load.ts';
import { type Figure, inTurns } from './measure.ts';

const now = new Date('2026-11-24T08:00:00Z');
const facts = { subnets: new Map(), perimeter: { kind: 'none' } } as const;
const runs = 31;

/** Evaluating one vault against ten thousand approved ranges, by how many IP rules it has. */
export function evaluationFigures(): readonly Figure[] {
  const policy = parsePolicy(
    JSON.stringify({ version: 1, approved: { ipRanges: ranges(10_000, 20) } }),
    'bench',
  );
  const arms = [10, 100, 1000].map((count) => ({ count, text: JSON.stringify(armVault(count)) }));
  const [small] = arms;
  if (!small) return [];
  const evaluated = (text: string) => () => evaluate(normaliseVault(JSON.parse(text)), facts, policy, now);

  const growth = arms.slice(1).map(({ count, text }, index): Figure => {
    const smaller = arms[index] ?? small;
    const [median, floorMedian] = inTurns(runs, evaluated(text), evaluated(smaller.text));
    const nLogN = (count * Math.log2(count)) / (smaller.count * Math.log2(smaller.count));
    return {
      what: `one vault with ${count} IP rules, 10,000 approved ranges`,
      floor: `the same with ${smaller.count} rules; goal: n log n`,
      median,
      floorMedian,
      goal: nLogN,
    };
  });
  return [...growth, throughput()];
}

/** A thousand ordinary vaults, parsed from ARM's answer and evaluated, beside parsing alone. */
function throughput(): Figure {
  const policy = parsePolicy('version: 1\napproved: { ipRanges: [20.0.0.0/12] }', 'bench');
  const texts = Array.from({ length: 1000 }, (_, index) => JSON.stringify(armVault(5, `kv-${index}`)));
  const [median, floorMedian] = inTurns(
    15,
    () => texts.forEach((text) => void evaluate(normaliseVault(JSON.parse(text)), facts, policy, now)),
    () => texts.forEach((text) => void JSON.parse(text)),
  );
  const perSecond = Math.round(1000 / (median / 1000)).toLocaleString('en');
  return {
    what: `1,000 vaults with 5 rules each (${perSecond} vaults a second)`,
    floor: 'JSON.parse of the same vaults',
    median,
    floorMedian,
    goal: undefined,
  };
}

function armVault(rules: number, name = 'kv-bench'): object {
  return {
    id: `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/${name}`,
    properties: {
      networkAcls: { defaultAction: 'Deny', ipRules: ranges(rules, 20).map((value) => ({ value })) },
    },
  };
}

/** Networks of 256 addresses, apart from one another and in no order. */
function ranges(count: number, firstOctet: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const scattered = (index * 7919) % 16_384;
    return `${firstOctet + (scattered >> 13)}.${(scattered >> 5) & 255}.${(scattered & 31) * 8}.0/24`;
  });
}
