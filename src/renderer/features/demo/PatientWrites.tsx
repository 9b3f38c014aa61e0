/** Lets an invented patient write: a number of somebody in the demo, and what they say. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import styles from './Demo.module.css';

/** People to choose from while typing. */
const OFFERED = 30;

export function PatientWrites() {
  const t = useT();
  const errorText = useErrorText();
  const { toasts } = useServices();
  const [from, setFrom] = useState('');
  const [body, setBody] = useState('');
  const [error, setError] = useState<string | null>(null);
  const people = useQuery('people.listPeople', { limit: OFFERED }, { invalidateOn: ['person.changed'] });
  const { run, pending } = useCommand('demo.receiveText', { refusal: 'caller' });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (from.trim() === '' || body.trim() === '') return;
    const outcome = await run({ from, body });
    setError(outcome.ok ? null : errorText(outcome.error));
    if (!outcome.ok) return;
    setBody('');
    toasts.show({ icon: 'done', message: t('demo.written') });
  };
  return (
    <form className={styles.part} aria-label={t('demo.write')} onSubmit={(event) => void submit(event)} noValidate>
      <strong>{t('demo.write')}</strong>
      <div className={styles.pair}>
        <TextField
          label={t('demo.from')}
          list="demo-people"
          value={from}
          error={error}
          onChange={(event) => setFrom(event.target.value)}
        />
        <TextField label={t('demo.body')} value={body} onChange={(event) => setBody(event.target.value)} />
        <Button type="submit" disabled={pending || from.trim() === '' || body.trim() === ''}>
          {t('demo.send')}
        </Button>
      </div>
      <datalist id="demo-people">
        {people.data?.items.map((person) =>
          person.primaryNumber === null ? null : (
            <option key={person.id} value={person.primaryNumber}>
              {person.name}
            </option>
          ),
        )}
      </datalist>
    </form>
  );
}
