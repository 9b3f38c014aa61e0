/** What is wrong with a rule, in sentences. Pure. */
import type { AutoReplyRule } from '../../contract.ts';
import type { Translate } from '../../i18n/useT.ts';

export function warningTexts(rule: AutoReplyRule, rules: readonly AutoReplyRule[], t: Translate): readonly string[] {
  const numberOf = (id: string | null): number => rules.findIndex((one) => one.id === id) + 1;
  return [
    ...(rule.stoppedAt === null ? [] : [t('rules.stopped')]),
    ...rule.warnings.map(({ code, ruleId, word }) =>
      t(`rules.warning.${code}`, { number: numberOf(ruleId), word: word ?? '' }),
    ),
  ];
}
