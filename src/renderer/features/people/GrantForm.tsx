/** Writing down an agreement: what for, how, who spoke, the words, and the scan of what they signed. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { InputOf, OutputOf } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useKeptWhileOpen } from '../../state/useKept.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { Field, TextField } from '../../ui/Field.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { keyOf } from './consentSubject.ts';
import type { ConsentSubject } from './consentSubject.ts';
import { MethodChoice } from './MethodChoice.tsx';
import type { Method } from './MethodChoice.tsx';
import { readFileData } from './readFileData.ts';
import styles from './consent.module.css';

const PURPOSES = ['care', 'billing', 'marketing', 'employee'] as const;
const GIVERS = ['self', 'parent', 'guardian', 'caregiver'] as const;
const MOST_BYTES = 5 * 1024 * 1024;

interface Draft {
  readonly purpose: (typeof PURPOSES)[number];
  readonly method: Method;
  readonly giver: (typeof GIVERS)[number];
  readonly birthDate: string;
  readonly evidence: string;
}
const EMPTY: Draft = { purpose: 'care', method: 'spoken', giver: 'self', birthDate: '', evidence: '' };

export function GrantForm({ subject, onClose }: { readonly subject: ConsentSubject; readonly onClose: () => void }) {
  const t = useT();
  const errorText = useErrorText();
  const { toasts } = useServices();
  const [draft, setDraft] = useKeptWhileOpen<Draft>(keyOf(subject, 'grant'), {
    ...EMPTY,
    purpose: subject.purpose ?? 'care',
  });
  // A field for files cannot be filled in again: after the lock the file is chosen once more.
  const [file, setFile] = useState<File | null>(null);
  const ofAge = useQuery('settings.getSettings', {}).data?.consent.majorityYears ?? 18;
  const [error, setError] = useState<string | null>(null);
  const { run, pending } = useCommand('consent.recordEvent', { refusal: 'caller' });
  const set = (patch: Partial<Draft>): void => setDraft((before) => ({ ...before, ...patch }));
  const { purpose, method, giver } = draft;
  const words = useWords(subject, purpose);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (file !== null && file.size > MOST_BYTES) return setError(t('consent.fileTooBig'));
    const data = file === null ? null : await readFileData(file).catch(() => '');
    if (data === '') return setError(t('consent.fileUnreadable'));
    const outcome = await run(
      inputOf(subject, draft, words, file !== null && data !== null ? { name: file.name.slice(-100), data } : null),
    );
    if (!outcome.ok) return setError(errorText(outcome.error));
    toasts.show({ icon: 'done', message: t('consent.recorded') });
    onClose();
  };
  const needsSignature = purpose === 'marketing' && method === 'spoken';
  return (
    <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      <MethodChoice value={method} onChange={(next) => set({ method: next })} />
      <SelectField
        label={t('consent.purpose')}
        error={needsSignature ? t('consent.marketingNeeds') : null}
        value={purpose}
        onChange={(event) => set({ purpose: PURPOSES.find((one) => one === event.target.value) ?? 'care' })}
        options={PURPOSES.map((value) => ({ value, label: t(`consent.purpose.${value}`) }))}
      />
      <SelectField
        label={t('consent.giver')}
        value={giver}
        onChange={(event) => set({ giver: GIVERS.find((one) => one === event.target.value) ?? 'self' })}
        options={GIVERS.map((value) => ({ value, label: t(`consent.giver.${value}`) }))}
      />
      {giver === 'parent' || giver === 'guardian' ? (
        <TextField
          type="date"
          label={t('consent.birthDate')}
          hint={t('consent.birthDateHint', { age: ofAge })}
          value={draft.birthDate}
          onChange={(event) => set({ birthDate: event.target.value })}
        />
      ) : null}
      {words === undefined ? null : <Words words={words} />}
      {method === 'paper' ? <FileField onChoose={setFile} /> : null}
      <TextField
        label={t('consent.evidenceField')}
        hint={t('consent.evidenceHint')}
        error={error}
        maxLength={200}
        value={draft.evidence}
        onChange={(event) => set({ evidence: event.target.value })}
      />
      <div className={styles.buttons}>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button variant="primary" type="submit" disabled={pending || needsSignature}>
          {t('consent.record')}
        </Button>
      </div>
    </form>
  );
}

type Wording = OutputOf<'consent.listWordings'>['items'][number];

/** The words of today for this purpose, in the person's language where there are any. */
function useWords({ personId }: ConsentSubject, purpose: Draft['purpose']): Wording | undefined {
  const wordings = useQuery('consent.listWordings', {}).data;
  const person = useQuery('people.getPerson', personId === null ? null : { id: personId }).data;
  const newest = (language: string): Wording | undefined =>
    wordings?.items.find((one) => one.purpose === purpose && one.language === language);
  return newest(person?.language ?? 'en') ?? newest('en');
}

/** To be read out, or compared with the form. */
function Words({ words }: { readonly words: Wording }) {
  const t = useT();
  const practice = useQuery('settings.getSettings', {}).data?.practice.name;
  return (
    <details className={styles.wording}>
      <summary>
        {t('consent.wording')} · {t('consent.wordingVersion', { version: words.version })}
      </summary>
      <p lang={words.language}>{words.text.replaceAll('{practice}', practice ?? '')}</p>
    </details>
  );
}

function FileField({ onChoose }: { readonly onChoose: (file: File | null) => void }) {
  const t = useT();
  return (
    <Field label={t('consent.file')} hint={t('consent.fileHint')}>
      {(control) => (
        <input
          {...control}
          type="file"
          accept="image/jpeg,image/png,application/pdf"
          onChange={(event) => onChoose(event.target.files?.[0] ?? null)}
        />
      )}
    </Field>
  );
}

/** An agreement is about this number, and about the very words that were on the screen. */
function inputOf(
  { personId, number }: ConsentSubject,
  draft: Draft,
  words: Wording | undefined,
  file: { readonly name: string; readonly data: string } | null,
): InputOf<'consent.recordEvent'> {
  const { purpose, method, giver, birthDate, evidence } = draft;
  return {
    ...(personId === null ? {} : { personId }),
    ...(number === null ? {} : { number }),
    ...{ kind: 'grant', purpose, method, givenBy: giver, evidence: evidence.trim() },
    ...(words && { wordingId: words.id, wordingVersion: words.version, language: words.language }),
    ...(birthDate === '' ? {} : { birthDate }),
    ...(file === null ? {} : { file }),
  };
}
