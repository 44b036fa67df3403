/** What an HTTP function answers. */
export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** A refusal that the caller can act on, answered as RFC 9457 problem details. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly title: string;

  constructor(status: number, title: string, detail: string) {
    super(detail);
    this.status = status;
    this.title = title;
  }
}

export function jsonAnswer(body: unknown): HttpAnswer {
  return answer(200, 'application/json', body);
}

export function problemAnswer({ status, title, message: detail }: Problem): HttpAnswer {
  return answer(status, 'application/problem+json', { type: 'about:blank', title, status, detail });
}

function answer(status: number, contentType: string, body: unknown): HttpAnswer {
  const headers = {
    'content-type': `${contentType}; charset=utf-8`,
    // Who can reach the vaults is nobody else's business, and a moment later it may not be true.
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  return { status, headers, body: `${JSON.stringify(body, undefined, 2)}\n` };
}
