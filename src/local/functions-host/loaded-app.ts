import { readFile } from 'node:fs/promises';
import Module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  BindingInfo,
  FunctionCallback,
  FunctionMetadata,
  HookCallback,
  ProgrammingModel,
} from './core-types.ts';

/** A function as it was registered: what it is bound to, and what is called. */
export type LoadedFunction = {
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
  readonly trigger: BindingInfo & { readonly name: string };
};

export type LoadedApp = {
  readonly functions: readonly LoadedFunction[];
  readonly model: ProgrammingModel;
  /** Calls every hook of a name in the order of its registration. */
  runHooks(name: string, context: Record<string, unknown>): Promise<void>;
};

type Log = (level: string, category: string, message: string) => void;

/** Loads `main` of the folder's package.json the way the official worker does, and collects what it registers. */
export async function loadApp(appFolder: string, log: Log): Promise<LoadedApp> {
  const functions: LoadedFunction[] = [];
  const hooks: { readonly name: string; readonly callback: HookCallback }[] = [];
  let model: ProgrammingModel | undefined;

  supplyCoreModule({
    version: '4.0.0',
    hostVersion: '4.0.0',
    Disposable: class {
      dispose() {}
    },
    log,
    setProgrammingModel(given: ProgrammingModel) {
      model = given;
    },
    getProgrammingModel: () => model,
    registerFunction(metadata: FunctionMetadata, callback: FunctionCallback) {
      functions.push({ metadata, callback, trigger: triggerOf(metadata) });
      return { dispose() {} };
    },
    registerHook(name: string, callback: HookCallback) {
      hooks.push({ name, callback });
      return { dispose() {} };
    },
  });

  const { main } = JSON.parse(await readFile(join(appFolder, 'package.json'), 'utf8'));
  if (typeof main !== 'string') throw new Error(`${appFolder}/package.json names no main`);
  await import(pathToFileURL(join(appFolder, main)).href);
  if (model === undefined) throw new Error(`${main} does not load @azure/functions`);
  const loadedModel = model;
  return {
    functions,
    model: loadedModel,
    async runHooks(name, context) {
      for (const hook of hooks) if (hook.name === name) await hook.callback(context);
    },
  };
}

/** The worker answers this one name itself, whoever asks for it. */
function supplyCoreModule(core: object): void {
  const original = Module.prototype.require;
  Module.prototype.require = Object.assign(function (this: NodeJS.Module, id: string): unknown {
    return id === '@azure/functions-core' ? core : original.call(this, id);
  }, original);
}

function triggerOf({ name, bindings }: FunctionMetadata): LoadedFunction['trigger'] {
  const trigger = Object.entries(bindings).find(([, binding]) =>
    binding.type.toLowerCase().endsWith('trigger'),
  );
  if (!trigger) throw new Error(`function ${name} has no trigger`);
  return { ...trigger[1], name: trigger[0] };
}
