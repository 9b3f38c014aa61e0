/** An owner who forgot the PIN: the recovery code from the paper, and a new PIN. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { SignInPerson } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { NO_PINS, PinFields, pinProblem } from './PinFields.tsx';
import styles from './lock.module.css';

export interface RecoverFormProps {
  readonly person: SignInPerson;
  readonly onCancel: () => void;
}

export function RecoverForm({ person, onCancel }: RecoverFormProps) {
  const t = useT();
  const errorText = useErrorText();
  const [code, setCode] = useState('');
  const [pins, setPins] = useState(NO_PINS);
  const [fault, setFault] = useState<{ field: string; words: string } | null>(null);
  const { run, pending } = useCommand('accounts.recoverOwner', { refusal: 'caller' });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const problem = pinProblem(pins);
    if (problem) return setFault({ field: 'pin', words: t(problem) });
    const outcome = await run({ accountId: person.id, code, pin: pins.pin });
    if (!outcome.ok) setFault({ field: outcome.error.field ?? 'code', words: errorText(outcome.error) });
  };
  const errorAt = (field: string): string | null => (fault?.field === field ? fault.words : null);
  return (
    <form className={styles.recover} onSubmit={(event) => void submit(event)} noValidate>
      <h2>{t('lock.recoverTitle', { name: person.name })}</h2>
      <TextField
        autoFocus
        name="code"
        label={t('lock.code')}
        hint={t('lock.recoverHelp')}
        autoComplete="off"
        spellCheck={false}
        maxLength={80}
        value={code}
        error={errorAt('code')}
        onChange={(event) => setCode(event.target.value)}
      />
      <PinFields pins={pins} onChange={setPins} error={errorAt('pin')} />
      <div className={styles.buttons}>
        <Button onClick={onCancel}>{t('lock.cancel')}</Button>
        <Button type="submit" variant="primary" disabled={pending || code === ''}>
          {t('lock.recoverDone')}
        </Button>
      </div>
    </form>
  );
}
