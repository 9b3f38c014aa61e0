/** The next 14 days word by word: what leaves when, and what does not and why. To be searched, printed and taken along as a file. */
import { CalendarRange, Download, Printer } from 'lucide-react';
import { useMemo, useState } from 'react';
import { csvText } from '../../contract.ts';
import { instantAt } from '../../i18n/civil.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useKept } from '../../state/useKept.ts';
import { useMay } from '../../state/useMay.ts';
import { useFileMark, usePrintMark } from '../../state/usePrintMark.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { saveText } from '../../ui/saveText.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { filterTexts, OUTCOMES } from './forecastFilter.ts';
import type { Outcome } from './forecastFilter.ts';
import { ForecastList } from './ForecastList.tsx';
import { PrintSheet } from './PrintSheet.tsx';
import { useForecast } from './useForecast.ts';
import type { ForecastPage } from './useForecast.ts';
import { useForecastRows } from './useForecastRows.ts';
import styles from './Forecast.module.css';

export interface ForecastViewProps {
  readonly now: number;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}

export function ForecastView({ now, selected, onSelect }: ForecastViewProps) {
  const t = useT();
  const formats = useFormats();
  const forecast = useForecast();
  const [day, setDay] = useKept<string | null>('forecast.day', null);
  const [outcome, setOutcome] = useKept<Outcome>('forecast.outcome', 'all');
  const [search, setSearch] = useKept('forecast.search', '');
  const [mark, setMark] = useState<string | null>(null);
  const mayExport = useMay('audit.recordFile');
  const keepPrint = usePrintMark('forecast');
  const keepFile = useFileMark('forecast');
  const rowsOf = useForecastRows(now);
  const { texts } = forecast;
  const shown = useMemo(
    () => filterTexts(texts ?? [], { day, outcome, search }, (at) => formats.civilDate(at)),
    [texts, day, outcome, search, formats],
  );
  if (texts === undefined) {
    return forecast.error ? <ErrorRegion error={forecast.error} onRetry={forecast.refetch} /> : <Skeleton rows={10} />;
  }
  if (texts.length === 0) {
    return <Empty icon={CalendarRange} title={t('forecast.empty')} help={t('forecast.emptyHelp')} fill />;
  }
  const download = async (): Promise<void> => {
    const saved = await keepFile(shown.length);
    if (saved === null) return;
    saveText(`reminders-${formats.civilDate(now)}.csv`, csvText([rowsOf.heads, ...rowsOf.rows(shown), [saved]]));
  };
  return (
    <section className={styles.view} aria-label={t('forecast.title')}>
      {forecast.held === null ? null : (
        <Banner tone="warn" icon={CalendarRange}>
          {t(`forecast.held.${forecast.held}`)}
        </Banner>
      )}
      <div className={styles.tools}>
        <SearchField label={t('forecast.search')} value={search} onChange={setSearch} />
        <Segmented
          label={t('forecast.show')}
          options={OUTCOMES.map((value) => ({ value, label: t(`forecast.show.${value}`) }))}
          value={outcome}
          onChange={setOutcome}
        />
        <span className={styles.count} role="status">
          {t('forecast.count', { count: shown.length })}
        </span>
        {mayExport ? (
          <Button size="small" icon={<Download size={14} />} onClick={() => void download()}>
            {t('forecast.export')}
          </Button>
        ) : null}
        <Button size="small" icon={<Printer size={14} />} onClick={() => void keepPrint(shown.length).then(setMark)}>
          {t('forecast.print')}
        </Button>
      </div>
      <Days days={forecast.days} chosen={day} now={now} onChoose={setDay} />
      {shown.length === 0 ? (
        <Empty icon={CalendarRange} title={t('forecast.none')} fill />
      ) : (
        <ForecastList texts={shown} now={now} selected={selected} onSelect={onSelect} />
      )}
      {mark === null ? null : (
        <PrintSheet
          title={t('forecast.title')}
          heads={rowsOf.heads}
          rows={rowsOf.rows(shown)}
          mark={mark}
          onDone={() => setMark(null)}
        />
      )}
    </section>
  );
}

interface DaysProps {
  readonly days: ForecastPage['days'];
  readonly chosen: string | null;
  readonly now: number;
  readonly onChoose: (day: string | null) => void;
}

/** Each day with how many texts leave on it; a second press shows all again. */
function Days({ days, chosen, now, onChoose }: DaysProps) {
  const t = useT();
  const formats = useFormats();
  return (
    <div role="group" aria-label={t('forecast.days')} className={styles.days}>
      {days.map(({ date, leaves, asks, notSent }) => {
        const at = instantAt(date, '12:00', formats.zone);
        const trouble = asks + notSent;
        return (
          <button
            key={date}
            type="button"
            aria-pressed={date === chosen}
            className={styles.day}
            onClick={() => onChoose(date === chosen ? null : date)}
          >
            <span>{formats.day(at, now)}</span>
            <b>{t('forecast.dayCount', { count: leaves })}</b>
            {trouble === 0 ? null : (
              <span className={styles.trouble}>{t('forecast.dayTrouble', { count: trouble })}</span>
            )}
          </button>
        );
      })}
    </div>
  );
}
