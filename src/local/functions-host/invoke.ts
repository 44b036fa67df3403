import { randomBytes, randomUUID } from 'node:crypto';
import type { CoreInvocationContext, RpcTypedData } from './core-types.ts';
import type { LoadedApp, LoadedFunction } from './loaded-app.ts';
import type { LogLine } from './log-line.ts';

/** Calls a function as the worker does: arguments, hooks, handler, hooks, response. Rejects when the handler does. */
export type Invoke = (
  called: LoadedFunction,
  input: RpcTypedData,
  triggerMetadata?: Readonly<Record<string, RpcTypedData>>,
) => Promise<RpcTypedData | undefined>;

export function createInvoke(app: LoadedApp, log: (line: LogLine) => void): Invoke {
  return async ({ metadata, callback, trigger }, input, triggerMetadata = {}) => {
    const invocationId = randomUUID();
    const core: CoreInvocationContext = {
      invocationId,
      metadata,
      request: {
        inputData: [{ name: trigger.name, data: input }],
        triggerMetadata,
        traceContext: {
          traceParent: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`,
        },
      },
      log: (level, category, message) =>
        log({ level, category, message, function: metadata.name, invocation: invocationId }),
      state: 'preInvocationHooks',
    };
    const model = app.model.getInvocationModel(core);
    const { context, inputs } = await model.getArguments();
    const hookContext: Record<string, unknown> = {
      invocationContext: context,
      inputs,
      functionHandler: callback,
      hookData: {},
      appHookData: {},
    };
    await app.runHooks('preInvocation', hookContext);
    core.state = 'invocation';
    try {
      const result = await model.invokeFunction(context, inputs, callback);
      core.state = 'postInvocationHooks';
      await app.runHooks('postInvocation', Object.assign(hookContext, { result, error: null }));
      const { returnValue } = await model.getResponse(context, result);
      return returnValue ?? undefined;
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log({ level: 'error', category: 'host', message, function: metadata.name, invocation: invocationId });
      throw error;
    }
  };
}
