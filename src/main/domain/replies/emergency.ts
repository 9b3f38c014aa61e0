/** Is somebody in danger (rules.md 14.2 row 1)? Negated nouns do not count, but their mention still goes to a person. */
import type { NormalisedText } from './normalise.ts';
import { EMERGENCY_RULES, NEGATED_BEFORE, NEGATION_SHARED } from './patterns/emergency.ts';

export interface EmergencySignal {
  /** At least one mention that nothing takes back. */
  readonly real: boolean;
  readonly rules: readonly string[];
}

/** Null when no symptom or crisis is mentioned at all. */
export function findEmergency({ text }: NormalisedText): EmergencySignal | null {
  const rules: string[] = [];
  let real = false;
  let mentioned = false;
  let negatedUpTo = -1;
  for (const { id, pattern, negatable, needs } of EMERGENCY_RULES) {
    if (needs?.test(text) === false) continue;
    // Most texts name no symptom at all: asking that first is cheaper than beginning to collect.
    if (text.search(pattern) === -1) continue;
    for (const match of text.matchAll(pattern)) {
      mentioned = true;
      const before = text.slice(0, match.index);
      const shared = negatedUpTo >= 0 && NEGATION_SHARED.test(before) && before.length - negatedUpTo <= 5;
      if (negatable && (NEGATED_BEFORE.test(before) || shared)) {
        negatedUpTo = match.index + match[0].length;
      } else {
        real = true;
        rules.push(id);
      }
    }
  }
  return mentioned ? { real, rules } : null;
}
