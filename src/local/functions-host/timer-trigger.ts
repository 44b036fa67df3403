import { Cron } from 'croner';
import { substituted } from './host-settings.ts';
import type { Invoke } from './invoke.ts';
import type { LoadedFunction } from './loaded-app.ts';
import type { RunningTrigger } from './queue-trigger.ts';

/** Runs a function by its six-field NCRONTAB schedule in UTC, never twice at once. */
export function startTimerTrigger(called: LoadedFunction, invoke: Invoke): RunningTrigger {
  const schedule = substituted(called.trigger.schedule ?? '');
  const run = async () => {
    // The failure is in the log; the timer goes on.
    await invoke(called, timerInput).catch(() => undefined);
  };
  const timer = new Cron(schedule, { timezone: 'UTC', protect: true, mode: '6-part' }, run);
  if (called.trigger.runOnStartup) void run();
  return {
    async stop() {
      timer.stop();
    },
  };
}

/** What the official host sends when a timer is due. */
export const timerInput = {
  json: JSON.stringify({ Schedule: { AdjustForDST: true }, ScheduleStatus: null, IsPastDue: false }),
};
