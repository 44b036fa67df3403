import { app } from '@azure/functions';
import { vaultfence } from '../src/app.ts';
import { logOf } from '../src/azure/log.ts';

app.http('check', {
  methods: ['GET'],
  authLevel: 'function',
  handler: async (request, context) => {
    const { check } = await vaultfence();
    return check(request.query, logOf(context));
  },
});
