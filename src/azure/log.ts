import type { Log, LogFields } from '../drift/ports.ts';

/** What of a function's context the log needs. */
type LogContext = {
  readonly functionName: string;
  readonly invocationId: string;
  log(line: string): void;
  warn(line: string): void;
  error(line: string): void;
};

/** One JSON object a line, with the function and its invocation, so that a query can follow one run. */
export function logOf(context: LogContext): Log {
  const line = (message: string, fields: LogFields = {}) =>
    JSON.stringify({ message, function: context.functionName, invocation: context.invocationId, ...fields });
  return {
    info: (message, fields) => context.log(line(message, fields)),
    warn: (message, fields) => context.warn(line(message, fields)),
    error: (message, fields) => context.error(line(message, fields)),
  };
}

/** For what belongs to no invocation. */
export const consoleLog: Log = {
  info: (message, fields) => console.log(JSON.stringify({ message, ...fields })),
  warn: (message, fields) => console.warn(JSON.stringify({ message, ...fields })),
  error: (message, fields) => console.error(JSON.stringify({ message, ...fields })),
};
