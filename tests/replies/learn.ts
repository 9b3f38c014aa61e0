/**
 * Learns the weights of `domain/replies/stopHint` from the texts that rules may be tuned on and the cases of the reference, and from no other: logistic regression by
 * gradient steps in a fixed order, so that the same texts give the same weights. The thresholds are chosen by what each author's texts cost when
 * learned without that author (price.ts).
 */
import { scoreOf } from '../../src/main/domain/replies/stopHint.ts';
import type { PackedWeights, StopWeights, Weights } from '../../src/main/domain/replies/stopHint.ts';
import { BUCKETS, featuresOf } from '../../src/main/domain/replies/stopFeatures.ts';
import type { Features } from '../../src/main/domain/replies/stopFeatures.ts';
import { normalise } from '../../src/main/domain/replies/normalise.ts';
import { createSeededRandom } from '../fakes/seeded.ts';
import { lessonOf, readLookalikes, readReference, readSample } from './sample.ts';
import type { Lesson } from './sample.ts';

const ROUNDS = 15;
const STEP = 0.4;
const FADE = 0.2;
const SHRINK = 1e-3;

/** Log odds; see `npm run replies:report -- --price`. */
export const THRESHOLDS: StopWeights['thresholds'] = { may: -1.1, hidden: 0, surely: 0.5, hardly: -3.5 };

interface Known {
  readonly features: Features;
  readonly stop: boolean;
}

export const WEIGHTS_FILE = new URL('../../src/main/domain/replies/stopWeights.ts', import.meta.url);

/** The file as the program reads it. */
export function weightsSource({ wary, sure, thresholds }: StopWeights): string {
  const packed = (name: string, { bias, step, weights }: PackedWeights): readonly string[] => [
    `  ${name}: {`,
    `    bias: ${String(bias)},`,
    `    step: ${String(step)},`,
    '    weights:',
    `      '${weights}',`,
    '  },',
  ];
  const { may, hidden, surely, hardly } = thresholds;
  return [
    '/** What `stopHint` has learned. Written by `npm run replies:report -- --learn`, never by hand. */',
    'export const STOP_WEIGHTS = {',
    `  thresholds: { may: ${String(may)}, hidden: ${String(hidden)}, surely: ${String(surely)}, hardly: ${String(hardly)} },`,
    ...packed('wary', wary),
    ...packed('sure', sure),
    '} as const;',
    '',
  ].join('\n');
}

/**
 * What is learned from. The cases of the reference count twice, because they must be kept to the last one; so do the texts of other
 * authors, because patients are others, too.
 */
export function lessons(): readonly Lesson[] {
  const twice = [...readReference(), ...readSample('authors').map(lessonOf)];
  return [
    ...readSample('tune').map(lessonOf),
    ...readSample('widened').map(lessonOf),
    ...readLookalikes(),
    ...twice,
    ...twice,
  ];
}

/** The whole lesson. */
export function learn(lessons: readonly Lesson[]): StopWeights {
  const read = lessons.map((lesson) => ({ lesson, features: featuresOf(normalise(lesson.text).text, lesson.asked) }));
  return {
    wary: pack(fit(read.map(({ lesson, features }) => ({ features, stop: lesson.mayMeanStop })))),
    sure: pack(fit(read.map(({ lesson, features }) => ({ features, stop: lesson.clearlyStop })))),
    thresholds: THRESHOLDS,
  };
}

function fit(known: readonly Known[]): Weights {
  const random = createSeededRandom(1);
  const of = new Float64Array(BUCKETS);
  const order = known.map((_, at) => at);
  let bias = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random.fraction() * (at + 1));
      [order[at], order[other]] = [order[other] as number, order[at] as number];
    }
    const step = STEP / (1 + round * FADE);
    for (const at of order) {
      const { features, stop } = known[at] as Known;
      const wrong = 1 / (1 + Math.exp(-scoreOf(features, { bias, of }))) - (stop ? 1 : 0);
      bias -= step * wrong;
      const { places, amounts } = features;
      for (let one = 0; one < places.length; one += 1) {
        const place = places[one] ?? 0;
        const weight = of[place] ?? 0;
        of[place] = weight - step * (wrong * (amounts[one] ?? 0) + SHRINK * weight);
      }
    }
  }
  return { bias, of };
}

function pack({ bias, of }: Weights): PackedWeights {
  const all = Array.from(of);
  const most = all.reduce((found, weight) => Math.max(found, Math.abs(weight)), 0);
  const step = round(most / 127);
  const bytes = Int8Array.from(all, (weight) => Math.round(weight / step));
  return { bias: round(bias), step, weights: Buffer.from(bytes.buffer).toString('base64') };
}

/** Few digits: the file is read by people, and the same on every machine. */
function round(value: number): number {
  return Number(value.toPrecision(6));
}
