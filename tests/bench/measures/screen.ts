/** The real screen on the built program in a browser: what loads first, a key in the composer, and scrolling through a very long thread. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { launchBrowser, meterOf } from '../lib/browser.ts';
import type { Bench, Measure } from '../lib/measure.ts';
import { LONG_THREAD_ID } from '../lib/practice.ts';
import { atLeast, atMost, plainRow } from '../lib/row.ts';
import type { Row } from '../lib/row.ts';
import { serve } from '../lib/servedProgram.ts';
import { percentile, round } from '../lib/stats.ts';

export const screen: Measure = { name: 'screen', run };

const RENDERER = fileURLToPath(new URL('../../../out/renderer', import.meta.url));
const KB = 1000;
const KEYS = 'Thank you for letting us know, we will see you then. ';

async function run(bench: Bench): Promise<readonly Row[]> {
  const dataDir = await bench.stage.copyOf('million');
  await finishSetUp(bench, dataDir);
  const program = await serve(dataDir);
  bench.stage.later(() => program.stop());
  const browser = await launchBrowser();
  bench.stage.later(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(program.loginUrl);
  await page.getByRole('option').or(page.getByRole('listitem')).first().waitFor();
  const loaded = await loadedScripts(page);
  await openLongThread(page);
  return [...loaded, await typing(bench, page), ...(await scrolling(bench, page))];
}

/** The inbox, not the first-run pages. The long thread is put on top, whichever is the newest. */
async function finishSetUp(bench: Bench, dataDir: string): Promise<void> {
  const { store, platform } = await bench.stage.openAt(dataDir);
  const now = platform.clock.now();
  store.write('system', (tx) => {
    tx.settings.set('setupDone', true, now);
    tx.conversations.update(LONG_THREAD_ID, { status: 'todo', sortAt: now, canText: 'yes' });
  });
  await store.close();
}

/** Everything in JavaScript that the browser fetched until the inbox stood there, as it would travel. */
async function loadedScripts(page: Page): Promise<readonly Row[]> {
  const names = await page.evaluate<string[]>(
    `performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname).filter((path) => path.endsWith('.js'))`,
  );
  const bytes = names.reduce((sum, name) => sum + gzipSync(readFileSync(`${RENDERER}${name}`)).length, 0);
  const painted = await page.evaluate<number>(
    `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN`,
  );
  return [
    atMost(
      {
        name: 'First JavaScript, gzip',
        figure: bytes / KB,
        unit: 'kB',
        note: `${names.length} files until the inbox stands`,
      },
      350,
      'of everything until the inbox stands',
    ),
    plainRow({ name: 'First contentful paint', figure: painted, unit: 'ms' }),
  ];
}

async function openLongThread(page: Page): Promise<void> {
  await page.locator('[data-region="list"] [role="option"], [data-region="list"] [role="listitem"]').first().click();
  await page.locator('[role="log"] [data-message]').first().waitFor();
  await page.waitForTimeout(500);
}

/** Processor time of the page's main thread for each key, beyond what it uses at rest. */
async function typing(bench: Bench, page: Page): Promise<Row> {
  const meter = await meterOf(page);
  const composer = page.locator('textarea').last();
  await composer.click();
  await page.keyboard.type('Hello. ', { delay: 30 });
  const keys = KEYS.repeat(bench.count(3, 1));
  const { busy: before } = await meter();
  const started = performance.now();
  await page.keyboard.type(keys, { delay: 30 });
  const tookMs = performance.now() - started;
  const worked = (await meter()).busy - before;
  await page.waitForTimeout(tookMs);
  const atRest = (await meter()).busy - before - worked;
  const perKey = (worked - atRest) / keys.length;
  await composer.fill('');
  return atMost(
    {
      name: 'Typing in the composer, main thread per key',
      figure: perKey,
      unit: 'ms',
      note: `mean of ${keys.length} keys, script to paint, in a thread of 100,000`,
    },
    16,
    'one frame',
  );
}

interface Scrolled {
  readonly gaps: readonly number[];
  readonly nodes: number;
  readonly texts: number;
  readonly heapBytes: number;
}

/** Up through the thread, 220 px a frame, while older pages load. Looks often enough to see each text while it is in the page. */
const SCROLL = `(ms) => new Promise((resolve) => {
  const box = document.querySelector('[role="log"]');
  const gaps = [];
  const ids = new Set();
  let at = performance.now();
  const end = at + ms;
  const step = (now) => {
    gaps.push(now - at);
    at = now;
    box.scrollTop -= 220;
    if (gaps.length % 4 === 0) for (const one of box.querySelectorAll('[data-message]')) ids.add(one.dataset.message);
    if (now < end) requestAnimationFrame(step);
    else resolve({ gaps: gaps.slice(1), nodes: box.querySelectorAll('*').length, texts: ids.size, heapBytes: performance.memory?.usedJSHeapSize ?? 0 });
  };
  requestAnimationFrame(step);
})`;

async function scrolling(bench: Bench, page: Page): Promise<readonly Row[]> {
  const ms = bench.count(6_000, 2_000);
  const meter = await meterOf(page);
  const before = await meter();
  const { gaps, nodes, texts, heapBytes } = await page.evaluate<Scrolled>(`(${SCROLL})(${ms})`);
  const after = await meter();
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  const perFrame = (part: 'busy' | 'script' | 'style' | 'layout'): number =>
    round((after[part] - before[part]) / gaps.length);
  return [
    atLeast(
      {
        name: 'Scrolling a thread of 100,000 texts',
        figure: (1000 * gaps.length) / total,
        unit: 'fps',
        note: `software rendering, 220 px a frame for ${ms / 1000} s, ${texts} texts passed, heap ${round(heapBytes / 1e6)} MB`,
      },
      58,
      'issue and P8',
    ),
    atMost(
      {
        name: 'Scrolling, frame p99',
        figure: percentile(gaps, 0.99),
        unit: 'ms',
        note:
          `a frame takes ${perFrame('busy')} ms of the main thread: script ${perFrame('script')}, ` +
          `style ${perFrame('style')}, layout ${perFrame('layout')} ms`,
      },
      33,
      'P8',
    ),
    atMost({ name: 'Scrolling, elements in the thread', figure: nodes, unit: 'x' }, 300, 'P8'),
  ];
}
