/** Which texts of the forecast are asked for: by day, by what becomes of them, by words. Pure. */
import type { ForecastText } from './useForecast.ts';

export const OUTCOMES = ['all', 'leaves', 'needsYou'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface ForecastFilter {
  /** A civil day of the practice; null: all. */
  readonly day: string | null;
  readonly outcome: Outcome;
  readonly search: string;
}

/** When a text counts: the time it leaves, or was due. */
export function timeOf(text: ForecastText): number {
  return text.leavesAt ?? text.dueAt;
}

export function filterTexts(
  texts: readonly ForecastText[],
  { day, outcome, search }: ForecastFilter,
  civilDate: (at: number) => string,
): readonly ForecastText[] {
  const words = fold(search)
    .split(' ')
    .filter((word) => word !== '');
  return texts.filter((text) => {
    if (day !== null && civilDate(timeOf(text)) !== day) return false;
    if (outcome === 'leaves' && text.outcome !== 'leaves') return false;
    if (outcome === 'needsYou' && text.outcome !== 'asks' && text.outcome !== 'notSent') return false;
    if (words.length === 0) return true;
    const heap = fold(`${text.personName} ${text.body} ${text.visitKind} ${text.clinician}`);
    return words.every((word) => heap.includes(word));
  });
}

/** Without case and accents, as people search. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
