/**
 * Times, days and numbers as the desk reads them, always in a zone given by the caller (the practice's, or the
 * visit's), never in the PC's. Pure: no clock inside, `now` is passed. Phone numbers come formatted from the core.
 */

export interface FormatSettings {
  readonly locale: string;
  /** IANA zone of the practice. */
  readonly zone: string;
  readonly clock: '12h' | '24h';
}

export interface Formats {
  /** The practice's IANA zone, for forms that take a wall-clock time (`civil.ts`). */
  readonly zone: string;
  /** "10:30 AM" or "10:30". */
  time(at: number, zone?: string): string;
  /** A wall-clock "08:00" in the practice's way of writing: "8 AM", "8:30 AM" or "08:00". */
  civilTime(hhmm: string): string;
  /** "Thu 19 Nov", with the year when it is another one than now. */
  date(at: number, now: number, zone?: string): string;
  /** "Thursday 19 November". */
  longDate(at: number, zone?: string): string;
  /** "2026-11-19" in the zone: compares days, keys groups. */
  civilDate(at: number, zone?: string): string;
  /** Whole calendar days from now to at in the zone: 0 today, -1 yesterday, 1 tomorrow. */
  dayOffset(at: number, now: number, zone?: string): number;
  /** Weekday alone, "Thursday". */
  weekday(at: number, zone?: string): string;
  /** "1,204". */
  count(value: number): string;
}

const WEEKDAY: Intl.DateTimeFormatOptions = { weekday: 'long' };
const SHORT_WEEKDAY: Intl.DateTimeFormatOptions = { weekday: 'short' };
const DAY: Intl.DateTimeFormatOptions = { day: 'numeric' };
const MONTH: Intl.DateTimeFormatOptions = { month: 'long' };
const SHORT_MONTH: Intl.DateTimeFormatOptions = { month: 'short' };
const YEAR: Intl.DateTimeFormatOptions = { year: 'numeric' };
const CIVIL: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' };
const TIME: Readonly<Record<FormatSettings['clock'], Intl.DateTimeFormatOptions>> = {
  '12h': { hour: 'numeric', minute: '2-digit', hour12: true },
  '24h': { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
};

const made = new Map<string, Formats>();

/** The formats for one practice, made once: every row of a list asks for them. */
export function formatsOf(settings: FormatSettings): Formats {
  const key = `${settings.locale}|${settings.zone}|${settings.clock}`;
  const known = made.get(key) ?? createFormats(settings);
  made.set(key, known);
  return known;
}

/** Formats for one practice. Intl objects are made once per kind and zone: making one costs far more than using it. */
export function createFormats(settings: FormatSettings): Formats {
  const cache = new Map<string, Map<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>>();
  const intl = (zone: string, options: Intl.DateTimeFormatOptions, locale = settings.locale): Intl.DateTimeFormat => {
    const ofZone = cache.get(zone) ?? new Map<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>();
    const known = ofZone.get(options) ?? new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
    cache.set(zone, ofZone.set(options, known));
    return known;
  };
  const numbers = new Intl.NumberFormat(settings.locale);
  const hour12 = settings.clock === '12h';
  const part = (at: number, zone: string, options: Intl.DateTimeFormatOptions): string =>
    intl(zone, options).format(at);
  const civilDate = (at: number, zone = settings.zone): string => intl(zone, CIVIL, 'en-CA').format(at);

  return {
    zone: settings.zone,
    time: (at, zone = settings.zone) => plainSpaces(part(at, zone, TIME[settings.clock])),
    civilTime(hhmm) {
      if (!hour12) return hhmm;
      const [hours = 0, minutes = 0] = hhmm.split(':').map(Number);
      const clock = `${hours % 12 === 0 ? 12 : hours % 12}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}`;
      return `${clock} ${hours % 24 < 12 ? 'AM' : 'PM'}`;
    },
    date(at, now, zone = settings.zone) {
      const day = `${part(at, zone, SHORT_WEEKDAY)} ${part(at, zone, DAY)} ${part(at, zone, SHORT_MONTH)}`;
      const year = part(at, zone, YEAR);
      return year === part(now, zone, YEAR) ? day : `${day} ${year}`;
    },
    longDate: (at, zone = settings.zone) =>
      `${part(at, zone, WEEKDAY)} ${part(at, zone, DAY)} ${part(at, zone, MONTH)}`,
    civilDate,
    dayOffset: (at, now, zone = settings.zone) =>
      Math.round((Date.parse(civilDate(at, zone)) - Date.parse(civilDate(now, zone))) / 86_400_000),
    weekday: (at, zone = settings.zone) => part(at, zone, WEEKDAY),
    count: (value) => numbers.format(value),
  };
}

/** Intl puts a narrow no-break space before AM and PM; the mock-ups and our tests have a plain one. */
function plainSpaces(text: string): string {
  return text.replace(/[\u202f\u00a0]/g, ' ');
}
