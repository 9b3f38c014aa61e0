/**
 * Finds a Chromium for the browser tests, or installs one where that needs no questions (root on Debian).
 * Downloads nothing by itself otherwise.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { capture } from './process.mjs';
import { withProgress } from './progress.mjs';

/** What to tell a person whose computer has none. */
export const howToGetChromium =
  'Install Chromium, Chrome or Edge (Debian: apt-get install chromium), or run "npx playwright-core install chromium", ' +
  'or name a browser in DESKBELL_CHROMIUM.';

/** @returns {Promise<string | undefined>} the path of a browser that starts */
export async function findChromium() {
  const found = await firstThatStarts(candidates());
  if (found !== undefined || process.env.DESKBELL_CHROMIUM || !canAptInstall()) return found;
  await withProgress('Installing Chromium (apt-get)', aptInstall);
  return firstThatStarts(candidates());
}

function candidates() {
  if (process.env.DESKBELL_CHROMIUM) return [process.env.DESKBELL_CHROMIUM];
  const { platform, env } = process;
  if (platform === 'win32') {
    const homes = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter(Boolean);
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return [...homes.flatMap((home) => programs.map((program) => path.join(home, program))), ...playwrightCache()];
  }
  if (platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return [...apps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`), ...playwrightCache()];
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  return [...names.map((name) => `/usr/bin/${name}`), ...playwrightCache()];
}

/** Playwright keeps `chromium-1234/chrome-linux/chrome` and the like; the newest comes first. */
function playwrightCache() {
  const folder = playwrightFolder();
  if (!existsSync(folder)) return [];
  const inside = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-win/chrome.exe',
    'chrome-win64/chrome.exe',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  ];
  return readdirSync(folder)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice('chromium-'.length)) - Number(a.slice('chromium-'.length)))
    .flatMap((name) => inside.map((file) => path.join(folder, name, ...file.split('/'))));
}

function playwrightFolder() {
  const { platform, env } = process;
  if (env.PLAYWRIGHT_BROWSERS_PATH) return env.PLAYWRIGHT_BROWSERS_PATH;
  if (platform === 'win32') return path.join(env.LOCALAPPDATA ?? os.homedir(), 'ms-playwright');
  if (platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'ms-playwright');
  return path.join(env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'ms-playwright');
}

/** On Linux a browser is asked for its version: Ubuntu's chromium-browser is a script that only recommends a snap. */
async function firstThatStarts(files) {
  for (const file of files.filter((candidate) => existsSync(candidate))) {
    if (process.platform !== 'linux') return file;
    const { code } = await capture(file, ['--version'], { timeoutMs: 30_000 });
    if (code === 0) return file;
  }
  return undefined;
}

function canAptInstall() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

async function aptInstall() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await capture('apt-get', ['update', '-q'], { env });
  await capture('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env });
}
