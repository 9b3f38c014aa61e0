/** Places a legal hold: on the person it was opened for, or on a number, a period or everything. Lazily loaded. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { CommandInput } from '../../client/procedures.ts';
import { addCivilDays, instantAt } from '../../i18n/civil.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import styles from './privacy.module.css';

const SCOPES = ['number', 'period', 'everything'] as const;
type Scope = (typeof SCOPES)[number];

export interface PlaceHoldDialogProps {
  /** Left out: the scope is chosen here. */
  readonly personId?: string;
  readonly onClose: () => void;
}

export function PlaceHoldDialog({ personId, onClose }: PlaceHoldDialogProps) {
  const t = useT();
  const errorText = useErrorText();
  const { toasts } = useServices();
  const { zone } = useFormats();
  const [scope, setScope] = useState<Scope>('number');
  const [number, setNumber] = useState('');
  const [days, setDays] = useState({ from: '', to: '' });
  const [words, setWords] = useState({ caseName: '', reason: '' });
  const [error, setError] = useState<{ readonly field: string | undefined; readonly text: string } | null>(null);
  const { run, pending } = useCommand('privacy.placeHold', { refusal: 'caller' });

  const what = (): Omit<CommandInput<'privacy.placeHold'>, 'caseName' | 'reason'> => {
    if (personId !== undefined) return { scope: 'person', personId };
    if (scope === 'number') return { scope, number: number.trim() };
    if (scope === 'everything') return { scope };
    return { scope, ...dayRange(days, zone) };
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const outcome = await run({ ...what(), ...words });
    if (!outcome.ok) return setError({ field: outcome.error.field, text: errorText(outcome.error) });
    toasts.show({ icon: 'done', message: t('privacy.hold.placed') });
    onClose();
  };
  const errorAt = (field: string): string | null => (error?.field === field ? error.text : null);
  return (
    <Dialog opened width={480} title={t('privacy.hold.place')} onClose={onClose}>
      <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
        <p>{t('privacy.hold.help')}</p>
        {personId === undefined ? (
          <SelectField
            label={t('privacy.hold.scope')}
            options={SCOPES.map((value) => ({ value, label: t(`privacy.hold.scope.${value}`) }))}
            value={scope}
            onChange={(event) => setScope(SCOPES.find((one) => one === event.target.value) ?? 'number')}
          />
        ) : null}
        {personId === undefined && scope === 'number' ? (
          <TextField
            label={t('privacy.hold.number')}
            hint={t('privacy.hold.numberHint')}
            type="tel"
            error={errorAt('number')}
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
        ) : null}
        {personId === undefined && scope === 'period' ? (
          <>
            <TextField
              label={t('privacy.hold.from')}
              type="date"
              error={errorAt('from')}
              value={days.from}
              onChange={(event) => setDays({ ...days, from: event.target.value })}
            />
            <TextField
              label={t('privacy.hold.to')}
              hint={t('privacy.hold.toHint')}
              type="date"
              error={errorAt('to')}
              value={days.to}
              onChange={(event) => setDays({ ...days, to: event.target.value })}
            />
          </>
        ) : null}
        <TextField
          data-autofocus
          label={t('privacy.hold.caseName')}
          hint={t('privacy.hold.caseHint')}
          maxLength={200}
          error={errorAt('caseName')}
          value={words.caseName}
          onChange={(event) => setWords({ ...words, caseName: event.target.value })}
        />
        <TextField
          label={t('privacy.hold.reason')}
          maxLength={200}
          error={errorAt('reason') ?? (error && error.field === undefined ? error.text : null)}
          value={words.reason}
          onChange={(event) => setWords({ ...words, reason: event.target.value })}
        />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" disabled={pending}>
            {t('privacy.hold.place')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** From the start of the first day to the end of the last, by the practice's clock. */
function dayRange(
  { from, to }: { readonly from: string; readonly to: string },
  zone: string,
): { from?: number; to?: number } {
  return {
    ...(from === '' ? {} : { from: instantAt(from, '00:00', zone) }),
    ...(to === '' ? {} : { to: instantAt(addCivilDays(to, 1), '00:00', zone) }),
  };
}
