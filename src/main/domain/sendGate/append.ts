/** The lines a text must carry (rules.md 13.1 `append`): who writes, and how to make it stop. */
import type { GateAppend } from '../../../contract/gate.ts';
import { DAY_MS } from '../time.ts';
import { regionOf } from '../regions/regions.ts';
import type { Facts } from './facts.ts';

/** About monthly, as carriers ask (5.1). */
const REPEAT_AFTER_MS = 30 * DAY_MS;

export function linesToAppend({ input, direct }: Facts): GateAppend[] {
  const { purpose, lastOptOutHintAt } = input;
  if (input.channel !== 'sms' || direct) return [];
  // A registered text says what it was registered to say: one word more, and the network refuses it.
  if (input.registration.required) return [];
  if (purpose !== 'care' && purpose !== 'billing' && purpose !== 'marketing') return [];
  if (input.firstToNumber) return ['identity', 'optout'];
  const due = lastOptOutHintAt !== null && input.now - lastOptOutHintAt > REPEAT_AFTER_MS;
  if (purpose === 'marketing') return [...regionOf(input.country).marketingLines];
  return due ? ['optout'] : [];
}
