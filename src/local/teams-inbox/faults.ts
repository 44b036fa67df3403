/** What goes wrong with the next requests to the webhook. */
export type Fault = (Refusal | { readonly hang: true }) & {
  /** How many requests; 1 when missing. */
  readonly times?: number;
};

type Refusal = { readonly status: number; readonly retryAfterSeconds?: number };

export type FaultPlan = {
  add(fault: Fault): void;
  clear(): void;
  /** Takes the fault of this request, first planned first. */
  take(): Fault | undefined;
};

export function createFaults(): FaultPlan {
  let planned: readonly Fault[] = [];
  return {
    add(fault) {
      planned = [...planned, ...Array.from({ length: fault.times ?? 1 }, () => fault)];
    },
    clear() {
      planned = [];
    },
    take() {
      const [next, ...rest] = planned;
      planned = rest;
      return next;
    },
  };
}
