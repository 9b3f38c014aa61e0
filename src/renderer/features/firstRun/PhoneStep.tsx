/** Step 3: the phone. What to do on it at the left, what it shows typed in at the right, and the checks as they come in. */
import { Eye, EyeOff } from 'lucide-react';
import { useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import { useT } from '../../i18n/useT.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Field, TextField } from '../../ui/Field.tsx';
import { PhoneChecks } from './PhoneChecks.tsx';
import { PhonePicture } from './PhonePicture.tsx';
import { StepHead } from './StepHead.tsx';
import type { StepProps } from './stepProps.ts';
import { usePairing } from './usePairing.ts';
import type { PhoneEntry, PhoneField } from './usePairing.ts';
import styles from './Phone.module.css';

export function PhoneStep({ gateways }: StepProps) {
  const t = useT();
  return (
    <>
      <StepHead title={t('setup.phone.title')} help={t('setup.phone.help')} />
      <div className={styles.columns}>
        <div className={styles.how}>
          <PhonePicture />
          <Instructions />
        </div>
        <PhoneForm gateway={gateways.find((gateway) => gateway.kind === 'phone')} />
      </div>
    </>
  );
}

const bold = (chunks: ReactNode) => <b>{chunks}</b>;

function Instructions() {
  return (
    <ol className={styles.instructions}>
      {(['setup.phone.how1', 'setup.phone.how2', 'setup.phone.how3'] as const).map((id) => (
        <li key={id}>
          <span>
            <FormattedMessage id={id} values={{ b: bold }} />
          </span>
        </li>
      ))}
    </ol>
  );
}

interface PhoneFormProps {
  readonly gateway: StepProps['gateways'][number] | undefined;
}

function PhoneForm({ gateway }: PhoneFormProps) {
  const t = useT();
  const pairing = usePairing();
  const form = useRef<HTMLFormElement>(null);
  const [entry, setEntry] = useState<PhoneEntry>({
    address: gateway?.address ?? '',
    username: '',
    password: '',
    ownNumber: '',
  });
  const change = (field: PhoneField) => (value: string) => setEntry((before) => ({ ...before, [field]: value }));
  const errorAt = (field: PhoneField): string | null =>
    pairing.problem?.field === field ? pairing.problem.text : null;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const field = await pairing.connect(entry);
    if (field === null) return;
    const input = form.current?.querySelector<HTMLInputElement>(`[name="${field}"]`);
    input?.focus();
    input?.select();
  };
  return (
    <div className={styles.right}>
      {gateway ? (
        <p className={styles.connected}>
          <strong>{t('setup.phone.connected', { name: gateway.label })}</strong>
          <span>{t('setup.phone.another')}</span>
        </p>
      ) : null}
      <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          name="address"
          label={t('setup.phone.address')}
          hint={t('setup.phone.addressHint')}
          autoComplete="off"
          spellCheck={false}
          value={entry.address}
          error={errorAt('address')}
          onChange={(event) => change('address')(event.target.value)}
        />
        <TextField
          name="ownNumber"
          type="tel"
          label={t('setup.phone.number')}
          hint={t('setup.phone.numberHint')}
          value={entry.ownNumber}
          error={errorAt('ownNumber')}
          onChange={(event) => change('ownNumber')(event.target.value)}
        />
        <TextField
          name="username"
          label={t('setup.phone.username')}
          autoComplete="off"
          spellCheck={false}
          value={entry.username}
          error={errorAt('username')}
          onChange={(event) => change('username')(event.target.value)}
        />
        <PasswordField value={entry.password} error={errorAt('password')} onChange={change('password')} />
        <Button type="submit" variant={gateway ? 'secondary' : 'primary'} disabled={pairing.pending}>
          {t(pairing.pending ? 'setup.phone.connecting' : gateway ? 'setup.phone.connectAgain' : 'setup.phone.connect')}
        </Button>
      </form>
      <PhoneChecks pairing={pairing} gateway={gateway} />
    </div>
  );
}

interface PasswordFieldProps {
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (value: string) => void;
}

function PasswordField({ value, error, onChange }: PasswordFieldProps) {
  const t = useT();
  const [shown, setShown] = useState(false);
  return (
    <Field label={t('setup.phone.password')} error={error}>
      {(control) => (
        <span className={styles.password}>
          <input
            {...control}
            name="password"
            type={shown ? 'text' : 'password'}
            autoComplete="off"
            spellCheck={false}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <IconButton
            size="small"
            label={t(shown ? 'setup.phone.hide' : 'setup.phone.show')}
            onClick={() => setShown(!shown)}
          >
            {shown ? <EyeOff size={16} /> : <Eye size={16} />}
          </IconButton>
        </span>
      )}
    </Field>
  );
}
