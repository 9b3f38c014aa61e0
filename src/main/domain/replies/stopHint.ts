/**
 * A second opinion on texts that no rule took for a wish to stop: weights of words and of parts of words, learned from examples
 * (tests/replies/learn.ts). It can only say that a person should look before anything automatic goes on; it never opts anybody out. Pure.
 */
import { STOP_WEIGHTS } from './stopWeights.ts';

/** Its name among the rules of an answer. */
export const STOP_HINT = 'stopHint';

/** How many places features share. A power of two. */
export const BUCKETS = 8192;

/** As learned: `weights` holds a signed byte a bucket, in steps of `step`, as base64. */
export interface StopWeights {
  readonly bias: number;
  readonly step: number;
  /** At this score and above a person is asked. */
  readonly threshold: number;
  readonly weights: string;
}

/** Enough to know what a text is about, and a bound on the work. */
const READ = 400;
/** A word or two alone are a matter for rules: "No" answers our question. */
const FEWEST_WORDS = 3;
const PARTS = [3, 4, 5] as const;

/** Whether this text, as `normalise` made it for matching, reads like those of people who wanted no more texts. */
export function readsLikeStop(text: string): boolean {
  if (text.split(' ').length < FEWEST_WORDS) return false;
  return scoreOf(featuresOf(text), LEARNED) >= STOP_WEIGHTS.threshold;
}

export interface Weights {
  readonly bias: number;
  readonly of: ArrayLike<number>;
}

/** Log odds that the text with these features means stop. */
export function scoreOf(features: readonly number[], { bias, of }: Weights): number {
  if (features.length === 0) return -Infinity;
  const sum = features.reduce((total, feature) => total + (of[feature] ?? 0), 0);
  return bias + sum / Math.sqrt(features.length);
}

/** The buckets of a text's words, pairs of words and parts of words, each once. */
export function featuresOf(text: string): readonly number[] {
  const words = text
    .slice(0, READ)
    .replace(/\d+/g, '0')
    .split(/[^\p{L}\p{N}?]+/u)
    .filter((word) => word !== '');
  const found = new Set<number>();
  words.forEach((word, at) => {
    found.add(bucketOf(`w ${word}`));
    for (const back of [1, 2]) if (at >= back) found.add(bucketOf(`${String(back)} ${words[at - back] ?? ''} ${word}`));
  });
  const line = ` ${words.join(' ')} `;
  for (const length of PARTS)
    for (let at = 0; at + length <= line.length; at += 1) found.add(bucketOf(`p ${line.slice(at, at + length)}`));
  return [...found];
}

/** FNV-1a. */
function bucketOf(feature: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < feature.length; at += 1) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193);
  return ((hash >>> 16) ^ hash) & (BUCKETS - 1);
}

const LEARNED: Weights = unpack(STOP_WEIGHTS);

function unpack({ bias, step, weights }: StopWeights): Weights {
  const bytes = new Int8Array(Buffer.from(weights, 'base64'));
  return { bias, of: Float32Array.from(bytes, (byte) => byte * step) };
}
