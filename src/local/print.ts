import { stripVTControlCharacters, styleText } from 'node:util';

/** A vault of `GET /api/check`, as far as the table shows it. */
export type ListedVault = {
  readonly vault: { readonly name: string; readonly resourceGroup: string };
  readonly exposure: { readonly level: string; readonly publicAddresses: number };
  readonly findings: readonly { readonly severity: string }[];
};

type Colour = Parameters<typeof styleText>[0];

const levels: Readonly<Record<string, Colour>> = {
  internet: 'red',
  restricted: 'yellow',
  private: 'green',
  sealed: 'gray',
};
const order = Object.keys(levels);
const severities = ['critical', 'high', 'medium', 'low', 'informational'];

/** A table of the vaults, the most exposed first. */
export function printVaults(vaults: readonly ListedVault[]): void {
  const sorted = [...vaults].sort(
    (a, b) =>
      order.indexOf(a.exposure.level) - order.indexOf(b.exposure.level) ||
      b.exposure.publicAddresses - a.exposure.publicAddresses,
  );
  const rows = sorted.map(({ vault, exposure, findings }) => [
    vault.name,
    vault.resourceGroup,
    styleText(levels[exposure.level] ?? 'white', exposure.level),
    exposure.publicAddresses.toLocaleString('en'),
    countedFindings(findings),
  ]);
  const head = ['VAULT', 'RESOURCE GROUP', 'EXPOSURE', 'PUBLIC ADDRESSES', 'FINDINGS'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  for (const row of [head.map((title) => styleText('bold', title)), ...rows]) {
    const cells = row.map((cell, column) => padded(cell, widths[column] ?? 0, column === 3));
    console.log(`  ${cells.join('  ').trimEnd()}`);
  }
}

/** One message of the findings queue, in short. */
export function printMessage(messageText: string): void {
  const { type, id, data } = JSON.parse(Buffer.from(messageText, 'base64').toString('utf8'));
  const { finding } = data.transition ?? {};
  console.log(`  ${styleText('bold', 'Message in the findings queue')}  ${type}`);
  if (finding) console.log(`    ${finding.severity}: ${finding.title}. ${finding.message}`);
  console.log(styleText('gray', `    id ${id}\n`));
}

/** The words of an Adaptive Card, as its reader sees them. */
export function printCard(card: unknown): void {
  console.log(`  ${styleText('bold', 'Card in Teams')}`);
  for (const line of linesOf(card)) console.log(`    ${line}`);
  console.log();
}

function countedFindings(findings: ListedVault['findings']): string {
  const counts = severities.map(
    (severity) => [severity, findings.filter((one) => one.severity === severity).length] as const,
  );
  const shown = counts.filter(([, count]) => count > 0).map(([severity, count]) => `${count} ${severity}`);
  return shown.join(', ') || styleText('gray', 'none');
}

type CardNode = {
  readonly items?: readonly unknown[];
  readonly body?: readonly unknown[];
  readonly inlines?: readonly { readonly text: string }[];
};

function linesOf(node: unknown): readonly string[] {
  const { body, items, inlines } = node as CardNode;
  if (inlines) return [inlines.map(({ text }) => text).join('')];
  return [...(body ?? []), ...(items ?? [])].flatMap(linesOf);
}

function widthOf(cell: string): number {
  return stripVTControlCharacters(cell).length;
}

function padded(cell: string, width: number, right: boolean): string {
  const space = ' '.repeat(width - widthOf(cell));
  return right ? space + cell : cell + space;
}
