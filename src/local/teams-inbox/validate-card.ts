import { type Rule, shapeOf } from './card-schema.ts';
import { officialProblems } from './official-parser.ts';

/**
 * What keeps Teams from showing an Adaptive Card that came through a webhook, each with its place:
 * `body[0].items[2].color is "pink", expected …`. Empty when the card is good.
 *
 * The shape comes from the schema of Adaptive Cards 1.5, the newest that Teams shows. A card of that shape
 * is then given to the official parser.
 */
export function validateCard(card: unknown): readonly string[] {
  const problems = objectProblems(card, ['AdaptiveCard'], '');
  if (problems.length > 0 || !isObject(card)) return problems;
  const outdated = versionProblems(card.version);
  return outdated.length > 0 ? outdated : officialProblems(card);
}

type JsonObject = Readonly<Record<string, unknown>>;

function versionProblems(version: unknown): readonly string[] {
  const [, major, minor] = /^(\d+)\.(\d+)$/.exec(String(version)) ?? [];
  if (major === '1' && Number(minor) <= 5) return [];
  return [`version is ${shown(version)}, expected at most "1.5": Teams shows nothing newer`];
}

function problemsOf(value: unknown, rule: Rule, path: string): readonly string[] {
  switch (rule.kind) {
    case 'anything':
      return [];
    case 'text':
      return typeof value === 'string' ? [] : [wrong(path, value, 'text')];
    case 'flag':
      return typeof value === 'boolean' ? [] : [wrong(path, value, 'true or false')];
    case 'number':
      return typeof value === 'number' ? [] : [wrong(path, value, 'a number')];
    case 'link':
      return addressProblems(value, path, /^https?:$/, 'an absolute http or https address');
    case 'picture':
      return addressProblems(value, path, /^(https|data):$/, 'an absolute https or data address');
    case 'words':
      return wordProblems(value, rule.words, path);
    case 'list':
      return Array.isArray(value)
        ? value.flatMap((item: unknown, index) => problemsOf(item, rule.item, `${path}[${index}]`))
        : [wrong(path, value, 'a list')];
    case 'object':
      return objectProblems(value, rule.types, path);
    case 'part':
      return partProblems(value, rule.type, path);
    case 'either': {
      const [simple, rich] = rule.rules.map((either) => problemsOf(value, either, path));
      if (!simple?.length || !rich?.length) return [];
      // Of an object, the problems inside it say more than that it is not the simple form.
      return isObject(value) ? rich : simple;
    }
    default:
      return rule satisfies never;
  }
}

function objectProblems(value: unknown, types: readonly string[], path: string): readonly string[] {
  if (!isObject(value)) return [wrong(path, value, 'an object')];
  const { type } = value;
  if (typeof type === 'string' && types.includes(type)) return memberProblems(value, type, type, path);
  const isForBots = type === 'Action.Submit' || type === 'Action.Execute';
  const why = isForBots ? ': no bot is behind a webhook to answer it' : '';
  return [wrong(at(path, 'type'), type, oneOf(types)) + why];
}

function partProblems(value: unknown, type: string, path: string): readonly string[] {
  const name = type === 'ShownCard' ? 'AdaptiveCard' : type;
  if (!isObject(value)) return [wrong(path, value, `an object of type ${name}`)];
  if (value.type !== undefined && value.type !== name) return [wrong(at(path, 'type'), value.type, name)];
  return memberProblems(value, type, name, path);
}

function memberProblems(value: JsonObject, type: string, name: string, path: string): readonly string[] {
  const { required, optional } = shapeOf(type);
  const rules = new Map(Object.entries({ ...required, ...optional }));
  const missing = Object.keys(required).filter((property) => value[property] === undefined);
  return [
    ...missing.map((property) => `${at(path, property)} is missing, every ${name} has it`),
    ...Object.entries(value).flatMap(([property, member]) => {
      if (property === 'type' || member === undefined) return [];
      const rule = rules.get(property);
      if (!rule) return [`${at(path, property)} is not a property of ${name}`];
      return problemsOf(member, rule, at(path, property));
    }),
  ];
}

function wordProblems(value: unknown, words: readonly string[], path: string): readonly string[] {
  const isKnown =
    typeof value === 'string' && words.some((word) => word.toLowerCase() === value.toLowerCase());
  return isKnown ? [] : [wrong(path, value, oneOf(words))];
}

function addressProblems(
  value: unknown,
  path: string,
  protocol: RegExp,
  expected: string,
): readonly string[] {
  const isGood = typeof value === 'string' && protocol.test(URL.parse(value)?.protocol ?? '');
  return isGood ? [] : [wrong(path, value, expected)];
}

function wrong(path: string, value: unknown, expected: string): string {
  return `${path || 'the card'} is ${shown(value)}, expected ${expected}`;
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const json = JSON.stringify(value);
  return json.length > 60 ? `${json.slice(0, 59)}…` : json;
}

function oneOf(words: readonly string[]): string {
  return words.length === 1 ? `${words[0]}` : `one of ${words.join(', ')}`;
}

function at(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
