/** Which visits a changed plan is for, with what it would change of theirs, before it is saved. */
import { useState } from 'react';
import { useT } from '../../../i18n/useT.ts';
import { Button } from '../../../ui/Button.tsx';
import { CheckField } from '../../../ui/CheckField.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import styles from './ReminderPlan.module.css';

type ApplyTo = 'all' | 'new';
const CHOICES: readonly ApplyTo[] = ['all', 'new'];

export interface SavePlanDialogProps {
  /** Null while it is being counted. */
  readonly changes: { readonly visits: number; readonly added: number; readonly dropped: number } | null;
  readonly onSave: (applyTo: ApplyTo) => void;
  readonly onClose: () => void;
}

export function SavePlanDialog({ changes, onSave, onClose }: SavePlanDialogProps) {
  const t = useT();
  const [applyTo, setApplyTo] = useState<ApplyTo>('all');
  return (
    <Dialog
      opened
      width={480}
      title={t('plan.saveTitle')}
      onClose={onClose}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>
            {t('plan.keepEditing')}
          </Button>
          <Button variant="primary" onClick={() => onSave(applyTo)}>
            {t('plan.save')}
          </Button>
        </>
      }
    >
      <div role="radiogroup" aria-label={t('plan.saveTitle')} className={styles.choices}>
        {CHOICES.map((choice) => (
          <CheckField
            key={choice}
            type="radio"
            name="applyTo"
            checked={applyTo === choice}
            onChange={() => setApplyTo(choice)}
            hint={
              choice === 'all'
                ? changes === null
                  ? t('plan.counting')
                  : t('plan.changes', { ...changes })
                : t('plan.newHelp')
            }
          >
            {t(`plan.applyTo.${choice}`)}
          </CheckField>
        ))}
      </div>
    </Dialog>
  );
}
