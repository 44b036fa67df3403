import { app } from '@azure/functions';
import { vaultfence } from '../src/app.ts';
import { logOf } from '../src/azure/log.ts';
import { readBindings } from '../src/config.ts';

app.timer('sweep', {
  schedule: readBindings(process.env).sweepSchedule,
  handler: async (_timer, context) => {
    const { sweep } = await vaultfence();
    await sweep(logOf(context));
  },
});
