/**
 * The content guard: looks through the final text for what must not be texted, or not without a second thought (rules.md section 8).
 * Pure; keeps nothing of what it found but rule and place.
 */
import { CLINICAL_RULES } from './clinical.ts';
import { COMPOSITION_RULES } from './composition.ts';
import { GUARD_SEVERITIES } from './finding.ts';
import type { GuardFinding, GuardSeverity, GuardText } from './finding.ts';
import { IDENTIFIER_RULES } from './identifiers.ts';
import { PURPOSE_RULES } from './purpose.ts';

const RULES = [...IDENTIFIER_RULES, ...CLINICAL_RULES, ...PURPOSE_RULES, ...COMPOSITION_RULES];

/** A text longer than this is looked at in its beginning only; nothing that long can leave (the longest text has 1,600 characters). */
const LONGEST = 10_000;

/** Everything found, the gravest first, then by place. System texts are ours word for word and are not looked at. */
export function scanText(input: GuardText): readonly GuardFinding[] {
  if (input.purpose === 'system') return [];
  const looked = { ...input, text: input.text.slice(0, LONGEST) };
  return RULES.flatMap((rule) => rule(looked)).toSorted(
    (a, b) => rankOf(b.severity) - rankOf(a.severity) || a.start - b.start || a.rule.localeCompare(b.rule),
  );
}

/** The gravest severity that concerns sending; `none` when there is nothing. `config` is for the saving of templates. */
export function gravest(findings: readonly GuardFinding[]): Exclude<GuardSeverity, 'config'> | 'none' {
  const [first] = findings.filter(({ severity }) => severity !== 'config');
  return first === undefined || first.severity === 'config' ? 'none' : first.severity;
}

function rankOf(severity: GuardSeverity): number {
  return GUARD_SEVERITIES.indexOf(severity);
}
