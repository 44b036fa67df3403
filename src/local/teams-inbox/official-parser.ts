import { createRequire } from 'node:module';

// The package's own entry is for bundlers, so Node loads the browser's build: it parses without a document.
const library: typeof import('adaptivecards') = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.min.js',
);

/** Teams shows this many buttons in a row. */
const maxActions = 6;

/** What Microsoft's own parser and validator say of a card, such as two elements of one id. */
export function officialProblems(json: unknown): readonly string[] {
  const card = new library.AdaptiveCard();
  card.hostConfig = new library.HostConfig({ actions: { maxActions } });
  const context = new library.SerializationContext(library.Versions.v1_5);
  card.parse(json, context);
  const parsing = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index));
  const events = [...parsing, ...card.validateProperties().validationEvents];
  return events.map(({ message }) => `the Adaptive Cards parser says: ${message}`);
}
