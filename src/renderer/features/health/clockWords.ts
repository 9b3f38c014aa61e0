/** How far the clock of a route is from this computer's, in words. Pure but for the words. */
import type { DeskFormats } from '../../i18n/useFormats.ts';
import type { Translate } from '../../i18n/useT.ts';

/** Less than this is how clocks are, ms. */
export const SAME_CLOCK_MS = 30_000;
/** From here on quiet hours and signatures go wrong, ms (capcom6.md 6.5). */
const WRONG_CLOCK_MS = 120_000;

export interface ClockWords {
  readonly value: string;
  readonly tone?: 'warn' | 'bad';
}

/** Null: the route does not tell its time. */
export function clockWords(
  skewMs: number | null,
  { t, formats }: { readonly t: Translate; readonly formats: Pick<DeskFormats, 'span'> },
): ClockWords | null {
  if (skewMs === null) return null;
  const by = Math.abs(skewMs);
  if (by < SAME_CLOCK_MS) return { value: t('health.route.clock.same') };
  // "now" is no length of time: half a minute is nearly one.
  const span = formats.span(Math.max(by, 60_000));
  return {
    value: t(skewMs > 0 ? 'health.route.clock.ahead' : 'health.route.clock.behind', { span }),
    tone: by < WRONG_CLOCK_MS ? 'warn' : 'bad',
  };
}
