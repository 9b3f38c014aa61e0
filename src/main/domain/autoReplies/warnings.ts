/** What is wrong with a rule in its place among the others. Pure. */
import type { AutoReplyCondition, AutoReplyDefinition, AutoReplyWarning } from '../../../contract/autoReplies.ts';
import type { EvaluatedRule } from './evaluate.ts';
import { comparable } from './words.ts';

const SHORT = 3;
const COMMON: ReadonlySet<string> = new Set([
  'yes',
  'okay',
  'the',
  'and',
  'you',
  'see',
  'for',
  'thanks',
  'hello',
  'gracias',
  'hola',
  'que',
  'para',
]);

/** Warnings of the rule at `index`. `claimed` says which of its words the program understands by itself. */
export function warningsOf(
  rules: readonly EvaluatedRule[],
  index: number,
  facts: { readonly hasOpeningHours: boolean; readonly claimed: (word: string) => boolean },
): readonly AutoReplyWarning[] {
  const rule = rules[index];
  if (rule === undefined) return [];
  const { definition } = rule;
  const winner = rules
    .slice(0, index)
    .find((earlier) => earlier.enabled && !earlier.stopped && takesAll(earlier.definition, definition));
  const wide = definition.how === 'contains' ? definition.words.find(isCommon) : undefined;
  const claimed =
    definition.words.length > 0 && definition.words.every(facts.claimed) ? definition.words[0] : undefined;
  const byHours = definition.conditions.some(({ kind }) => kind === 'outsideHours' || kind === 'insideHours');
  return [
    ...(winner === undefined ? [] : [{ code: 'neverMatches' as const, ruleId: winner.id, word: null }]),
    ...(wide === undefined ? [] : [{ code: 'tooWide' as const, ruleId: null, word: wide }]),
    ...(byHours && !facts.hasOpeningHours ? [{ code: 'noOpeningHours' as const, ruleId: null, word: null }] : []),
    ...(claimed === undefined ? [] : [{ code: 'systemWord' as const, ruleId: null, word: claimed }]),
  ];
}

function isCommon(word: string): boolean {
  const plain = comparable(word);
  return plain.length <= SHORT || COMMON.has(plain);
}

/** Whether every text that fits `later` fits `earlier` as well: then `later` never has its turn. */
export function takesAll(earlier: AutoReplyDefinition, later: AutoReplyDefinition): boolean {
  if (earlier.mark === 'confirmed' && later.mark !== 'confirmed') return false;
  if (!earlier.conditions.every((condition) => later.conditions.some((one) => implies(one, condition)))) return false;
  if (earlier.words.length === 0) return true;
  return (
    later.words.length > 0 &&
    later.words.every((word) => earlier.words.some((wide) => covers(earlier, wide, later, word)))
  );
}

function implies(given: AutoReplyCondition, wanted: AutoReplyCondition): boolean {
  if (given.kind === 'visitWithin' && wanted.kind === 'visitWithin') return given.days <= wanted.days;
  return given.kind === wanted.kind;
}

function covers(
  earlier: AutoReplyDefinition,
  wideWord: string,
  later: AutoReplyDefinition,
  narrowWord: string,
): boolean {
  const wide = comparable(wideWord);
  const narrow = comparable(narrowWord);
  switch (earlier.how) {
    case 'exactly':
      return later.how === 'exactly' && wide === narrow;
    case 'startsWith':
      return later.how !== 'contains' && `${narrow} `.startsWith(`${wide} `);
    case 'contains':
      return ` ${narrow} `.includes(` ${wide} `);
  }
}
