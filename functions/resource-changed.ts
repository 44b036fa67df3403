import { app } from '@azure/functions';
import { vaultfence } from '../src/app.ts';
import { logOf } from '../src/azure/log.ts';

app.eventGrid('resource-changed', {
  handler: async (event, context) => {
    const { reconcileEvent } = await vaultfence();
    await reconcileEvent(event, logOf(context));
  },
});
