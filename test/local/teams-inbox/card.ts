/** The smallest card that Teams shows, with this in its body. */
export function card(...body: readonly unknown[]) {
  return { type: 'AdaptiveCard', version: '1.5', body };
}

export function text(words: string) {
  return { type: 'TextBlock', text: words };
}

/** A message as the webhook takes it. */
export function message(...cards: readonly unknown[]) {
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return {
    type: 'message',
    attachments: cards.map((content) => ({ contentType, contentUrl: null, content })),
  };
}

export function post(url: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}
