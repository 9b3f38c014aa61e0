/** Step: the owner, with a PIN, and the recovery code on paper. Everyone else is added in the settings. */
import { Printer, ShieldCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { PrintSheet } from '../../ui/PrintSheet.tsx';
import { PinFields, pinProblem } from '../accounts/index.ts';
import type { StepProps } from './stepProps.ts';
import { StepHead } from './StepHead.tsx';
import styles from './Setup.module.css';

export function PeopleStep(props: StepProps) {
  const t = useT();
  const place = useQuery('accounts.getSession', {}, { invalidateOn: ['account.changed'] });
  const account = place.data?.account ?? null;
  return (
    <>
      <StepHead title={t('setup.people.title')} help={t('setup.people.help')} />
      {place.data?.state === 'device' ? <OwnerForm {...props} /> : null}
      {account ? <OwnerDone name={account.name} minutes={place.data?.lockAfterMinutes ?? 0} {...props} /> : null}
    </>
  );
}

function OwnerForm({ formId, onDone }: StepProps) {
  const t = useT();
  const session = useQuery('system.getSession', {});
  const errorText = useErrorText();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState('');
  const [pins, setPins] = useState({ pin: '', again: '' });
  const [fault, setFault] = useState<{ field: string; words: string } | null>(null);
  const { run } = useCommand('accounts.createOwner', { refusal: 'caller' });
  const fail = (field: string, words: string): void => {
    setFault({ field, words });
    form.current?.querySelector<HTMLElement>(`[name="${field}"]`)?.focus();
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setFault(null);
    // Only where everybody is invented may this be left out.
    if (session.data?.demo && name === '' && pins.pin === '') return onDone();
    if (name.trim() === '') return fail('name', t('team.nameMissing'));
    const problem = pinProblem(pins);
    if (problem) return fail('pin', t(problem));
    const outcome = await run({ name, pin: pins.pin });
    if (!outcome.ok) fail(outcome.error.field ?? 'name', errorText(outcome.error));
  };
  const errorAt = (field: string): string | null => (fault?.field === field ? fault.words : null);
  return (
    <form ref={form} id={formId} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        name="name"
        label={t('setup.people.name')}
        maxLength={40}
        autoComplete="off"
        value={name}
        error={errorAt('name')}
        onChange={(event) => setName(event.target.value)}
      />
      <PinFields pins={pins} onChange={setPins} error={errorAt('pin')} />
    </form>
  );
}

/** The form is empty now: Continue goes on. */
function OwnerDone({ name, minutes, formId, onDone }: StepProps & { readonly name: string; readonly minutes: number }) {
  const t = useT();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onDone();
  };
  return (
    <form id={formId} className={styles.form} onSubmit={submit}>
      <Banner tone="ok" icon={ShieldCheck}>
        {t('setup.people.done', { name })}{' '}
        {minutes === 0 ? t('setup.people.lockOff') : t('setup.people.lock', { minutes })}
      </Banner>
      <RecoveryCode />
    </form>
  );
}

function RecoveryCode() {
  const t = useT();
  const { run } = useCommand('accounts.showRecoveryCode', { refusal: 'caller' });
  const [code, setCode] = useState<string | null | undefined>(undefined);
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    void run({}).then((outcome) => setCode(outcome.ok ? outcome.value.code : null));
  }, [run]);
  if (code === undefined) return null;
  return (
    <section className={styles.form} aria-label={t('setup.people.code')}>
      <h2>{t('setup.people.code')}</h2>
      {code === null ? (
        <p>{t('setup.people.codeGone')}</p>
      ) : (
        <>
          <p className={styles.code} translate="no">
            {code}
          </p>
          <p>{t('setup.people.codeHelp')}</p>
          <div className={styles.buttons}>
            <Button icon={<Printer size={16} />} onClick={() => setPrinting(true)}>
              {t('setup.people.codePrint')}
            </Button>
          </div>
        </>
      )}
      {printing && code ? (
        <PrintSheet title={t('setup.people.codeSheet')} onDone={() => setPrinting(false)}>
          <p>{code}</p>
          <p>{t('setup.people.codeHelp')}</p>
        </PrintSheet>
      ) : null}
    </section>
  );
}
