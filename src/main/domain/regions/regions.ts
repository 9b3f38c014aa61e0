/**
 * What differs from country to country, as data (rules.md section 10): hours, holidays on which nothing is advertised, lines a text must carry,
 * words that stop texts, the emergency number.
 * Purposes, ledger and gate are the same everywhere. Decides nothing.
 */
import type { GateAppend } from '../../../contract/gate.ts';
import { publicHolidays } from '../publicHolidays.ts';
import { compareDates } from '../time.ts';
import type { CivilDate } from '../time.ts';

/** Hours of a day on the receiver's clock, `HH:MM`; the end is outside. */
export interface Span {
  readonly start: string;
  readonly end: string;
}

export interface Region {
  /** For care and billing; a practice may narrow it, never widen it. */
  readonly care: Span;
  /** For advertising, on the days on which there may be any. */
  readonly marketing: Span;
  readonly marketingDays: 'every' | 'weekdays';
  /** Days without advertising beside those: the public holidays, by `publicHolidays`. */
  readonly marketingRestsOnHolidays: boolean;
  /** What every advertisement says: how to stop them, and, where the law asks for it each time, who writes. */
  readonly marketingLines: readonly GateAppend[];
  /** Words that we tell people to answer with, STOP first. Every one, and many more, is understood everywhere (domain/replies). */
  readonly stopWords: readonly [string, ...string[]];
  /** Numbers whose networks take only registered senders and texts from businesses; null: none. */
  readonly registered: { readonly callingCode: string } | null;
  /** The general number to call when a life is in danger. */
  readonly emergency: string;
  /** Talks or texts with people in a crisis of mind; null: none that is one number for the whole country. */
  readonly crisisLine: string | null;
}

const UNTIL_EIGHT: Span = { start: '08:00', end: '20:00' };
const UNTIL_NINE: Span = { start: '08:00', end: '21:00' };
const USUAL = {
  marketing: { start: '10:00', end: '18:00' },
  marketingDays: 'weekdays',
  marketingRestsOnHolidays: false,
  marketingLines: ['identity', 'optout'],
  stopWords: ['STOP'],
  registered: null,
} as const;

const UNITED_STATES: Region = {
  ...USUAL,
  care: UNTIL_NINE,
  marketingLines: ['optout'],
  marketingRestsOnHolidays: true,
  emergency: '911',
  crisisLine: '988',
};
const UNITED_KINGDOM: Region = { ...USUAL, care: UNTIL_EIGHT, emergency: '999', crisisLine: null };
const EUROPEAN_UNION: Region = {
  ...USUAL,
  care: UNTIL_EIGHT,
  marketingRestsOnHolidays: true,
  emergency: '112',
  crisisLine: null,
};
const AUSTRALIA: Region = { ...USUAL, care: UNTIL_EIGHT, emergency: '000', crisisLine: null };
const INDIA: Region = {
  ...USUAL,
  registered: { callingCode: '+91' },
  care: UNTIL_NINE,
  marketing: { start: '10:00', end: '21:00' },
  marketingDays: 'every',
  emergency: '112',
  crisisLine: null,
};
/** A country without a row: the strictest hours, and the number that mobile phones anywhere connect. */
const ELSEWHERE: Region = { ...USUAL, care: UNTIL_EIGHT, emergency: '112', crisisLine: null };

const REGIONS: ReadonlyMap<string, Region> = new Map([
  // US territories are under TCPA and HIPAA; number libraries report them as countries of their own (section 4).
  ...['US', 'PR', 'VI', 'GU', 'MP', 'AS'].map((country): [string, Region] => [country, UNITED_STATES]),
  ['GB', UNITED_KINGDOM],
  ['IE', EUROPEAN_UNION],
  ['DE', { ...EUROPEAN_UNION, stopWords: ['STOP', 'STOPP'] }],
  ['FR', { ...EUROPEAN_UNION, stopWords: ['STOP', 'ARRET'] }],
  ['ES', { ...EUROPEAN_UNION, stopWords: ['STOP', 'BAJA'] }],
  ['AU', AUSTRALIA],
  ['IN', INDIA],
  ['CA', { ...ELSEWHERE, emergency: '911' }],
  ['NZ', { ...ELSEWHERE, emergency: '111' }],
]);

/** By ISO 3166 alpha 2. */
export function regionOf(country: string): Region {
  return REGIONS.get(country) ?? ELSEWHERE;
}

export function isUnitedStates(country: string): boolean {
  return regionOf(country) === UNITED_STATES;
}

/** Whether a day is a public holiday of the whole country, by the rules of `publicHolidays`. */
export function isPublicHoliday(country: string, date: CivilDate): boolean {
  return publicHolidays(country, date.year).some((holiday) => compareDates(holiday.date, date) === 0);
}
