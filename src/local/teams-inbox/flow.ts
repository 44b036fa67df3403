import { validateCard } from './validate-card.ts';

/** What became of a card in the flow behind the webhook. */
export type Verdict = {
  /** As it came; `undefined` when the message held none. */
  readonly card: unknown;
  /** The card's JSON in UTF-8. */
  readonly bytes: number;
} & ({ readonly outcome: 'posted' } | { readonly outcome: 'refused'; readonly reasons: readonly string[] });

/** Inside the flow, after it was accepted, a larger card fails (Learn, Microsoft Teams connector: about 28 KB). */
export const maxCardBytes = 28 * 1024;

const adaptiveCard = 'application/vnd.microsoft.card.adaptive';

/** What the flow makes of a message: it posts one card for each attachment. */
export function runFlow(message: unknown): readonly Verdict[] {
  const { type, attachments } = membersOf(message);
  if (type !== 'message') return [refused(undefined, [`type is ${shown(type)}, expected "message"`])];
  if (!Array.isArray(attachments) || attachments.length === 0) {
    return [refused(undefined, [`attachments is ${shown(attachments)}, expected a list with a card in it`])];
  }
  return attachments.map((attachment: unknown, index) => {
    const place = `attachments[${index}]`;
    const { contentType, contentUrl, content } = membersOf(attachment);
    const reasons = [
      ...(contentType === adaptiveCard
        ? []
        : [`${place}.contentType is ${shown(contentType)}, expected "${adaptiveCard}"`]),
      ...(contentUrl === null || contentUrl === undefined
        ? []
        : [`${place}.contentUrl is ${shown(contentUrl)}, expected null: the card is in content`]),
      ...sizeProblems(content),
      ...validateCard(content),
    ];
    return reasons.length > 0
      ? refused(content, reasons)
      : { outcome: 'posted', card: content, bytes: bytesOf(content) };
  });
}

function refused(card: unknown, reasons: readonly string[]): Verdict {
  return { outcome: 'refused', card, bytes: bytesOf(card), reasons };
}

function sizeProblems(card: unknown): readonly string[] {
  const bytes = bytesOf(card);
  return bytes > maxCardBytes
    ? [`RequestEntityTooLarge: the card has ${bytes} bytes, Teams takes ${maxCardBytes}`]
    : [];
}

function bytesOf(card: unknown): number {
  return card === undefined ? 0 : Buffer.byteLength(JSON.stringify(card));
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}
