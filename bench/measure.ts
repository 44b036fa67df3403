/** One measured thing beside its floor: the least that must be done, measured in the same run. */
export type Figure = {
  readonly what: string;
  readonly floor: string;
  readonly median: number;
  readonly floorMedian: number;
  /** `undefined` where there is no goal but only news. */
  readonly goal: number | undefined;
};

/** The median of several runs in milliseconds, taken in turns with its floor so that a drifting machine hits both. */
export function inTurns(runs: number, work: () => unknown, floor: () => unknown): readonly [number, number] {
  const works: number[] = [];
  const floors: number[] = [];
  work();
  floor();
  for (let run = 0; run < runs; run += 1) {
    works.push(millisecondsOf(work));
    floors.push(millisecondsOf(floor));
  }
  return [median(works), median(floors)];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function millisecondsOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
