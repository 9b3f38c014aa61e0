/** The fields of a Twilio account. A restricted key is what we ask for; the auth token alone is taken, and warned of. */
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import type { GatewaySummary } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { CheckLine, CheckList, Disclosure, lookOf, SecretField, withNumberWords } from '../gateways/index.ts';
import { useConnecting } from './useConnecting.ts';
import type { TwilioEntry, TwilioField } from './useConnecting.ts';
import phone from './Phone.module.css';
import styles from './Twilio.module.css';

const WITH_KEY: readonly TwilioField[] = ['accountSid', 'keySid', 'keySecret', 'sender'];
const WITH_TOKEN: readonly TwilioField[] = ['accountSid', 'authToken', 'sender'];

export function TwilioForm({ gateway }: { readonly gateway: GatewaySummary | undefined }) {
  const t = useT();
  const { pending, problem, checks, connect } = useConnecting();
  const form = useRef<HTMLFormElement>(null);
  const [tokenOnly, setTokenOnly] = useState(false);
  const [entry, setEntry] = useState<TwilioEntry>(() => entryOf(gateway));
  const field = (name: TwilioField) => ({
    name,
    value: entry[name],
    error: problem?.field === name ? problem.text : null,
  });
  const set = (name: TwilioField, value: string): void => setEntry((before) => ({ ...before, [name]: value }));
  const text = (name: TwilioField) => ({
    ...field(name),
    label: t(`setup.twilio.${name}`),
    autoComplete: 'off',
    spellCheck: false,
    onChange: (event: { target: { value: string } }) => set(name, event.target.value),
  });
  const secret = (name: TwilioField) => ({
    ...field(name),
    label: t(`setup.twilio.${name}`),
    onChange: (value: string) => set(name, value),
  });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const given: TwilioEntry = tokenOnly ? { ...entry, keySid: '', keySecret: '' } : entry;
    const look = await connect(given, tokenOnly ? WITH_TOKEN : WITH_KEY);
    if (look === 'connected') return setEntry((before) => ({ ...before, keySid: '', keySecret: '', authToken: '' }));
    if (look !== null) form.current?.querySelector<HTMLInputElement>(`[name="${look}"]`)?.focus();
  };
  return (
    <div className={phone.right}>
      {gateway && checks.length === 0 ? (
        <p className={phone.connected}>
          <strong>{t('setup.phone.connected', { name: gateway.label })}</strong>
          <span>{t('setup.twilio.another')}</span>
        </p>
      ) : null}
      <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField {...text('accountSid')} hint={t('setup.twilio.accountSidHint')} />
        <TextField {...text('sender')} hint={t('setup.twilio.senderHint')} />
        {tokenOnly ? (
          <SecretField {...secret('authToken')} hint={t('setup.twilio.tokenOnlyHint')} />
        ) : (
          <>
            <TextField {...text('keySid')} hint={t('setup.twilio.keySidHint')} />
            <SecretField {...secret('keySecret')} hint={t('setup.twilio.keySecretHint')} />
          </>
        )}
        <div className={styles.wide}>
          <button type="button" className={styles.link} onClick={() => setTokenOnly(!tokenOnly)}>
            {t(tokenOnly ? 'setup.twilio.haveKey' : 'setup.twilio.tokenOnly')}
          </button>
          <Disclosure label={t('setup.twilio.more')} open={wasSet(gateway)}>
            <div className={styles.form}>
              {tokenOnly ? null : <SecretField {...secret('authToken')} hint={t('setup.twilio.authTokenHint')} />}
              <TextField {...text('verifyServiceSid')} hint={t('setup.twilio.verifyHint')} />
              <TextField {...text('whatsAppNumber')} type="tel" hint={t('setup.twilio.whatsAppHint')} />
            </div>
          </Disclosure>
        </div>
        <div className={styles.wide}>
          <Button type="submit" variant={gateway ? 'secondary' : 'primary'} disabled={pending}>
            {t(pending ? 'setup.phone.connecting' : gateway ? 'setup.phone.connectAgain' : 'setup.phone.connect')}
          </Button>
        </div>
      </form>
      <div className={phone.checks}>
        {problem?.field === null ? (
          <CheckList label={t('setup.phone.checks')}>
            <CheckLine look="bad">{problem.text}</CheckLine>
          </CheckList>
        ) : checks.length > 0 ? (
          <CheckList label={t('setup.phone.checks')}>
            {checks.map((check) => (
              <CheckLine key={check.name} look={lookOf(check)}>
                {withNumberWords(check.text)}
              </CheckLine>
            ))}
          </CheckList>
        ) : null}
      </div>
    </div>
  );
}

/** Everything that is no secret is there again for a new key. */
function entryOf(gateway: GatewaySummary | undefined): TwilioEntry {
  const account = gateway?.account;
  return {
    accountSid: account?.accountSid ?? '',
    keySid: '',
    keySecret: '',
    authToken: '',
    sender: account?.sender ?? '',
    whatsAppNumber: account?.whatsAppNumber ?? '',
    verifyServiceSid: account?.verifyServiceSid ?? '',
  };
}

function wasSet(gateway: GatewaySummary | undefined): boolean {
  const { verifyServiceSid = null, whatsAppNumber = null } = gateway?.account ?? {};
  return verifyServiceSid !== null || whatsAppNumber !== null;
}
