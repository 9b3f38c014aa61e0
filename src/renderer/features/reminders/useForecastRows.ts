/** The forecast as rows of words, for a file and for paper. */
import { useMemo } from 'react';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useTimingWords } from '../../i18n/useTimingWords.ts';
import type { ForecastText } from './useForecast.ts';

export interface ForecastRows {
  readonly heads: readonly string[];
  readonly rows: (texts: readonly ForecastText[]) => readonly (readonly string[])[];
}

const COLUMNS = ['leaves', 'patient', 'visit', 'step', 'text', 'parts', 'route', 'why'] as const;

export function useForecastRows(now: number): ForecastRows {
  const t = useT();
  const formats = useFormats();
  const words = useTimingWords();
  return useMemo(
    () => ({
      heads: COLUMNS.map((column) => t(`forecast.column.${column}`)),
      rows: (texts) =>
        texts.map((text) => [
          text.leavesAt === null ? t(`forecast.outcome.${text.outcome}`) : formats.when(text.leavesAt, now),
          text.personName,
          formats.when(text.visitAt, now),
          words.ofStep(text.step),
          text.body,
          String(text.segments),
          text.route ?? '',
          text.reason?.text ?? '',
        ]),
    }),
    [t, formats, words, now],
  );
}
