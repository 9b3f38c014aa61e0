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

/** Processor time of the page's main thread so far, ms. Other programs' work is not in it. */
export interface MainThreadTime {
  /** Everything: script, style, layout, paint. */
  readonly busy: number;
  readonly script: number;
  readonly style: number;
  readonly layout: number;
}

/** Starts metering `page`; the function that is returned reads the meter. */
export async function meterOf(page: Page): Promise<() => Promise<MainThreadTime>> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const ms = (wanted: string): number => 1000 * (metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN);
    return {
      busy: ms('TaskDuration'),
      script: ms('ScriptDuration'),
      style: ms('RecalcStyleDuration'),
      layout: ms('LayoutDuration'),
    };
  };
}
