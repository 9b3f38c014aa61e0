/** Words of a status column that nobody has explained yet: one choice each, remembered for lists of this kind. */
import type { ImportPreview } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import type { StatusWords as Words } from './useImport.ts';
import styles from './Import.module.css';

const MEANINGS = ['booked', 'confirmed', 'arrived', 'done', 'missed', 'cancelled', 'notAVisit'] as const;

export interface StatusWordsProps {
  readonly words: ImportPreview['unknownStatusWords'];
  readonly chosen: Words;
  readonly onChange: (chosen: Words) => void;
}

export function StatusWords({ words, chosen, onChange }: StatusWordsProps) {
  const t = useT();
  if (words.length === 0) return null;
  return (
    <fieldset className={styles.orders}>
      <legend>{t('import.statusWords')}</legend>
      <p className={styles.help}>{t('import.statusWordsHelp')}</p>
      {words.map(({ word, rows }) => (
        <label key={word} className={styles.word}>
          <span>{t('import.statusWord', { word, rows })}</span>
          <select
            className={styles.select}
            value={chosen[word] ?? ''}
            onChange={(event) => {
              const meaning = MEANINGS.find((one) => one === event.target.value);
              const { [word]: _before, ...others } = chosen;
              onChange(meaning ? { ...others, [word]: meaning } : others);
            }}
          >
            <option value="">{t('import.statusMeaning.unknown')}</option>
            {MEANINGS.map((meaning) => (
              <option key={meaning} value={meaning}>
                {t(`import.statusMeaning.${meaning}`)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </fieldset>
  );
}
