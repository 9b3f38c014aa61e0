/** Reply understanding as a question anybody may ask, for the "Try it" box. Reads nothing but its input. */
import { classify } from '../../domain/replies/classify.ts';
import type { FeatureHandlers } from '../feature.ts';

export function createRepliesFeature(): FeatureHandlers<'replies'> {
  return { classify: (_context, input) => classify(input.text, input.context) };
}
