/** The words people agree to, for each purpose in each language. Other words are a new version: who agreed to the old ones, agreed to those. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { OutputOf } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { TextAreaField } from '../../ui/Field.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { TextSetting } from './fields.tsx';
import type { PageProps } from './pageProps.ts';
import styles from './Settings.module.css';

type Wording = OutputOf<'consent.listWordings'>['items'][number];

const PURPOSES = ['care', 'billing', 'marketing', 'employee'] as const;
const LANGUAGES = ['en', 'es'] as const;

export function ConsentWordsPage({ settings, locked }: PageProps) {
  const t = useT();
  const { data, refetch } = useQuery('consent.listWordings', {});
  if (data === undefined) return <Skeleton rows={8} />;
  const newest = (purpose: string, language: string): Wording | undefined =>
    data.items.find((one) => one.id === purpose && one.language === language);
  return (
    <>
      <TextSetting
        name={t('consent.majority')}
        help={t('consent.majorityHelp')}
        type="number"
        input={{ min: 16, max: 21 }}
        value={String(settings.consent.majorityYears)}
        patch={(value) => ({ consent: { majorityYears: Number(value) } })}
        disabled={locked}
      />
      <TextSetting
        name={t('consent.lapse')}
        help={t('consent.lapseHelp')}
        type="number"
        input={{ min: 3, max: 60 }}
        value={String(settings.consent.marketingLapseMonths)}
        patch={(value) => ({ consent: { marketingLapseMonths: Number(value) } })}
        disabled={locked}
      />
      <p>{t('consent.words.help')}</p>
      {PURPOSES.flatMap((purpose) =>
        LANGUAGES.map((language) => (
          <WordingForm
            key={`${purpose} ${language}`}
            purpose={purpose}
            language={language}
            wording={newest(purpose, language)}
            locked={locked}
            onSaved={refetch}
          />
        )),
      )}
    </>
  );
}

interface WordingFormProps {
  readonly purpose: (typeof PURPOSES)[number];
  readonly language: (typeof LANGUAGES)[number];
  readonly wording: Wording | undefined;
  readonly locked: boolean;
  readonly onSaved: () => void;
}

function WordingForm({ purpose, language, wording, locked, onSaved }: WordingFormProps) {
  const t = useT();
  const formats = useFormats();
  const errorText = useErrorText();
  const { clock, toasts } = useServices();
  const [text, setText] = useState(wording?.text ?? '');
  const [error, setError] = useState<string | null>(null);
  const { run, pending } = useCommand('consent.saveWording', { refusal: 'caller' });
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const outcome = await run({ id: purpose, language, text });
    if (!outcome.ok) return setError(errorText(outcome.error));
    setError(null);
    toasts.show({ icon: 'done', message: t('consent.words.saved', { version: outcome.value.version }) });
    onSaved();
  };
  const since = (at: number): string => (at === 0 ? '' : formats.date(at, clock.now()));
  return (
    <form className={styles.words} onSubmit={(event) => void save(event)}>
      <TextAreaField
        label={`${t(`consent.purpose.${purpose}`)}, ${t(`people.language.${language}`)}`}
        lang={language}
        rows={4}
        maxLength={1000}
        disabled={locked}
        error={error}
        hint={
          wording === undefined
            ? null
            : t('consent.words.version', { version: wording.version, date: since(wording.validFrom) })
        }
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button
        size="small"
        type="submit"
        disabled={locked || pending || text.trim() === (wording?.text ?? '')}
        label={`${t('consent.words.save')}: ${t(`consent.purpose.${purpose}`)}, ${t(`people.language.${language}`)}`}
      >
        {t('consent.words.save')}
      </Button>
    </form>
  );
}
