/** The built product and a real browser for the journeys: one demo clinic, one signed-in page that counts what must never happen. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect } from 'vitest';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Desk {
  readonly dataDir: string;
  /** A procedure of the running instance, through its own command line door. */
  call<T = Record<string, unknown>>(procedure: string, input?: object): Promise<T>;
  /** Signs a new page in, by a fresh one-time link for every page after the first. */
  open(look?: 'light' | 'dark'): Promise<DeskPage>;
  close(): Promise<void>;
}

export interface DeskPage {
  readonly page: Page;
  /** Errors of the page and broken promises of its content policy, since the last look. Must be empty. */
  faults(): readonly string[];
}

/** Starts `deskbell serve` from the build. Chromium is found by `npm test` and handed over in DESKBELL_CHROMIUM. */
export async function startDesk(...args: string[]): Promise<Desk> {
  const dataDir = mkdtempSync(join(tmpdir(), 'deskbell-e2e-'));
  const serve = ['serve', '--json', '--no-open', '--port', '0', '--data-dir', dataDir, ...args];
  const child = spawn(process.execPath, ['out/main/deskbell.js', ...serve], { stdio: ['ignore', 'pipe', 'ignore'] });
  const first = await new Promise<{ loginUrl: string }>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line) as { loginUrl: string }));
    child.once('exit', (code) => reject(new Error(`deskbell serve ended with ${String(code)}`)));
  });
  const calls = openCalls(dataDir);
  const browser = await launch();
  let state: Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>> | undefined;
  return {
    dataDir,
    call: calls.call,
    async open(look = 'light') {
      const context = await browser.newContext({
        viewport: { width: 1366, height: 768 },
        colorScheme: look,
        timezoneId: 'America/Los_Angeles',
        locale: 'en-US',
        ...(state === undefined ? {} : { storageState: state }),
      });
      const page = await context.newPage();
      const opened = watch(page);
      await page.goto(state === undefined ? first.loginUrl : new URL('/', first.loginUrl).href);
      state = await context.storageState();
      await page
        .getByRole('navigation', { name: 'Main' })
        .or(page.getByRole('heading', { level: 1 }))
        .first()
        .waitFor();
      return opened;
    },
    async close() {
      await browser.close();
      calls.close();
      await ended(child);
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Axe with everything the interface promises (ux.md 6.1). */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(context: Document, options: object): Promise<AxeResult> } };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
  expect(found, `${what}: accessibility`).toEqual([]);
}
interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

function watch(page: Page): DeskPage {
  const seen: string[] = [];
  page.on('pageerror', (error) => seen.push(`page: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') seen.push(`console: ${message.text()}`);
  });
  return { page, faults: () => seen.splice(0) };
}

function launch(): Promise<Browser> {
  const found = process.env['DESKBELL_CHROMIUM'] ?? '/usr/bin/chromium';
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({
    ...(existsSync(found) ? { executablePath: found } : {}),
    args: ['--disable-gpu', '--disable-background-networking', '--no-first-run', ...(asRoot ? ['--no-sandbox'] : [])],
  });
}

function openCalls(dataDir: string): { call: Desk['call']; close(): void } {
  const child = spawn(process.execPath, ['out/main/deskbell.js', 'call', '--batch', '--data-dir', dataDir], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line));
  return {
    call: async <T>(procedure: string, input: object = {}) => {
      const answer = new Promise<string>((resolve) => waiting.push(resolve));
      child.stdin.write(`${JSON.stringify({ procedure, input })}\n`);
      const { ok, error } = JSON.parse(await answer) as { ok?: T; error?: unknown };
      if (ok === undefined) throw new Error(`${procedure}: ${JSON.stringify(error)}`);
      return ok;
    },
    close: () => child.stdin.end(),
  };
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
