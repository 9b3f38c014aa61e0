/** What the content guard says about a text. Never the words it found: only which rule, and where (rules.md section 8). */
import { GuardRuleId } from '../../../contract/gate.ts';
import type { NamesOnNumber } from './names.ts';

export const GUARD_RULES = GuardRuleId.options;
export type { GuardRuleId };

/**
 * `block`: nobody may override it. `block*`: blocked unless the patient accepted unencrypted texts, then like `confirm`. `confirm`: a
 * person says why; what is automatic is held. `warn`: a hint. `config`: refused when a template is saved, and nothing else.
 */
export const GUARD_SEVERITIES = ['config', 'warn', 'confirm', 'block*', 'block'] as const;
export type GuardSeverity = (typeof GUARD_SEVERITIES)[number];

export interface GuardFinding {
  readonly rule: GuardRuleId;
  readonly severity: GuardSeverity;
  /** Half-open range of UTF-16 units in the text as it was given; empty (`start === end`) for what concerns all of it. */
  readonly start: number;
  readonly end: number;
}

/** What the guard is asked about. */
export interface GuardText {
  /** Final: details filled in, lines appended. For `config`, the template as it is written. */
  readonly text: string;
  readonly purpose: 'care' | 'billing' | 'marketing' | 'employee' | 'employee_emergency' | 'system';
  /** Of the practice, ISO 3166 alpha 2: some numbers are secrets in one country and mean nothing in another. */
  readonly country: string;
  /** UTC ms; "more than a year back" counts from it. */
  readonly now: number;
  /** Given names the receiver may be greeted by; empty: not known, and nothing is compared. */
  readonly greetedAs: readonly string[];
  /** Given names of everybody on the number, the receiver's too; made ready where many texts are looked at. */
  readonly namesOnNumber: readonly string[] | NamesOnNumber;
  /** A text for the whole household names several people on purpose. */
  readonly household?: boolean;
  /** What the practice is called: its own name says nothing about the receiver that the sender did not say already. */
  readonly practiceNames?: readonly string[];
  /** Words the owner added to the diagnosis and medicine lists. */
  readonly ownWords?: readonly string[];
}

/** The same as the rules read it: `text` is folded (fold.ts), `written` is what will leave. */
export interface LookedAt extends GuardText {
  readonly written: string;
  readonly namesOnNumber: NamesOnNumber;
}

/** A rule names every place it knows. Pure. */
export type GuardRule = (input: LookedAt) => readonly GuardFinding[];

const NONE: readonly GuardFinding[] = [];

/** One finding for each match of `pattern`, which must carry the flag `g`. `holds` looks closer at what matched. */
export function matches(
  rule: GuardRuleId,
  severity: GuardSeverity,
  pattern: RegExp,
  holds: (matched: string) => boolean = () => true,
): GuardRule {
  return ({ text }) => {
    // Nearly every text has nothing: looking for one place is far cheaper than listing all of them.
    if (text.search(pattern) < 0) return NONE;
    return [...text.matchAll(pattern)].flatMap((match) =>
      holds(match[0]) ? [{ rule, severity, start: match.index, end: match.index + match[0].length }] : [],
    );
  };
}

/** The rule, in these countries only. */
export function onlyIn(countries: readonly string[], rule: GuardRule): GuardRule {
  return (input) => (countries.includes(input.country) ? rule(input) : []);
}

/** The rule, for texts of these purposes only. */
export function onlyFor(purposes: readonly GuardText['purpose'][], rule: GuardRule): GuardRule {
  return (input) => (purposes.includes(input.purpose) ? rule(input) : []);
}
