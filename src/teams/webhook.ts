import type { Card } from './adaptive-card.ts';

/** Teams could not take the card now; it may later. */
export class TeamsBusyError extends Error {
  override readonly name = 'TeamsBusyError';
  /** What Teams asked for, `undefined` when it did not say. */
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, retryAfterSeconds: number | undefined) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Teams will never take the card, or the webhook is gone. */
export class TeamsRefusedError extends Error {
  override readonly name = 'TeamsRefusedError';
}

/**
 * Posts a card.
 *
 * @throws TeamsBusyError | TeamsRefusedError; neither names the URL, which is a secret
 */
export type PostCard = (card: Card) => Promise<void>;

const timeoutMilliseconds = 15_000;

/** A Teams Workflows webhook ("When a Teams webhook request is received"). */
export function createWebhook(url: string): PostCard {
  return async (content) => {
    const body = JSON.stringify({
      type: 'message',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
    });
    const response = await send(url, body);
    await response.body?.cancel();
    if (response.ok) return;
    const answer = `Teams answered ${response.status}`;
    if (response.status === 429 || response.status === 408 || response.status >= 500) {
      throw new TeamsBusyError(answer, retryAfterOf(response));
    }
    throw new TeamsRefusedError(`${answer}${reasons[response.status] ?? ''}`);
  };
}

const reasons: Readonly<Record<number, string>> = {
  401: ': the signature in TEAMS_WEBHOOK_URL is not accepted',
  403: ': the flow does not let this caller in; "Who can trigger the flow" must be "Anyone"',
  404: ': the flow behind TEAMS_WEBHOOK_URL is gone',
  413: ': the card is too large',
};

async function send(url: string, body: string): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
  } catch (error) {
    // The cause may quote the URL, so only its kind is told.
    const kind =
      error instanceof Error && error.name === 'TimeoutError' ? 'did not answer in time' : 'is not reachable';
    throw new TeamsBusyError(`Teams ${kind}`, undefined);
  }
}

function retryAfterOf(response: Response): number | undefined {
  const header = response.headers.get('retry-after');
  if (header === null) return undefined;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(wait) ? Math.min(Math.max(0, Math.ceil(wait)), 24 * 3600) : undefined;
}
