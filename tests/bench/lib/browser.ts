/** A Chromium without display for the measures of the screen, as the tests find it. Scripts for the page are strings: they run there. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { NotMeasured } from './measure.ts';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Throws NotMeasured where there is none. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = [process.env['DESKBELL_CHROMIUM'], ...PLACES, chromium.executablePath()].find(
    (path) => path !== undefined && existsSync(path),
  );
  if (executablePath === undefined) throw new NotMeasured('There is no Chromium; name one in DESKBELL_CHROMIUM.');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

export interface MainThreadMeter {
  /** Processor time of the page's main thread so far, ms: script, style, layout, paint. Other programs' work is not in it. */
  busyMs(): Promise<number>;
}

export async function meterOf(page: Page): Promise<MainThreadMeter> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return {
    async busyMs() {
      const { metrics } = await session.send('Performance.getMetrics');
      return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
    },
  };
}
