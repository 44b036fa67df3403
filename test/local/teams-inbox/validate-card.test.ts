import { describe, expect, test } from 'vitest';
import { validateCard } from '../../../src/local/teams-inbox/validate-card.ts';
import { card as adaptiveCard, line, openUrl, run } from '../../../src/teams/adaptive-card.ts';
import { card, text } from './card.ts';

const withActions = (...actions: readonly unknown[]) => ({ ...card(), actions });
const openPage = { type: 'Action.OpenUrl', title: 'Open', url: 'https://portal.azure.com' };

describe('a card that Teams shows has no problems', () => {
  test.each([
    ['an empty body', card()],
    ['text', card(text('hello'))],
    ['words in any letter case', card({ ...text('hello'), weight: 'BOLDER', spacing: 'extralarge' })],
    ['an older version', { ...card(), version: '1.2' }],
    ['the full width of Teams', { ...card(), msteams: { width: 'Full' } }],
    ['bare text among runs', card({ type: 'RichTextBlock', inlines: ['a', { type: 'TextRun', text: 'b' }] })],
    ['facts', card({ type: 'FactSet', facts: [{ title: 'Vault', value: 'kv' }] })],
    ['columns without their type', card({ type: 'ColumnSet', columns: [{ width: 1, items: [text('a')] }] })],
    ['a table', card({ type: 'Table', columns: [{ width: '50px' }], rows: [{ cells: [{ items: [] }] }] })],
    ['six buttons', withActions(...Array.from({ length: 6 }, () => openPage))],
    [
      'a card that a button unfolds',
      withActions({ type: 'Action.ShowCard', card: { type: 'AdaptiveCard' } }),
    ],
    [
      'the parts of our own cards',
      adaptiveCard('a', [line(run('b', { color: 'good' }))], [openUrl('Open', 'https://a.b')]),
    ],
  ])('%s', (_, good) => {
    expect(validateCard(good)).toEqual([]);
  });
});

describe('what Teams would not show is named with its place', () => {
  test.each([
    [null, 'the card is null, expected an object'],
    [{}, 'type is missing, expected AdaptiveCard'],
    [{ type: 'AdaptiveCard' }, 'version is missing, every AdaptiveCard has it'],
    [{ ...card(), version: '1.6' }, 'version is "1.6", expected at most "1.5": Teams shows nothing newer'],
    [{ ...card(), version: 'new' }, 'version is "new", expected at most "1.5": Teams shows nothing newer'],
    [{ ...card(), body: {} }, 'body is {}, expected a list'],
    [card({ type: 'TextBlock' }), 'body[0].text is missing, every TextBlock has it'],
    [card({ type: 'TextBlock', text: 7 }), 'body[0].text is 7, expected text'],
    [card(text('a'), { ...text('b'), bold: true }), 'body[1].bold is not a property of TextBlock'],
    [card({ ...text('a'), color: 'pink' }), /^body\[0\]\.color is "pink", expected one of default, dark, /],
    [card({ ...text('a'), wrap: 'yes' }), 'body[0].wrap is "yes", expected true or false'],
    [card({ ...text('a'), maxLines: '2' }), 'body[0].maxLines is "2", expected a number'],
    [card({ type: 'Chart' }), /^body\[0\]\.type is "Chart", expected one of ActionSet, /],
    [
      card({ type: 'Container', items: [{ type: 'Image' }] }),
      'body[0].items[0].url is missing, every Image has it',
    ],
    [
      card({ type: 'Image', url: '/a.png' }),
      'body[0].url is "/a.png", expected an absolute https or data address',
    ],
    [
      card({ type: 'ColumnSet', columns: [{ type: 'Row' }] }),
      'body[0].columns[0].type is "Row", expected Column',
    ],
    [
      card({ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'a', wrap: true }] }),
      'body[0].inlines[0].wrap is not a property of TextRun',
    ],
    [
      withActions({ ...openPage, url: 'javascript:alert(1)' }),
      'actions[0].url is "javascript:alert(1)", expected an absolute http or https address',
    ],
    [
      withActions({ type: 'Action.ShowCard', card: card({ type: 'FactSet' }) }),
      'actions[0].card.body[0].facts is missing, every FactSet has it',
    ],
    [{ ...card(), toString: 1 }, 'toString is not a property of AdaptiveCard'],
    [
      withActions({ type: 'Action.ShowCard', card: { ...card(), bold: 1 } }),
      'actions[0].card.bold is not a property of AdaptiveCard',
    ],
  ])('%j', (bad, problem) => {
    expect(validateCard(bad)).toEqual([
      typeof problem === 'string' ? problem : expect.stringMatching(problem),
    ]);
  });

  test.each(['Action.Submit', 'Action.Execute'])('%s, as no bot would answer it', (type) => {
    expect(validateCard(withActions({ type, title: 'Approve' }))).toEqual([
      expect.stringMatching(/^actions\[0\]\.type is "Action\..*: no bot is behind a webhook to answer it$/),
    ]);
  });

  test('every problem, not only the first', () => {
    expect(validateCard(card({ type: 'TextBlock' }, { type: 'Container' }))).toHaveLength(2);
  });
});

describe('the official parser has the last word', () => {
  test('two elements of one id', () => {
    expect(validateCard(card({ ...text('a'), id: 'x' }, { ...text('b'), id: 'x' }))).toEqual([
      'the Adaptive Cards parser says: Duplicate Id "x".',
    ]);
  });

  test('more buttons than Teams shows', () => {
    expect(validateCard(withActions(...Array.from({ length: 7 }, () => openPage)))).toEqual([
      'the Adaptive Cards parser says: Maximum number of actions exceeded (6).',
    ]);
  });
});
