import { describeDifference, describeExposure } from '../network-rules/describe.ts';
import type { Drift, Transition } from './drift.ts';

/** A CloudEvents 1.0 message in structured form. */
export type Message<T> = {
  readonly specversion: '1.0';
  /** Deterministic: a repeat of the same news carries the same id. */
  readonly id: string;
  /** The vault's resource id. */
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: T;
};

/** What all messages of one drift have in common. */
type DriftContext = Pick<
  Drift,
  'vault' | 'sequence' | 'kind' | 'exposureBefore' | 'exposure' | 'attribution' | 'openFindings'
> & {
  readonly driftId: string;
  /** The difference of the network rules in words, line by line; cut short when very long. */
  readonly changes: readonly { readonly label: string; readonly before: string; readonly after: string }[];
  readonly changesLeftOut: number;
};

export type FindingMessage = Message<DriftContext & { readonly transition: Transition }>;
export type RulesMessage = Message<DriftContext>;
export type NotificationMessage = Message<
  DriftContext & {
    readonly transitions: readonly Transition[];
    readonly transitionsLeftOut: number;
    readonly summary: { readonly exposureBefore: string; readonly exposure: string };
  }
>;

/** A storage queue takes 64 KiB of base64 text, which is 48 KiB of JSON. */
const maxBytes = 47 * 1024;

/** For the findings queue: one message a transition; a change that opened or resolved nothing is one of its own. */
export function findingMessages(drift: Drift): readonly (FindingMessage | RulesMessage)[] {
  const context = contextOf(drift);
  const told = drift.transitions.map(
    (transition): FindingMessage => ({
      ...envelope(drift, `${drift.id}-${transitionKey(transition)}`),
      type: `vaultfence.finding.${transition.kind}`,
      subject: `${transition.finding.checkId}/${transition.finding.target}`,
      data: { ...context, transition },
    }),
  );
  if (told.length > 0 || drift.kind === 'first-seen') return told.map(fitting);
  const type = {
    changed: 'vaultfence.rules.changed',
    deleted: 'vaultfence.vault.deleted',
    attributed: 'vaultfence.drift.attributed',
  }[drift.kind];
  return [
    fitting({ ...envelope(drift, `${drift.id}-rules`), type, subject: drift.vault.name, data: context }),
  ];
}

/** For people: the whole drift in one message; `undefined` for a vault that is new and in order. */
export function notificationMessage(drift: Drift): NotificationMessage | undefined {
  if (drift.kind === 'first-seen' && drift.transitions.length === 0) return undefined;
  return fitting({
    ...envelope(drift, drift.id),
    type: 'vaultfence.drift',
    subject: drift.vault.name,
    data: {
      ...contextOf(drift),
      transitions: drift.transitions,
      transitionsLeftOut: 0,
      summary: {
        exposureBefore: drift.exposureBefore ? describeExposure(drift.exposureBefore) : '',
        exposure: drift.exposure ? describeExposure(drift.exposure) : '',
      },
    },
  });
}

function envelope(drift: Drift, id: string) {
  return {
    specversion: '1.0',
    id,
    source: drift.vault.id,
    time: drift.detectedAt,
    datacontenttype: 'application/json',
  } as const;
}

function contextOf(drift: Drift): DriftContext {
  const { vault, sequence, kind, exposureBefore, exposure, attribution, openFindings } = drift;
  const changes = drift.difference ? describeDifference(drift.difference) : [];
  return {
    driftId: drift.id,
    vault,
    sequence,
    kind,
    exposureBefore,
    exposure,
    attribution,
    openFindings,
    changes,
    changesLeftOut: 0,
  };
}

function transitionKey({ kind, finding }: Transition): string {
  return `${kind}-${finding.checkId}-${finding.target}`;
}

/** Cuts the long lists of a message until it fits a queue; what is left out is counted, and the vault names the rest. */
function fitting<M extends Message<DriftContext & { readonly transitions?: readonly Transition[] }>>(
  message: M,
): M {
  let fitted = message;
  for (
    let keep = 200;
    Buffer.byteLength(JSON.stringify(fitted)) > maxBytes && keep >= 1;
    keep = Math.floor(keep / 2)
  ) {
    fitted = { ...message, data: shortened(message.data, keep) };
  }
  return fitted;
}

function shortened<D extends DriftContext & { readonly transitions?: readonly Transition[] }>(
  data: D,
  keep: number,
): D {
  return {
    ...data,
    changes: data.changes.slice(0, keep),
    changesLeftOut: Math.max(0, data.changes.length - keep),
    exposure: data.exposure && shortExposure(data.exposure, keep),
    exposureBefore: data.exposureBefore && shortExposure(data.exposureBefore, keep),
    ...(data.transitions && {
      transitions: data.transitions.slice(0, keep),
      transitionsLeftOut: Math.max(0, data.transitions.length - keep),
    }),
  };
}

function shortExposure(
  exposure: NonNullable<Drift['exposure']>,
  keep: number,
): NonNullable<Drift['exposure']> {
  const { own, foreign } = exposure.privateEndpoints;
  return {
    ...exposure,
    subnets: exposure.subnets.slice(0, keep),
    perimeterSubscriptions: exposure.perimeterSubscriptions.slice(0, keep),
    privateEndpoints: { own: own.slice(0, keep), foreign: foreign.slice(0, keep) },
    unknowns: exposure.unknowns.slice(0, keep),
  };
}
