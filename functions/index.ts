import { app } from '@azure/functions';
import { vaultfence } from '../src/app.ts';
import './access.ts';
import './check.ts';
import './notify-teams.ts';
import './recheck.ts';
import './resource-changed.ts';
import './sweep.ts';

// Wrong settings stop the app at its start, with all of them named, and not at the first event.
app.hook.appStart(async () => {
  await vaultfence();
});
