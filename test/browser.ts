import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packed from '@sparticuz/chromium';
import { chromium, type Page } from 'playwright-core';
import packageJson from '../node_modules/@sparticuz/chromium/package.json' with { type: 'json' };

export type BrowserOptions = {
  /** Light when missing. */
  readonly colorScheme?: 'light' | 'dark';
  /** In CSS pixels; 1000 × 900 when missing. */
  readonly viewport?: { readonly width: number; readonly height: number };
};

/** What went wrong on a page so far: console errors, exceptions and requests without a good answer. */
export type Problems = () => readonly string[];

/**
 * Opens an empty page in a headless browser of its own, and closes both whatever happens.
 * The browser comes with the dependencies: nothing is downloaded, nothing of it stays behind but the unpacked binary.
 */
export async function withPage<T>(
  use: (page: Page, problems: Problems) => Promise<T>,
  { colorScheme = 'light', viewport = { width: 1000, height: 900 } }: BrowserOptions = {},
): Promise<T> {
  const folder = await unpackedBrowser();
  const browser = await chromium.launch({
    executablePath: join(folder, 'chromium'),
    args,
    env: { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  });
  try {
    const page = await browser.newPage({ colorScheme, viewport });
    return await use(page, watchProblems(page));
  } finally {
    await browser.close();
  }
}

function watchProblems(page: Page): Problems {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? 'failed';
    // What a page was still reading when it was left; nobody misses the answer.
    if (why !== 'net::ERR_ABORTED') problems.push(`request: ${request.url()} ${why}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`request: ${response.url()} ${response.status()}`);
  });
  return () => [...problems];
}

const args = [
  // Chromium's sandbox refuses to run as root, which is what containers and build agents often are.
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** The package unpacks into the temporary folder, and two at once would read each other's half-written files. */
async function unpackedBrowser(): Promise<string> {
  const shared = join(tmpdir(), `vaultfence-chromium-${packageJson.version}`);
  if (existsSync(shared)) return shared;
  const mine = await mkdtemp(`${shared}-`);
  const { TMPDIR: before } = process.env;
  process.env.TMPDIR = mine;
  try {
    await packed.executablePath();
    await writeFile(join(mine, 'fonts.conf'), fontsOf(shared));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  await rename(mine, shared).catch(async (error: unknown) => {
    await rm(mine, { recursive: true });
    if (!existsSync(shared)) throw error;
  });
  return shared;
}

/** The package's own list of folders is made for one cloud. Text needs a font also where the machine has none. */
function fontsOf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
}
