import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/main/domain/replies/classify.ts';
import { normalise } from '../../../src/main/domain/replies/normalise.ts';
import { OPT_OUT_PHRASES_ES, SPANISH_TELLTALE } from '../../../src/main/domain/replies/patterns/optOutSpanish.ts';
import { matching } from '../../../src/main/domain/replies/patterns/rule.ts';
import type { Share } from '../../replies/measure.ts';
import { measure } from '../../replies/measure.ts';
import { readSample, SAMPLES } from '../../replies/sample.ts';
import type { Sample } from '../../replies/sample.ts';

const part = ({ right, of }: Share): number => right / of;

/** What docs/REPLIES.md says, a little below it: a change that loses ground is seen. */
const FLOORS: Readonly<
  Record<Sample, { rightClass: number; clearOptOuts: number; automatic: number; quiet?: number }>
> = {
  tune: { rightClass: 0.97, clearOptOuts: 0.955, automatic: 0.995 },
  heldOut: { rightClass: 0.93, clearOptOuts: 0.92, automatic: 0.99 },
  fresh: { rightClass: 0.91, clearOptOuts: 0.85, automatic: 0.99 },
  latest: { rightClass: 0.86, clearOptOuts: 0.85, automatic: 0.99 },
  widened: { rightClass: 0.95, clearOptOuts: 0.95, automatic: 0.99 },
  unread: { rightClass: 0.66, clearOptOuts: 0.66, automatic: 0.99 },
  authors: { rightClass: 0.94, clearOptOuts: 0.77, automatic: 0.95 },
  authorsHeldOut: { rightClass: 0.76, clearOptOuts: 0.6, automatic: 0.94 },
  unseenAuthors: { rightClass: 0.79, clearOptOuts: 0.64, automatic: 0.92, quiet: 0.96 },
};

describe('reply understanding on the texts it is measured with', () => {
  it.each(SAMPLES)('keeps what it has reached: %s', (sample) => {
    const measured = measure(readSample(sample), classify);
    const floor = FLOORS[sample];
    expect(part(measured.rightClass)).toBeGreaterThanOrEqual(floor.rightClass);
    expect(part(measured.clearOptOuts)).toBeGreaterThanOrEqual(floor.clearOptOuts);
    expect(part(measured.automatic)).toBeGreaterThanOrEqual(floor.automatic);
    // After all but very few of them nothing automatic leaves any more.
    expect(part(measured.quietAfterOptOut)).toBeGreaterThanOrEqual(floor.quiet ?? 0.975);
  });

  it('compares the Spanish phrases with every text that one of them fits', () => {
    const fitting = SAMPLES.flatMap((sample) => readSample(sample))
      .map(({ text }) => normalise(text).text)
      .filter((text) => matching(OPT_OUT_PHRASES_ES, text).length > 0);
    expect(fitting.length).toBeGreaterThan(100);
    expect(fitting.filter((text) => !SPANISH_TELLTALE.test(text))).toEqual([]);
  });

  it('has no sentence in two sets; a word or two stand in several', () => {
    const sentences = SAMPLES.flatMap((sample) => {
      const texts = readSample(sample).map(({ text, context }) => `${context}: ${text.toLowerCase()}`);
      return [...new Set(texts.filter((text) => text.split(' ').length > 3))];
    });
    expect(sentences.filter((one, at) => sentences.indexOf(one) !== at)).toEqual([]);
  });

  it('counts an opt-out that was missed, and one that was none', () => {
    const miss = measure(
      [
        { text: 'hello', context: 'none', class: 'opt_out', also: [], clear: true, complete: false },
        { text: 'STOP', context: 'none', class: 'unclear', also: [], clear: false, complete: false },
      ],
      classify,
    );
    expect(miss.clearOptOuts).toEqual({ right: 0, of: 1 });
    expect(miss.automatic).toEqual({ right: 0, of: 1 });
    expect(miss.misses.map(({ why }) => why)).toEqual(['opt-out', 'automatic']);
  });
});
