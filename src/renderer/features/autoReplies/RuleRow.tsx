/** One rule in the list: what it waits for, how often it was used, what is wrong with it, its place and its switch. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { AutoReplyRule } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { May } from '../../state/May.tsx';
import { useMay } from '../../state/useMay.ts';
import { IconButton } from '../../ui/Button.tsx';
import { CheckField } from '../../ui/CheckField.tsx';
import { cx } from '../../ui/cx.ts';
import { ruleSentence } from './sentence.ts';
import { warningTexts } from './warningWords.ts';
import type { RuleActions } from './useRuleActions.ts';
import styles from './autoReplies.module.css';

export interface RuleRowProps {
  readonly rule: AutoReplyRule;
  /** From 1. */
  readonly number: number;
  readonly rules: readonly AutoReplyRule[];
  readonly selected: boolean;
  readonly onSelect: (id: string) => void;
  readonly actions: RuleActions;
}

export function RuleRow({ rule, number, rules, selected, onSelect, actions }: RuleRowProps) {
  const t = useT();
  const mayChange = useMay('autoReplies.setEnabled');
  const sentence = ruleSentence(rule, t);
  return (
    <li className={cx(styles.row, selected && styles.selected)}>
      <button
        type="button"
        className={styles.rowMain}
        aria-current={selected ? 'true' : undefined}
        onClick={() => onSelect(rule.id)}
      >
        <span className={styles.rowSentence}>{`${String(number)}. ${sentence}`}</span>
        <span className={styles.quiet}>{t('rules.used', { count: rule.usesThisWeek })}</span>
        {warningTexts(rule, rules, t).map((words) => (
          <span key={words} className={styles.warning}>
            {words}
          </span>
        ))}
      </button>
      <div className={styles.rowTools}>
        <CheckField
          checked={rule.enabled}
          disabled={!mayChange}
          aria-label={t('rules.switch', { number })}
          onChange={(event) => void actions.setEnabled(rule, event.target.checked)}
        >
          {rule.enabled ? t('rules.on') : t('rules.off')}
        </CheckField>
        <May call="autoReplies.moveRule">
          <IconButton
            size="small"
            label={t('rules.up')}
            shortcut="Alt+ArrowUp"
            disabled={number === 1}
            onClick={() => void actions.move(rules, rule.id, -1)}
          >
            <ArrowUp size={14} aria-hidden="true" />
          </IconButton>
          <IconButton
            size="small"
            label={t('rules.down')}
            shortcut="Alt+ArrowDown"
            disabled={number === rules.length}
            onClick={() => void actions.move(rules, rule.id, 1)}
          >
            <ArrowDown size={14} aria-hidden="true" />
          </IconButton>
        </May>
      </div>
    </li>
  );
}
