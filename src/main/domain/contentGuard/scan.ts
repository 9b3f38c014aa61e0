/**
 * The content guard: looks through the final text for what must not be texted, or not without a second thought (rules.md section 8).
 * Pure; keeps nothing of what it found but rule and place.
 */
import { CLINICAL_RULES } from './clinical.ts';
import { COMPOSITION_RULES } from './composition.ts';
import { GUARD_SEVERITIES } from './finding.ts';
import type { GuardFinding, GuardSeverity, GuardText, LookedAt } from './finding.ts';
import { foldLetters, foldText } from './fold.ts';
import { IDENTIFIER_RULES } from './identifiers.ts';
import { readNames } from './names.ts';
import type { NamesOnNumber } from './names.ts';
import { PURPOSE_RULES } from './purpose.ts';

const RULES = [...IDENTIFIER_RULES, ...CLINICAL_RULES, ...PURPOSE_RULES, ...COMPOSITION_RULES];

/** A text longer than this is looked at in its beginning only; nothing that long can leave (the longest text has 1,600 characters). */
const LONGEST = 10_000;
/** A shorter name of a practice is too likely a word of its own. */
const SHORTEST_NAME = 4;

/** Everything found, the gravest first, then by place. System texts are ours word for word and are not looked at. */
export function scanText(input: GuardText): readonly GuardFinding[] {
  if (input.purpose === 'system') return [];
  const written = input.text.slice(0, LONGEST);
  const { text, placeOf } = foldText(written);
  const namesOnNumber = madeReady(input.namesOnNumber);
  const looked: LookedAt = {
    ...input,
    ...{ text: withoutNames(text, input.practiceNames ?? []), written, namesOnNumber },
  };
  const found: GuardFinding[] = [];
  for (const rule of RULES) found.push(...rule(looked));
  return found
    .filter((one) => !isName(text, one, namesOnNumber))
    .map((one) => ({ ...one, start: placeOf(one.start), end: one.end === 0 ? 0 : placeOf(one.end - 1) + 1 }))
    .sort((a, b) => rankOf(b.severity) - rankOf(a.severity) || a.start - b.start || compare(a.rule, b.rule));
}

/** The practice's name in stars, so that "Harbor Diabetes" does not stop every text of the house. Places stay the same. */
function withoutNames(text: string, names: readonly string[]): string {
  let seen = text;
  for (const name of names) {
    const folded = foldLetters(name.trim());
    if (folded.length < SHORTEST_NAME) continue;
    for (let at = seen.indexOf(folded); at >= 0; at = seen.indexOf(folded, at + folded.length)) {
      seen = seen.slice(0, at) + '*'.repeat(folded.length) + seen.slice(at + folded.length);
    }
  }
  return seen;
}

function madeReady(names: GuardText['namesOnNumber']): NamesOnNumber {
  return 'words' in names ? names : readNames(names);
}

/** "Asma" and "Sida" are given names, too. */
function isName(text: string, { rule, start, end }: GuardFinding, { words }: NamesOnNumber): boolean {
  if (rule !== 'CG14' && rule !== 'CG15' && rule !== 'CG16') return false;
  const word = text.slice(start, end);
  return words.has(word) && word !== word.toLowerCase();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The gravest severity that concerns sending; `none` when there is nothing. `config` is for the saving of templates. */
export function gravest(findings: readonly GuardFinding[]): Exclude<GuardSeverity, 'config'> | 'none' {
  const [first] = findings.filter(({ severity }) => severity !== 'config');
  return first === undefined || first.severity === 'config' ? 'none' : first.severity;
}

function rankOf(severity: GuardSeverity): number {
  return GUARD_SEVERITIES.indexOf(severity);
}
