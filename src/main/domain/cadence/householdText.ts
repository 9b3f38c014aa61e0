/** One text for several visits of one day at a shared phone: a number for each visit, first names only. Pure. */
import type { CivilDate } from '../time.ts';
import { dateText, timeText, type TextStyle } from '../timeText.ts';

export interface HouseholdVisit {
  /** By which a reply names it, from 1. */
  readonly code: number;
  readonly firstName: string;
  /** Wall-clock time of the visit. */
  readonly time: { readonly hour: number; readonly minute: number };
}

export interface HouseholdText {
  readonly practice: string;
  readonly date: CivilDate;
  readonly visits: readonly HouseholdVisit[];
  readonly style: TextStyle;
  /** Whether an answer is asked for. */
  readonly asks: boolean;
}

const WORDS = {
  en: { visits: 'visits on', reply: 'Reply for each', yes: 'yes', no: 'no', stop: 'STOP to opt out.' },
  es: { visits: 'citas del', reply: 'Responda por cada una', yes: 'si', no: 'no', stop: 'STOP: no mas.' },
} as const;

/** `Lakeside: visits on Wed Nov 25: 1 Ana 9:00 AM, 2 Ben 9:30 AM. Reply for each: 1 yes 2 no. STOP to opt out.` */
export function householdText({ practice, date, visits, style, asks }: HouseholdText): string {
  const words = WORDS[style.language];
  const list = visits.map(({ code, firstName, time }) => `${String(code)} ${firstName} ${timeText(time, style)}`);
  const opening = practice === '' ? '' : `${practice}: `;
  const sentence = `${opening}${words.visits} ${dateText(date, style)}: ${list.join(', ')}.`;
  const example = visits.map(({ code }, index) => `${String(code)} ${index % 2 === 0 ? words.yes : words.no}`);
  return `${sentence} ${asks ? `${words.reply}: ${example.join(' ')}. ` : ''}${words.stop}`;
}
