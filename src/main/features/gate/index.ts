/** The send gate as a question anybody may ask, with a case of their own; and the content guard, about a text that is being written. */
import { decide } from '../../domain/sendGate/decide.ts';
import { toAnswer } from '../../domain/sendGate/words.ts';
import type { Clock } from '../../platform/ports.ts';
import type { Store } from '../../store/store.ts';
import type { FeatureHandlers } from '../feature.ts';
import { checkText } from './checkText.ts';

export interface GateDeps {
  readonly store: Store;
  readonly clock: Clock;
}

export function createGateFeature({ store, clock }: GateDeps): FeatureHandlers<'gate'> {
  return {
    // Reads nothing but its input: no ledger, no clock.
    evaluate: (_context, input) => toAnswer(decide(input)),
    checkText: (context, input) => store.read((tx) => checkText(tx, context, input, clock.now())),
  };
}
