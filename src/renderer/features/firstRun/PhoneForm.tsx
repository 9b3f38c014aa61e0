/** Where the phone is, how to sign in to it, and what came of it. The address is typed only where no phone of the list is chosen. */
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import type { GatewaySummary } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../state/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { SecretField, useFindPhones } from '../gateways/index.ts';
import { FoundPhones } from './FoundPhones.tsx';
import type { PhoneChoice } from './FoundPhones.tsx';
import { OwnNumber } from './OwnNumber.tsx';
import { PhoneChecks } from './PhoneChecks.tsx';
import { usePairing } from './usePairing.ts';
import type { PhoneField } from './usePairing.ts';
import styles from './Phone.module.css';

/** The app's own default. */
const USERNAME = 'sms';

/** In place of a phone's id: one more beside those there are. */
const ANOTHER = 'another';

export interface PhoneFormProps {
  readonly phones: readonly GatewaySummary[];
  /** The id of the phone to sign in to anew, or `another`; null: the one there is. */
  readonly wanted: string | null;
}

export function PhoneForm({ phones, wanted }: PhoneFormProps) {
  const t = useT();
  const [paired, setPaired] = useState<string | null>(null);
  const chosen = phones.find(({ id }) => id === (paired ?? wanted));
  const gateway = chosen ?? (wanted === ANOTHER ? undefined : phones[0]);
  // With several, none takes another one's place: a phone that is known is set up again, a new one comes beside them.
  const add = wanted === ANOTHER || phones.length > 1;
  const pairing = usePairing();
  const search = useFindPhones();
  const hearing = useCommand('gateways.startHearingTest');
  const form = useRef<HTMLFormElement>(null);
  const [choice, setChoice] = useState<PhoneChoice>(gateway?.address ?? null);
  const [typed, setTyped] = useState('');
  const [username, setUsername] = useState(USERNAME);
  const [password, setPassword] = useState('');
  const errorAt = (field: PhoneField): string | null =>
    pairing.problem?.field === field ? pairing.problem.text : null;
  const focus = (field: PhoneField): void => {
    const input = form.current?.querySelector<HTMLInputElement>(`[name="${field}"]`);
    input?.focus();
    input?.select();
  };

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const replace = !add && (gateway === undefined || choice !== gateway.address);
    const label = gateway?.label ?? t(add ? 'setup.phone.secondName' : 'setup.phone.defaultName');
    const outcome = await pairing.connect({ address: choice ?? typed, username, password, label }, { replace, add });
    if (!outcome.ok) return focus(outcome.field);
    setPassword('');
    setPaired(outcome.gateway.id);
    setChoice(outcome.gateway.address);
    await hearing.run({ id: outcome.gateway.id });
  };
  return (
    <div className={styles.right}>
      {gateway && pairing.checks.length === 0 ? (
        <p className={styles.connected}>
          <strong>{t('setup.phone.connected', { name: gateway.label })}</strong>
          <span>{t('setup.phone.another')}</span>
        </p>
      ) : null}
      <FoundPhones gateway={gateway} search={search} choice={choice} onChoose={setChoice} />
      <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        {choice === null ? (
          <div className={styles.wide}>
            <TextField
              name="address"
              label={t('setup.phone.address')}
              hint={t('setup.phone.addressHint')}
              autoComplete="off"
              spellCheck={false}
              value={typed}
              error={errorAt('address')}
              onChange={(event) => setTyped(event.target.value)}
            />
          </div>
        ) : null}
        <TextField
          name="username"
          label={t('setup.phone.username')}
          autoComplete="off"
          spellCheck={false}
          value={username}
          error={errorAt('username')}
          onChange={(event) => setUsername(event.target.value)}
        />
        <SecretField
          name="password"
          label={t('setup.phone.password')}
          value={password}
          error={errorAt('password')}
          onChange={setPassword}
        />
        <Button type="submit" variant={gateway ? 'secondary' : 'primary'} disabled={pairing.pending}>
          {t(pairing.pending ? 'setup.phone.connecting' : gateway ? 'setup.phone.connectAgain' : 'setup.phone.connect')}
        </Button>
      </form>
      <PhoneChecks
        checks={pairing.checks}
        gateway={gateway}
        unreached={choice === null ? null : errorAt('address')}
        onEditAddress={() => {
          setTyped(choice ?? '');
          setChoice(null);
        }}
      />
      {gateway?.ownNumber === null ? <OwnNumber gateway={gateway} /> : null}
    </div>
  );
}
