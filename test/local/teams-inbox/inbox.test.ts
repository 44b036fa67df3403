import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NoCardsError, startTeamsInbox, type TeamsInbox } from '../../../src/local/teams-inbox/index.ts';
import { card, message, post, text } from './card.ts';

const patience = 5_000;

let inbox: TeamsInbox;
beforeEach(async () => {
  inbox = await startTeamsInbox();
});
afterEach(() => inbox.close());

const statuses = () => inbox.requests().map(({ status }) => status);

describe('the webhook', () => {
  test('accepts a card with an empty 202 and posts it', async () => {
    const response = await post(inbox.webhookUrl, message(card(text('hello'))));
    expect([response.status, await response.text()]).toEqual([202, '']);
    expect(await inbox.waitForCards(1, patience)).toMatchObject([
      { outcome: 'posted', number: 1, card: { body: [{ text: 'hello' }] } },
    ]);
  });

  test('counts the bytes of a card, not its characters', async () => {
    await post(inbox.webhookUrl, message(card(text('→'))));
    const [first] = await inbox.waitForCards(1, patience);
    expect(first?.bytes).toBe(Buffer.byteLength(JSON.stringify(card(text('→')))));
  });

  test('posts one card for each attachment', async () => {
    await post(inbox.webhookUrl, message(card(text('one')), card(text('two'))));
    expect(await inbox.waitForCards(2, patience)).toMatchObject([{ number: 1 }, { number: 2 }]);
  });

  test.each([
    ['no message', card(), 'type is "AdaptiveCard", expected "message"'],
    ['a message without cards', message(), 'attachments is [], expected a list with a card in it'],
    [
      'a broken card',
      message(card({ type: 'TextBlock' })),
      'body[0].text is missing, every TextBlock has it',
    ],
    [
      'a card that is too large',
      message(card(text('x'.repeat(28 * 1024)))),
      /^RequestEntityTooLarge: the card has 287\d\d bytes, Teams takes 28672$/,
    ],
    [
      'another kind of attachment',
      { type: 'message', attachments: [{ contentType: 'text/html', content: card() }] },
      /^attachments\[0\]\.contentType is "text\/html", expected /,
    ],
    [
      'a card by its address',
      { type: 'message', attachments: [{ ...message(card()).attachments[0], contentUrl: 'https://a.b' }] },
      /^attachments\[0\]\.contentUrl is "https:\/\/a\.b", expected null/,
    ],
  ])('accepts %s, and the flow refuses it with the reason', async (_, body, reason) => {
    expect((await post(inbox.webhookUrl, body)).status).toBe(202);
    expect(await inbox.waitForCards(1, patience)).toMatchObject([
      { outcome: 'refused', reasons: [typeof reason === 'string' ? reason : expect.stringMatching(reason)] },
    ]);
  });

  test.each([
    ['a wrong signature', 401, (url: string) => `${url}x`],
    ['no signature', 401, (url: string) => url.replace(/&sig=.*/, '')],
    ['another flow', 404, (url: string) => url.replace('/workflows/', '/workflows/0')],
    ['no api-version', 400, (url: string) => url.replace('api-version=1&', '')],
  ])('turns away %s', async (_, status, change) => {
    expect((await post(change(inbox.webhookUrl), message(card()))).status).toBe(status);
    expect(inbox.cards()).toEqual([]);
  });

  test('turns away what is no JSON, and what is no POST', async () => {
    expect((await post(inbox.webhookUrl, '{')).status).toBe(400);
    expect((await fetch(inbox.webhookUrl)).status).toBe(405);
    expect(statuses()).toEqual([400, 405]);
  });
});

describe('faults', () => {
  test('refuse as often as asked for, then the webhook works again', async () => {
    inbox.respondNext({ status: 429, retryAfterSeconds: 7, times: 2 });
    inbox.respondNext({ status: 500 });
    const first = await post(inbox.webhookUrl, message(card()));
    expect(first.headers.get('retry-after')).toBe('7');
    for (const _ of [2, 3, 4]) await post(inbox.webhookUrl, message(card()));
    expect(statuses()).toEqual([429, 429, 500, 202]);
    expect(await inbox.waitForCards(1, patience)).toHaveLength(1);
  });

  test('can leave a request without an answer, and closing the inbox ends it', async () => {
    inbox.respondNext({ hang: true });
    const hanging = post(inbox.webhookUrl, message(card())).catch(() => 'hung up');
    await expect.poll(statuses).toEqual([undefined]);
    await inbox.close();
    expect(await hanging).toBe('hung up');
  });

  test('are not used up by a request that is turned away', async () => {
    inbox.respondNext({ status: 503 });
    await post(`${inbox.webhookUrl}x`, message(card()));
    await post(inbox.webhookUrl, message(card()));
    expect(statuses()).toEqual([401, 503]);
  });
});

describe('waiting for cards', () => {
  test('gives up when they do not come', async () => {
    await expect(inbox.waitForCards(1, 1)).rejects.toThrow(
      new NoCardsError('0 of 1 cards were there when 1 ms were over'),
    );
  });

  test('gives up when the inbox closes', async () => {
    const waiting = expect(inbox.waitForCards(1, patience)).rejects.toThrow(
      '0 of 1 cards were there when the inbox closed',
    );
    await inbox.close();
    await waiting;
  });

  test('starts anew after a clear', async () => {
    inbox.respondNext({ status: 500 });
    await post(inbox.webhookUrl, message(card()));
    await post(inbox.webhookUrl, message(card()));
    await inbox.waitForCards(1, patience);
    inbox.respondNext({ status: 500 });
    inbox.clear();
    expect([inbox.cards(), inbox.requests()]).toEqual([[], []]);
    expect((await post(inbox.webhookUrl, message(card()))).status).toBe(202);
  });
});
