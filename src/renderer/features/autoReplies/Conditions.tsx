/** The conditions of a rule, one line each. */
import { Plus, X } from 'lucide-react';
import type { AutoReplyCondition } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { CONDITION_KINDS, conditionOf, MOST_CONDITIONS } from './ruleDraft.ts';
import styles from './autoReplies.module.css';

export interface ConditionsProps {
  readonly conditions: readonly AutoReplyCondition[];
  readonly onChange: (conditions: readonly AutoReplyCondition[]) => void;
}

export function Conditions({ conditions, onChange }: ConditionsProps) {
  const t = useT();
  const set = (at: number, condition: AutoReplyCondition): void =>
    onChange(conditions.map((one, index) => (index === at ? condition : one)));
  const unused = CONDITION_KINDS.find((kind) => conditions.every((one) => one.kind !== kind));
  return (
    <>
      {conditions.map((condition, index) => (
        <div key={condition.kind} className={styles.condition}>
          <SelectField
            label={t('rules.and')}
            value={condition.kind}
            onChange={(event) => set(index, conditionOf(event.target.value as AutoReplyCondition['kind']))}
            options={CONDITION_KINDS.filter(
              (kind) => kind === condition.kind || conditions.every((one) => one.kind !== kind),
            ).map((kind) => ({ value: kind, label: t(`rules.condition.${kind}`, { days: daysOf(condition) }) }))}
          />
          {condition.kind === 'visitWithin' ? (
            <TextField
              label={t('rules.days')}
              type="number"
              min={1}
              max={60}
              className={styles.days}
              value={String(condition.days)}
              onChange={(event) => set(index, { kind: 'visitWithin', days: wholeDays(event.target.value) })}
            />
          ) : null}
          <IconButton
            size="small"
            label={t('rules.removeCondition')}
            onClick={() => onChange(conditions.filter((_one, at) => at !== index))}
          >
            <X size={14} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      {unused === undefined || conditions.length >= MOST_CONDITIONS ? null : (
        <Button
          size="small"
          className={styles.add}
          icon={<Plus size={14} aria-hidden="true" />}
          onClick={() => onChange([...conditions, conditionOf(unused)])}
        >
          {t('rules.addCondition')}
        </Button>
      )}
    </>
  );
}

function daysOf(condition: AutoReplyCondition): number {
  return condition.kind === 'visitWithin' ? condition.days : 7;
}

function wholeDays(words: string): number {
  const days = Math.round(Number(words));
  return Number.isFinite(days) ? Math.min(60, Math.max(1, days)) : 1;
}
