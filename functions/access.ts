import { app } from '@azure/functions';
import { vaultfence } from '../src/app.ts';
import { logOf } from '../src/azure/log.ts';

app.http('access', {
  methods: ['GET'],
  authLevel: 'function',
  handler: async (request, context) => {
    const { access } = await vaultfence();
    return access(request.query, logOf(context));
  },
});
