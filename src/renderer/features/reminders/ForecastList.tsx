/** The texts of the forecast, one row each with its words; the whole text and what can be done with it are in the details. */
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useTimingWords } from '../../i18n/useTimingWords.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { useRowHeight } from '../../ui/useRowHeight.ts';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { timeOf } from './forecastFilter.ts';
import type { ForecastText } from './useForecast.ts';
import styles from './Forecast.module.css';

export interface ForecastListProps {
  readonly texts: readonly ForecastText[];
  readonly now: number;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}

export function ForecastList({ texts, now, selected, onSelect }: ForecastListProps) {
  const t = useT();
  const formats = useFormats();
  const words = useTimingWords();
  const rowHeight = useRowHeight('card');
  const language = new Intl.DisplayNames('en', { type: 'language' });
  const whenOf = (text: ForecastText): string =>
    text.leavesAt === null ? t(`forecast.outcome.${text.outcome}`) : formats.when(timeOf(text), now);
  return (
    <VirtualList
      role="grid"
      label={t('forecast.title')}
      items={texts}
      keyOf={(text) => text.reminderId}
      labelOf={(text) => [whenOf(text), text.personName, words.ofStep(text.step), text.body].join(', ')}
      rowHeight={rowHeight}
      selectedKey={selected}
      onMove={(text) => onSelect(text.reminderId)}
      onOpen={(text) => onSelect(text.reminderId)}
      renderRow={(text, { selected: on }) => (
        <div className={on ? `${styles.row ?? ''} ${styles.selected ?? ''}` : styles.row}>
          <span role="gridcell" className={styles[text.outcome]}>
            {whenOf(text)}
          </span>
          <span role="gridcell" className={styles.who}>
            <Pii>{text.personName}</Pii>
            <span className={styles.quiet}>{words.ofStep(text.step)}</span>
          </span>
          <span role="gridcell" className={styles.words}>
            <Pii>{text.body}</Pii>
          </span>
          <span role="gridcell" className={styles.facts}>
            {text.segments === 0 ? null : (
              <span className={styles.quiet}>
                {t('forecast.facts', {
                  language: language.of(text.language) ?? text.language,
                  count: text.segments,
                  hasRoute: text.route === null ? 'no' : 'yes',
                  route: text.route ?? '',
                })}
              </span>
            )}
            {text.edited === null ? null : (
              <Chip tone="accent">{t('reminders.editedBy', { name: text.edited.by })}</Chip>
            )}
            {text.reason === null ? null : (
              <span className={text.outcome === 'leaves' ? styles.quiet : styles.why}>
                <Pii>{text.reason.text}</Pii>
              </span>
            )}
          </span>
        </div>
      )}
    />
  );
}
