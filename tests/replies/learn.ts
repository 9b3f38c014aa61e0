/**
 * Learns the weights of `domain/replies/stopHint` from the texts that rules may be tuned on and the cases of the reference, and from no other: logistic regression by
 * gradient steps in a fixed order, so that the same texts give the same weights. The threshold comes from texts left out in turn.
 */
import { BUCKETS, featuresOf, scoreOf } from '../../src/main/domain/replies/stopHint.ts';
import type { StopWeights, Weights } from '../../src/main/domain/replies/stopHint.ts';
import { normalise } from '../../src/main/domain/replies/normalise.ts';
import { createSeededRandom } from '../fakes/seeded.ts';
import { lessonOf, readReference, readSample } from './sample.ts';
import type { Lesson } from './sample.ts';

const ROUNDS = 30;
const STEP = 0.5;
const FADE = 0.3;
const SHRINK = 1e-4;
const FOLDS = 5;
/** Of texts that do not mean stop, among which are many that look like it, at most so many are held for a person. */
const FALSE_ALARMS = 0.1;

interface Known {
  readonly features: readonly number[];
  readonly stop: boolean;
}

export const WEIGHTS_FILE = new URL('../../src/main/domain/replies/stopWeights.ts', import.meta.url);

/** The file as the program reads it. */
export function weightsSource({ bias, step, threshold, weights }: StopWeights): string {
  return [
    '/** What `stopHint` has learned. Written by `npm run replies:report -- --learn`, never by hand. */',
    'export const STOP_WEIGHTS = {',
    `  bias: ${String(bias)},`,
    `  step: ${String(step)},`,
    `  threshold: ${String(threshold)},`,
    '  weights:',
    `    '${weights}',`,
    '} as const;',
    '',
  ].join('\n');
}

/** What is learned from. The cases of the reference count twice: they must be kept to the last one. */
export function lessons(): readonly Lesson[] {
  return [...readSample('tune').map(lessonOf), ...readReference(), ...readReference()];
}

/** The whole lesson: weights from all texts, the threshold from each text as judged without it. */
export function learn(lessons: readonly Lesson[]): StopWeights {
  const known = lessons.map(({ text, stop }) => ({ features: featuresOf(normalise(text).text), stop }));
  const others = known.flatMap((one, at) => (one.stop ? [] : [{ one, fold: at % FOLDS }]));
  const folds = Array.from({ length: FOLDS }, (_, fold) => fit(known.filter((_one, at) => at % FOLDS !== fold)));
  const scores = others.map(({ one, fold }) => scoreOf(one.features, folds[fold] as Weights)).sort((a, b) => b - a);
  const threshold = scores[Math.floor(scores.length * FALSE_ALARMS)] ?? Infinity;
  return pack(fit(known), threshold);
}

function fit(known: readonly Known[]): { readonly bias: number; readonly of: Float64Array } {
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
      const share = 1 / Math.sqrt(features.length);
      bias -= step * wrong;
      for (const feature of features) {
        const weight = of[feature] ?? 0;
        of[feature] = weight - step * (wrong * share + SHRINK * weight);
      }
    }
  }
  return { bias, of };
}

function pack({ bias, of }: { readonly bias: number; readonly of: Float64Array }, threshold: number): StopWeights {
  const most = of.reduce((found, weight) => Math.max(found, Math.abs(weight)), 0);
  const step = round(most / 127);
  const bytes = Int8Array.from(of, (weight) => Math.round(weight / step));
  return {
    bias: round(bias),
    step,
    threshold: round(threshold),
    weights: Buffer.from(bytes.buffer).toString('base64'),
  };
}

/** Few digits: the file is read by people, and the same on every machine. */
function round(value: number): number {
  return Number(value.toPrecision(6));
}
