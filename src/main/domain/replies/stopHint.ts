/**
 * A second opinion on whether a text asks us to stop: weights of what the text looks like (stopFeatures.ts), learned from examples
 * (tests/replies/learn.ts). Two weighings: `wary` misses as little as can be, `sure` is seldom wrong. Both can only say that a person should look
 * before anything automatic goes on; neither opts anybody out. Pure.
 */
import type { ReplyContext } from '../../../contract/replies.ts';
import { BUCKETS, featuresOf } from './stopFeatures.ts';
import type { Features } from './stopFeatures.ts';
import { STOP_WEIGHTS } from './stopWeights.ts';

/** Its name among the rules of an answer. */
export const STOP_HINT = 'stopHint';
/** Its name where it doubts what a rule found. */
export const STOP_DOUBT = 'stopDoubt';

/** What it says of a text. */
export interface StopOpinion {
  /** May be a wish to stop: a person should look. */
  readonly mayMeanStop: boolean;
  /** The same, asked of a text that the rules took for an answer about a visit, or for thanks. */
  readonly mayHideStop: boolean;
  /** Hardly anything else: staff are shown it as one. */
  readonly surelyStop: boolean;
  /** Hardly a wish to stop, whatever words are in it: a rule that found one had better be checked. */
  readonly hardlyStop: boolean;
}

export interface Weights {
  readonly bias: number;
  readonly of: ArrayLike<number>;
}

/** As learned: `weights` holds a signed byte a place, in steps of `step`, as base64. */
export interface PackedWeights {
  readonly bias: number;
  readonly step: number;
  readonly weights: string;
}

export interface StopWeights {
  readonly wary: PackedWeights;
  readonly sure: PackedWeights;
  /** Log odds: of `wary`, from which it may be meant, and may hide; of `sure`, from which it is meant, and below which it hardly can be. */
  readonly thresholds: Readonly<Record<'may' | 'hidden' | 'surely' | 'hardly', number>>;
}

/** A word alone is a matter for rules: "No" answers our question. */
const FEWEST_WORDS = 3;
const NOTHING: StopOpinion = { mayMeanStop: false, mayHideStop: false, surelyStop: false, hardlyStop: false };

/** Says what a text, as `normalise` made it for matching, looks like after what we had asked. */
export type GiveOpinion = (text: string, asked: ReplyContext['prompt']) => StopOpinion;

/** What was learned, at work. */
export function createOpinion(learned: StopWeights): GiveOpinion {
  const [wary, sure] = [unpack(learned.wary), unpack(learned.sure)];
  const { may, hidden, surely, hardly } = learned.thresholds;
  return (text, asked) => {
    if (text.split(' ').length < FEWEST_WORDS) return NOTHING;
    const features = featuresOf(text, asked);
    const doubt = scoreOf(features, wary);
    const belief = scoreOf(features, sure);
    return {
      mayMeanStop: doubt >= may,
      mayHideStop: doubt >= hidden,
      surelyStop: belief >= surely,
      hardlyStop: belief < hardly,
    };
  };
}

/** Log odds that the text with these features means stop. */
export function scoreOf({ places, amounts }: Features, { bias, of }: Weights): number {
  let total = bias;
  for (let at = 0; at < places.length; at += 1) total += (of[places[at] ?? 0] ?? 0) * (amounts[at] ?? 0);
  return total;
}

function unpack({ bias, step, weights }: PackedWeights): Weights {
  const bytes = new Int8Array(Buffer.from(weights, 'base64'));
  return { bias, of: Float32Array.from({ length: BUCKETS }, (_, at) => (bytes[at] ?? 0) * step) };
}

export const stopOpinion: GiveOpinion = createOpinion(STOP_WEIGHTS);
