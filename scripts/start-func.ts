import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buildApp } from './build.ts';

/**
 * Runs the bundle in Azure Functions Core Tools, where they are installed, with the settings of the environment or of
 * dist/app/local.settings.json.
 */
const folder = await buildApp();
const func = spawn('func', ['start', '--javascript'], { cwd: folder, stdio: 'inherit' });
func.once('error', () => {
  console.error('Azure Functions Core Tools ("func") are not installed. `npm start` needs nothing but npm.');
  process.exitCode = 1;
});
const [code] = await once(func, 'exit').catch(() => [1]);
process.exitCode = code ?? 1;
