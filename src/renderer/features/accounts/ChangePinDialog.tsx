/** One's own PIN: the current one, and a new one twice. Lazily loaded. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { PinRefusal } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { NO_PINS, PinFields, pinProblem } from './PinFields.tsx';
import forms from './forms.module.css';

const FORM = 'change-pin';

export function ChangePinDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const errorText = useErrorText();
  const { toasts } = useServices();
  const [current, setCurrent] = useState('');
  const [pins, setPins] = useState(NO_PINS);
  const [fault, setFault] = useState<{ field: 'current' | 'pin'; words: string } | null>(null);
  const { run, pending } = useCommand('accounts.changePin', { refusal: 'caller' });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const problem = pinProblem(pins);
    if (problem) return setFault({ field: 'pin', words: t(problem) });
    const outcome = await run({ currentPin: current, pin: pins.pin });
    if (outcome.ok) {
      toasts.show({ icon: 'done', message: t('pin.changed') });
      return onClose();
    }
    const { code, details } = outcome.error;
    const words =
      code === 'WRONG_PIN' ? t('lock.wrong', { left: (details as PinRefusal).triesLeft }) : errorText(outcome.error);
    setFault({ field: code === 'INVALID_INPUT' ? 'pin' : 'current', words });
  };
  return (
    <Dialog
      opened
      width={400}
      title={t('pin.change')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('lock.cancel')}</Button>
          <Button type="submit" form={FORM} variant="primary" disabled={pending}>
            {t('pin.change')}
          </Button>
        </>
      }
    >
      <form id={FORM} className={forms.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          data-autofocus
          type="password"
          inputMode="numeric"
          autoComplete="current-password"
          maxLength={12}
          label={t('pin.current')}
          value={current}
          error={fault?.field === 'current' ? fault.words : null}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <PinFields pins={pins} onChange={setPins} error={fault?.field === 'pin' ? fault.words : null} />
      </form>
    </Dialog>
  );
}
