/** The SIM's own number, where the phone does not know it: people must be told where to text. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { GatewaySummary } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import styles from './Phone.module.css';

export function OwnNumber({ gateway }: { readonly gateway: GatewaySummary }) {
  const t = useT();
  const errorText = useErrorText();
  const { run, pending } = useCommand('gateways.updateGateway', { refusal: 'caller' });
  const [number, setNumber] = useState('');
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (number.trim() === '') return setError(t('setup.phone.numberMissing'));
    const outcome = await run({ id: gateway.id, ownNumber: number });
    setError(outcome.ok ? null : errorText(outcome.error));
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <div className={styles.wide}>
        <TextField
          type="tel"
          label={t('setup.phone.number')}
          hint={t('setup.phone.numberHint')}
          value={number}
          error={error}
          onChange={(event) => setNumber(event.target.value)}
        />
      </div>
      <Button type="submit" className={styles.alone} disabled={pending}>
        {t('setup.phone.numberSave')}
      </Button>
    </form>
  );
}
