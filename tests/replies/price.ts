/**
 * The price curve of the second opinion: each author's texts are judged by weights that were learned without that author, at several thresholds.
 * What a threshold finds of the clear wishes to stop, and how many other texts it makes wait. Prints; decides nothing.
 */
import { createOpinion } from '../../src/main/domain/replies/stopHint.ts';
import type { StopWeights } from '../../src/main/domain/replies/stopHint.ts';
import { classifyNormalised } from '../../src/main/domain/replies/classify.ts';
import { normalise } from '../../src/main/domain/replies/normalise.ts';
import { learn, lessons, THRESHOLDS } from './learn.ts';
import { measure } from './measure.ts';
import type { Share } from './measure.ts';
import { readSample } from './sample.ts';

const MAY = [-2, -1.5, -1.1, -0.7, -0.3, 0.3] as const;
const HIDDEN = [-1, 0, 1] as const;

/** One line for each threshold. The rules themselves have seen these texts: the figures are for choosing, not for boasting. */
export function priceTable(): string {
  const examples = readSample('authors');
  const authors = [...new Set(examples.flatMap(({ by }) => (by === undefined ? [] : [by])))];
  const without = authors.map((author) => ({ author, learned: learn(lessons().filter(({ by }) => by !== author)) }));
  const line = (thresholds: StopWeights['thresholds']): string => {
    const parts = without.map(({ author, learned }) => {
      const opinionOn = createOpinion({ ...learned, thresholds });
      const own = examples.filter(({ by }) => by === author);
      return measure(own, (text, context) => classifyNormalised(normalise(text), context, opinionOn));
    });
    const total = (pick: (one: (typeof parts)[number]) => Share): string => {
      const shares = parts.map(pick);
      const [right, of] = [sum(shares.map((one) => one.right)), sum(shares.map((one) => one.of))];
      return `${((100 * right) / of).toFixed(1)} % (${String(right)}/${String(of)})`;
    };
    const found = `quiet ${total((one) => one.quietAfterOptOut)}  class ${total((one) => one.rightClass)}`;
    const { may, hidden } = thresholds;
    return `may ${String(may)}  hidden ${String(hidden)}  ${found}  others that wait ${total((one) => one.othersHeld)}`;
  };
  return [
    ...MAY.map((may) => line({ ...THRESHOLDS, may })),
    ...HIDDEN.map((hidden) => line({ ...THRESHOLDS, hidden })),
  ].join('\n');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
