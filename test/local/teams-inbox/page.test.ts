import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { startTeamsInbox, type TeamsInbox } from '../../../src/local/teams-inbox/index.ts';
import { type Problems, withPage } from '../../browser.ts';
import { card, message, post, text } from './card.ts';

type Visit = { readonly inbox: TeamsInbox; readonly page: Page; readonly problems: Problems };

/** Opens the page of a new inbox, and expects of every visit that the browser had nothing to complain about. */
async function visit(look: (visit: Visit) => Promise<void>): Promise<void> {
  const inbox = await startTeamsInbox();
  try {
    await withPage(async (page, problems) => {
      await page.goto(inbox.url);
      await look({ inbox, page, problems });
      expect(problems()).toEqual([]);
    });
  } finally {
    await inbox.close();
  }
}

test('an empty inbox says what to do, with the address to post to', () =>
  visit(async ({ inbox, page }) => {
    const empty = page.locator('#empty');
    await empty.waitFor();
    expect(await empty.textContent()).toContain(`TEAMS_WEBHOOK_URL='${inbox.webhookUrl}'`);
  }));

test('a card appears on the open page as soon as it is posted, newest first', () =>
  visit(async ({ inbox, page }) => {
    const run = { type: 'TextRun', text: 'second', color: 'attention' };
    await post(inbox.webhookUrl, message(card(text('first'))));
    await post(inbox.webhookUrl, message(card({ type: 'RichTextBlock', inlines: [run] })));
    await page.locator('.post').nth(1).waitFor();
    expect(await page.locator('.post .box').allTextContents()).toEqual(['second', 'first']);
    expect(await page.locator('.sender').first().textContent()).toBe('Workflows');
    expect(await page.locator('#empty').isVisible()).toBe(false);
  }));

test('cards that came before the page was opened are there too', () =>
  visit(async ({ inbox, page }) => {
    await post(inbox.webhookUrl, message(card(text('hello'))));
    await inbox.waitForCards(1, 5_000);
    await page.reload();
    await page.getByText('hello').waitFor();
  }));

test('a refused card shows the reason, its JSON on demand', () =>
  visit(async ({ inbox, page }) => {
    await post(inbox.webhookUrl, message(card({ type: 'TextBlock' })));
    const refused = page.locator('.post.refused');
    await refused.waitFor();
    expect(await refused.locator('.box li').allTextContents()).toEqual([
      'body[0].text is missing, every TextBlock has it',
    ]);
    const json = refused.locator('pre');
    expect(await json.isVisible()).toBe(false);
    await refused.locator('summary').click();
    await json.filter({ hasText: 'TextBlock' }).waitFor();
    expect(JSON.parse((await json.textContent()) ?? '')).toEqual(card({ type: 'TextBlock' }));
  }));

test('Markdown in a text block is shown, HTML in it is not', () =>
  visit(async ({ inbox, page }) => {
    await post(inbox.webhookUrl, message(card(text('**bold** <img src=x onerror=alert(1)>'))));
    await page.locator('.box strong').waitFor();
    expect(await page.locator('.box').textContent()).toBe('bold <img src=x onerror=alert(1)>');
  }));

test('a button unfolds the card behind it', () =>
  visit(async ({ inbox, page }) => {
    const more = { type: 'Action.ShowCard', title: 'More', card: { ...card(text('inside')) } };
    await post(inbox.webhookUrl, message({ ...card(), actions: [more] }));
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByText('inside').waitFor();
  }));

test('clearing the inbox empties the page', () =>
  visit(async ({ inbox, page }) => {
    await post(inbox.webhookUrl, message(card(text('hello'))));
    await page.getByText('hello').waitFor();
    inbox.clear();
    await page.locator('#empty').waitFor();
  }));
