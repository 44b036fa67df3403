import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { evaluationFigures } from './evaluate.ts';
import type { Figure } from './measure.ts';

/** `npm run bench`: every figure as a ratio to a floor measured in the same run. */
const table = [
  '| what | floor | median | floor | ratio | goal |',
  '|---|---|---:|---:|---:|---:|',
  ...evaluationFigures().map(rowOf),
];
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${process.platform}`;
const page = `# Measured\n\nWritten by \`npm run bench\` on ${machine}. Medians of several runs; compare ratios, not milliseconds.\n\n${table.join('\n')}\n`;
await writeFile(join(import.meta.dirname, 'results.md'), page);
console.log(page);

function rowOf({ what, floor, median, floorMedian, goal }: Figure): string {
  const ratio = median / floorMedian;
  const verdict = goal === undefined ? '' : `≤ ${goal.toFixed(1)} ${ratio <= goal ? '✓' : '✗'}`;
  return `| ${what} | ${floor} | ${median.toFixed(3)} ms | ${floorMedian.toFixed(3)} ms | ${ratio.toFixed(1)} | ${verdict} |`;
}
