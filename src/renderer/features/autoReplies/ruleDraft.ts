/** A rule while it is written: words as one line, conditions as they are. Pure. */
import type { AutoReplyCondition, AutoReplyDefinition, AutoReplyRule } from '../../contract.ts';

export interface RuleDraft extends Omit<AutoReplyDefinition, 'words'> {
  /** With commas between. */
  readonly words: string;
  /** Empty: no reply. */
  readonly templateId: string;
}

export const NEW_RULE: RuleDraft = {
  how: 'exactly',
  words: '',
  conditions: [],
  mark: 'none',
  move: 'todo',
  templateId: '',
};

export const CONDITION_KINDS: readonly AutoReplyCondition['kind'][] = [
  'visitWithin',
  'noVisit',
  'outsideHours',
  'insideHours',
  'knownPerson',
  'unknownNumber',
];
export const MOST_CONDITIONS = 4;
const WEEK = 7;

export function draftOf({ how, words, conditions, mark, move, templateId }: AutoReplyRule): RuleDraft {
  return { how, words: words.join(', '), conditions, mark, move, templateId: templateId ?? '' };
}

export function definitionOf({ how, words, conditions, mark, move }: RuleDraft): AutoReplyDefinition {
  return { how, words: wordList(words), conditions: [...conditions], mark, move };
}

function wordList(line: string): string[] {
  return [
    ...new Set(
      line
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    ),
  ];
}

export function conditionOf(kind: AutoReplyCondition['kind']): AutoReplyCondition {
  return kind === 'visitWithin' ? { kind, days: WEEK } : { kind };
}

export function isSameRule(a: RuleDraft, b: RuleDraft): boolean {
  return JSON.stringify([definitionOf(a), a.templateId]) === JSON.stringify([definitionOf(b), b.templateId]);
}
