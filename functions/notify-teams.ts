import { app } from '@azure/functions';
import { vaultfence } from '../src/app.ts';
import { logOf } from '../src/azure/log.ts';
import { readBindings } from '../src/config.ts';

app.storageQueue('notify-teams', {
  queueName: readBindings(process.env).notificationsQueue,
  connection: 'AzureWebJobsStorage',
  handler: async (message, context) => {
    const { notifyTeams } = await vaultfence();
    await notifyTeams(message, logOf(context));
  },
});
