/** The send gate as a question anybody may ask, with a case of their own: for tests, for checking a rule, for training. */
import { decide } from '../../domain/sendGate/decide.ts';
import { toAnswer } from '../../domain/sendGate/words.ts';
import type { FeatureHandlers } from '../feature.ts';

/** Reads nothing but its input: no ledger, no clock. */
export function createGateFeature(): FeatureHandlers<'gate'> {
  return { evaluate: (_context, input) => toAnswer(decide(input)) };
}
