import { app } from '@azure/functions';
import { vaultfence } from '../src/app.ts';
import { logOf } from '../src/azure/log.ts';
import { readBindings } from '../src/config.ts';

app.storageQueue('recheck', {
  queueName: readBindings(process.env).recheckQueue,
  connection: 'AzureWebJobsStorage',
  handler: async (message, context) => {
    const { recheck } = await vaultfence();
    await recheck(message, logOf(context));
  },
});
