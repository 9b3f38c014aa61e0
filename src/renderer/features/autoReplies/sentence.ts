/** A rule in words: "contains “parking” and there is a visit in the next 7 days". Pure. */
import type { AutoReplyCondition, AutoReplyDefinition } from '../../contract.ts';
import type { Translate } from '../../i18n/useT.ts';

export function ruleSentence(rule: Pick<AutoReplyDefinition, 'how' | 'words' | 'conditions'>, t: Translate): string {
  const words = new Intl.ListFormat('en', { type: 'disjunction' }).format(rule.words.map((word) => `“${word}”`));
  const first =
    rule.words.length === 0 ? t('rules.sentence.any') : t('rules.sentence', { how: t(`rules.how.${rule.how}`), words });
  const rest = rule.conditions.map((condition) => conditionWords(condition, t));
  return new Intl.ListFormat('en', { type: 'conjunction' }).format([first, ...rest]);
}

export function conditionWords(condition: AutoReplyCondition, t: Translate): string {
  return condition.kind === 'visitWithin'
    ? t('rules.condition.visitWithin', { days: condition.days })
    : t(`rules.condition.${condition.kind}`);
}
