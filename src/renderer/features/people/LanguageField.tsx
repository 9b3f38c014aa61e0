/** The language texts to a person are written in. */
import type { MessageId } from '../../i18n/en.ts';
import { useT } from '../../i18n/useT.ts';
import type { Translate } from '../../i18n/useT.ts';
import { Field } from '../../ui/Field.tsx';
import styles from './people.module.css';

const KNOWN: Readonly<Record<string, MessageId>> = { en: 'people.language.en', es: 'people.language.es' };

/** "Spanish"; the code for a language without ready-made texts. */
export function languageName(language: string, t: Translate): string {
  const known = KNOWN[language];
  return known ? t(known) : language;
}

export interface LanguageFieldProps {
  readonly value: string;
  readonly onChange: (language: string) => void;
}

export function LanguageField({ value, onChange }: LanguageFieldProps) {
  const t = useT();
  const languages = [...new Set([...Object.keys(KNOWN), value])];
  return (
    <Field label={t('people.language')}>
      {(control) => (
        <select {...control} className={styles.select} value={value} onChange={(event) => onChange(event.target.value)}>
          {languages.map((language) => (
            <option key={language} value={language}>
              {languageName(language, t)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
