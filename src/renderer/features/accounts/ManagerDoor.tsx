/**
 * In place of a manager's page for everybody else: a lock, and a manager's PIN that opens this one page. It closes again when the page is
 * left, and whatever is done on it stands in the history under the manager's name.
 */
import { Lock, LockOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { FormEvent } from 'react';
import type { PinRefusal } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import forms from './forms.module.css';

export interface ManagerDoorProps {
  /** Whoever acts now may not use this page. */
  readonly locked: boolean;
  /** What it says when the page is locked. */
  readonly words: string;
}

export function ManagerDoor({ locked, words }: ManagerDoorProps) {
  const t = useT();
  const place = useQuery('accounts.getSession', {}, { invalidateOn: ['account.changed'] });
  const [asking, setAsking] = useState(false);
  const elevated = place.data?.elevated ?? null;
  const end = useEndOnLeaving(elevated !== null);
  if (elevated !== null) {
    return (
      <Banner tone="warn" icon={LockOpen} actions={<Button onClick={end}>{t('door.close')}</Button>}>
        {t('door.opened', { name: elevated.name })}
      </Banner>
    );
  }
  if (!locked) return null;
  const canAsk = place.data?.state === 'signedIn' && !asking;
  return (
    <>
      <Banner
        tone="neutral"
        icon={Lock}
        actions={canAsk ? <Button onClick={() => setAsking(true)}>{t('door.open')}</Button> : undefined}
      >
        {words}
      </Banner>
      {asking ? <DoorForm onOpened={() => setAsking(false)} /> : null}
    </>
  );
}

/** The page is left, or the lock comes: the manager's rights end with it. */
function useEndOnLeaving(open: boolean): () => void {
  const { client } = useServices();
  const end = (): void => void client.command('accounts.endElevation', {}).catch(() => undefined);
  useEffect(() => {
    if (!open) return undefined;
    return () => void client.command('accounts.endElevation', {}).catch(() => undefined);
  }, [client, open]);
  return end;
}

function DoorForm({ onOpened }: { readonly onOpened: () => void }) {
  const t = useT();
  const errorText = useErrorText();
  const { data } = useQuery('accounts.listPeopleWhoSignIn', {});
  const managers = (data?.people ?? []).filter(({ role }) => role === 'owner' || role === 'manager');
  const [who, setWho] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const [error, setError] = useState<string | null>(null);
  const { run, pending } = useCommand('accounts.elevate', { refusal: 'caller' });
  const accountId = who ?? managers[0]?.id;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (accountId === undefined) return;
    const outcome = await run({ accountId, pin });
    setPin('');
    if (outcome.ok) return onOpened();
    const { code, details } = outcome.error;
    const wrong = code === 'WRONG_PIN';
    setError(wrong ? t('lock.wrong', { left: (details as PinRefusal).triesLeft }) : errorText(outcome.error));
  };
  return (
    <form className={forms.door} onSubmit={(event) => void submit(event)} noValidate>
      <SelectField
        label={t('door.who')}
        options={managers.map(({ id, name }) => ({ value: id, label: name }))}
        value={accountId}
        onChange={(event) => setWho(event.target.value)}
      />
      <TextField
        autoFocus
        type="password"
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        label={t('door.pin')}
        value={pin}
        error={error}
        onChange={(event) => setPin(event.target.value)}
      />
      <Button type="submit" variant="primary" disabled={pending || pin === ''}>
        {t('door.go')}
      </Button>
    </form>
  );
}
