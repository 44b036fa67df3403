import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { CardLog } from './card-log.ts';

/** Answers a request for the page or a part of it. */
export type AnswerPage = (request: IncomingMessage, response: ServerResponse, webhookUrl: string) => void;

/** Reads the parts of the page once, the Adaptive Cards renderer among them: nothing comes from another origin. */
export async function loadPage(log: CardLog): Promise<AnswerPage> {
  const entries = await Promise.all(
    parts.map(
      async ({ path, file, type }) => [path, { type, content: await readFile(file, 'utf8') }] as const,
    ),
  );
  const loaded = new Map(entries);

  return (request, response, webhookUrl) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    if (request.method !== 'GET') return reply(response, 405, 'text/plain', 'Only GET here.');
    if (path === '/cards') return streamCards(log, response);
    const part = loaded.get(path);
    if (!part) return reply(response, 404, 'text/plain', 'Not here.');
    reply(
      response,
      200,
      part.type,
      part.content.replace('{{webhookUrl}}', () => escaped(webhookUrl)),
    );
  };
}

const own = (file: string) => new URL(`./page/${file}`, import.meta.url);

const parts = [
  { path: '/', file: own('index.html'), type: 'text/html' },
  { path: '/page.css', file: own('page.css'), type: 'text/css' },
  { path: '/page.js', file: own('page.js'), type: 'text/javascript' },
  { path: '/host-config.js', file: own('host-config.js'), type: 'text/javascript' },
  { path: '/markdown.js', file: own('markdown.js'), type: 'text/javascript' },
  { path: '/icon.svg', file: own('icon.svg'), type: 'image/svg+xml' },
  {
    path: '/adaptivecards.js',
    file: createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js'),
    type: 'text/javascript',
  },
];

/** Cards are what others wrote: the page runs no script and loads nothing but its own parts. */
const headers = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

function reply(response: ServerResponse, status: number, type: string, content: string): void {
  response.writeHead(status, { ...headers, 'content-type': `${type}; charset=utf-8` }).end(content);
}

/** Server-sent events: all the cards at first and after a clear, then each new one. */
function streamCards(log: CardLog, response: ServerResponse): void {
  response.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8' });
  const send = (event: string, content: unknown) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(content)}\n\n`);
  send('all', log.cards());
  const unwatch = log.watch((card) => (card ? send('card', card) : send('all', [])));
  response.once('close', unwatch);
}

function escaped(plain: string): string {
  return plain.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
