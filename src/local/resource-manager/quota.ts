/** Tokens of one kind of request, as Azure counts them: a full bucket, refilled steadily. Nobody is turned away. */
export type Quota = {
  /** Takes one token and tells how many are left. */
  take(now: Date): number;
};

/** Per subscription and principal: 250 reads with 25 a second refilled (ARM throttling). */
export function createQuota(size = 250, refilledPerSecond = 25): Quota {
  let left = size;
  let countedAt: number | undefined;
  return {
    take(now) {
      const at = now.getTime();
      const elapsedSeconds = (at - (countedAt ?? at)) / 1000;
      countedAt = at;
      left = Math.max(0, Math.min(size, left + elapsedSeconds * refilledPerSecond) - 1);
      return Math.floor(left);
    },
  };
}
