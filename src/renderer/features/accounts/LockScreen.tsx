/** The lock: people as buttons, PIN, number pad. It stands in place of the window, so nothing of a patient is in the page. */
import { Lock, MessageCircleHeart } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useStore } from 'zustand';
import { useLook } from '../../app/useLook.ts';
import type { SignInPerson } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { PinPad } from './PinPad.tsx';
import { RecoverForm } from './RecoverForm.tsx';
import { usePinEntry } from './usePinEntry.ts';
import styles from './lock.module.css';

export function LockScreen() {
  const t = useT();
  const { prefs } = useServices();
  useLook();
  const place = useQuery('accounts.getSession', {});
  const { data, refetch } = useQuery('accounts.listPeopleWhoSignIn', {});
  const last = useStore(prefs, (state) => state.lastPersonId);
  const [chosen, setChosen] = useState<string | null>(null);
  const [recovering, setRecovering] = useState(false);
  const { run } = useCommand('accounts.signIn', { refusal: 'caller' });
  const submit = useCallback((accountId: string, pin: string) => run({ accountId, pin }), [run]);

  const people = data?.people ?? [];
  const person = people.find(({ id }) => id === (chosen ?? last)) ?? people[0];
  const entry = usePinEntry(person, submit, refetch);
  return (
    <div className={styles.lock}>
      <header className={styles.bar}>
        <span className={styles.mark} aria-hidden="true">
          <MessageCircleHeart size={14} strokeWidth={2.2} />
        </span>
        <strong>{t('app.name')}</strong>
        <span className={styles.practice}>{place.data?.practice}</span>
      </header>
      <main className={styles.middle}>
        <span className={styles.sign} aria-hidden="true">
          <Lock size={20} />
        </span>
        <h1 className={styles.title}>{t('lock.title')}</h1>
        <p className={styles.help}>{t('lock.help')}</p>
        <People people={people} chosen={person} onChoose={(id) => setChosen(id)} />
        {person && recovering ? (
          <RecoverForm person={person} onCancel={() => setRecovering(false)} />
        ) : person ? (
          <>
            <PinPad name={person.name} length={person.pinLength} entry={entry} />
            <Forgot person={person} people={people} onRecover={() => setRecovering(true)} />
          </>
        ) : null}
      </main>
    </div>
  );
}

interface PeopleProps {
  readonly people: readonly SignInPerson[];
  readonly chosen: SignInPerson | undefined;
  readonly onChoose: (id: string) => void;
}

function People({ people, chosen, onChoose }: PeopleProps) {
  const t = useT();
  return (
    <div className={styles.people} role="group" aria-label={t('lock.people')}>
      {people.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          className={cx(styles.person, id === chosen?.id && styles.chosen)}
          aria-pressed={id === chosen?.id}
          aria-label={name}
          onClick={() => onChoose(id)}
        >
          <Avatar name={name} size={32} staff />
          <span aria-hidden="true">{shortOf(name, people)}</span>
        </button>
      ))}
    </div>
  );
}

/** The first name, unless two people share it. */
function shortOf(name: string, people: readonly SignInPerson[]): string {
  const first = (whole: string): string => whole.split(' ')[0] ?? whole;
  return people.filter((other) => first(other.name) === first(name)).length > 1 ? name : first(name);
}

interface ForgotProps {
  readonly person: SignInPerson;
  readonly people: readonly SignInPerson[];
  readonly onRecover: () => void;
}

/** A manager resets anybody's PIN but an owner's; an owner has the paper. */
function Forgot({ person, people, onRecover }: ForgotProps) {
  const t = useT();
  if (person.role === 'owner') {
    return (
      <p className={styles.forgot}>
        {t('lock.forgotOwner')}{' '}
        <Button variant="ghost" size="small" onClick={onRecover}>
          {t('lock.recover')}
        </Button>
      </p>
    );
  }
  const others = people.filter(({ id }) => id !== person.id);
  const helper = others.find(({ role }) => role === 'manager') ?? others.find(({ role }) => role === 'owner');
  if (!helper) return null;
  return <p className={styles.forgot}>{t('lock.forgot', { name: helper.name, role: helper.role })}</p>;
}
