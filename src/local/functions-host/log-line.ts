/** One line of the app's log, as the host received it. */
export type LogLine = {
  readonly level: string;
  readonly category: string;
  readonly message: string;
  readonly function?: string;
  readonly invocation?: string;
};
