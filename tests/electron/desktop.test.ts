/**
 * The BUILT main and preload, end to end: in Electron itself where its binary can run, else over a stand-in of its API.
 * The name of the test says which of the two ran.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../src/main/platform/pageHeaders.ts';
import { builtMain, ensureBuilt, findElectron, root } from './builtProgram.ts';
import { runPageScenario } from './pageScenario.ts';
import type { Bridge, ScenarioReport } from './pageScenario.ts';

const electron = findElectron();
const why = 'reason' in electron ? ` (instead of the real one: ${electron.reason})` : '';
let dataDir: string;

beforeEach(async () => {
  await ensureBuilt();
  dataDir = mkdtempSync(join(tmpdir(), 'deskbell-desktop-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe('the built desktop program', () => {
  it(`drives a call end to end over a STAND-IN of Electron${why}`, async () => {
    const facts = await runOverStandIn();
    expectGoodReport(facts['report'] as ScenarioReport);
    expect(facts).toMatchObject({
      exit: 0,
      shown: true,
      quitWaited: true,
      exposed: ['deskbell'],
      userData: join(dataDir, 'browser'),
      schemes: [{ scheme: 'app', privileges: { standard: true, secure: true } }],
      preferences: { contextIsolation: true, sandbox: true, nodeIntegration: false },
      confined: { navigation: true, lookalike: true, reload: false, webview: true, window: 'deny' },
      permissions: ['clipboard-sanitized-write app://deskbell/'],
      permissionChecks: ['clipboard-sanitized-write app://deskbell/'],
      devicePermission: false,
      stranger: 'refused',
      framed: 'refused',
      page: { policy: contentSecurityPolicy, escape: 404 },
    });
  });

  // Not a skipped test where there is no binary: the stand-in's test says in its name that it took this one's place.
  if ('binary' in electron) {
    it('drives a call end to end in the REAL Electron', async () => {
      const args = [root, '--demo', '--data-dir', dataDir];
      const program = await _electron.launch({ executablePath: electron.binary, args });
      const page = await program.firstWindow();
      const report: unknown = await page.evaluate(`(${runPageScenario.toString()})(window.deskbell)`);
      await program.close();
      expectGoodReport(report as ScenarioReport);
    });
  }

  it('says in one sentence why it cannot start', async () => {
    const facts = await runOverStandIn('/dev/null/deskbell');
    expect(facts['errorBox']).toBe(
      'Deskbell cannot start: /dev/null/deskbell is not a folder. Choose another place with --data-dir.',
    );
    expect(facts['exit']).toBe(1);
  });
});

function expectGoodReport(report: ScenarioReport): void {
  expect(report).toMatchObject({
    bridge: ['onEvent', 'pathOf', 'request'] satisfies (keyof Bridge)[],
    welcome: 'welcome',
    pathOfChosen: '/home/desk/chosen.backup',
    session: { role: 'owner', demo: true, contractVersion: 1 },
    refused: 'INVALID_INPUT',
    nodeInPage: false,
  });
}

/** Runs the built main in plain Node with the stand-in in Electron's place; resolves with what the stand-in saw. */
function runOverStandIn(dir = dataDir): Promise<Record<string, unknown>> {
  const hook = fileURLToPath(new URL('./standInHook.ts', import.meta.url));
  return new Promise((resolve, reject) => {
    const child = fork(builtMain, ['--demo', '--data-dir', dir], {
      execArgv: ['--import', hook],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    let facts: Record<string, unknown> | undefined;
    child.on('message', (message) => (facts = message as Record<string, unknown>));
    child.once('exit', (code) => {
      if (facts === undefined) reject(new Error(`The program ended with ${code} before its report: ${said}`));
      else resolve(facts);
    });
  });
}
