/** "Try it": a text, the rule it fires, and why the others do not. Nothing is sent and nothing is kept. */
import { useState } from 'react';
import type { AutoReplyOutcome, AutoReplyRule } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import type { Translate } from '../../i18n/useT.ts';
import { useQuery } from '../../state/useQuery.ts';
import { CheckField } from '../../ui/CheckField.tsx';
import { TextAreaField } from '../../ui/Field.tsx';
import { conditionWords } from './sentence.ts';
import styles from './autoReplies.module.css';

export function TryPane({ rules }: { readonly rules: readonly AutoReplyRule[] }) {
  const t = useT();
  const [text, setText] = useState('');
  const [asked, setAsked] = useState(false);
  const tried = useQuery('autoReplies.tryRule', text.trim() === '' ? null : { text, asked }, {
    invalidateOn: ['autoReply.changed'],
    keepPrevious: true,
  });
  const answer = text.trim() === '' ? undefined : tried.data;
  return (
    <aside className={styles.try} aria-label={t('rules.try')} data-region="panel">
      <h2>{t('rules.try')}</h2>
      <TextAreaField
        label={t('rules.tryText')}
        rows={3}
        maxLength={1600}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <CheckField checked={asked} onChange={(event) => setAsked(event.target.checked)}>
        {t('rules.tryAsked')}
      </CheckField>
      <div role="status" className={styles.verdict}>
        {answer === undefined ? null : <strong>{verdict(answer, rules, t)}</strong>}
      </div>
      {answer === undefined || answer.system !== null || answer.outcomes.length === 0 ? null : (
        <ul aria-label={t('rules.tryLines')} className={styles.outcomes}>
          {answer.outcomes.map((outcome) => (
            <li key={outcome.ruleId}>{outcomeWords(outcome, rules, t)}</li>
          ))}
        </ul>
      )}
    </aside>
  );
}

interface Answer {
  readonly system: Parameters<typeof systemWords>[0] | null;
  readonly ruleId: string | null;
}

function verdict({ system, ruleId }: Answer, rules: readonly AutoReplyRule[], t: Translate): string {
  if (system !== null) return systemWords(system, t);
  return ruleId === null ? t('rules.tryNone') : t('rules.tryFires', { number: numberOf(ruleId, rules) });
}

function systemWords(
  system: 'optOut' | 'optIn' | 'help' | 'urgent' | 'wrongNumber' | 'confirms' | 'automatic' | 'doubtful',
  t: Translate,
): string {
  return t(`rules.trySystem.${system}`);
}

function outcomeWords(
  { ruleId, result, condition }: AutoReplyOutcome,
  rules: readonly AutoReplyRule[],
  t: Translate,
): string {
  const number = numberOf(ruleId, rules);
  const unmet = rules.find(({ id }) => id === ruleId)?.conditions[condition ?? -1];
  return t(`rules.result.${result}`, { number, condition: unmet === undefined ? '' : conditionWords(unmet, t) });
}

function numberOf(id: string, rules: readonly AutoReplyRule[]): number {
  return rules.findIndex((rule) => rule.id === id) + 1;
}
