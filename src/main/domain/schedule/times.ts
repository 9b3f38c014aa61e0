/** Reads the times of day and the lengths that people and programs write into lists. Civil values only. Pure. */

export interface CivilTime {
  readonly hour: number;
  readonly minute: number;
}

/** A time as it was written: `half` tells whether AM or PM was said. */
export interface WrittenTime extends CivilTime {
  readonly half: boolean;
}

const clock =
  /(?<![\d.:])([01]?\d|2[0-4])(?::|[.h](?=[0-5]\d(?![\d.])))([0-5]\d)(?::[0-5]\d(?:[.,]\d+)?)?\s*([ap])?\.?\s*m?\.?(?![\p{L}\d])/iu;
const hourOnly = /(?<![\d./:-])(1[0-2]|0?[1-9])\s*([ap])\.?\s?m?\.?(?![\p{L}\d])/iu;
/** "0930", "1430": the whole cell, as clinics that count like the army write it. */
const fourDigits = /^([01]\d|2[0-3])([0-5]\d)(?:\s*(?:h|hrs?))?$/i;
/** "20270114093000" */
const compact = /(?<!\d)20\d{6}T?([01]\d|2[0-3])([0-5]\d)(?:[0-5]\d)?(?!\d)/;
const noon = /^(?:12\s*)?(?:noon|midday|mediod[ií]a|mittag)$/i;
/** A part of a day as spreadsheets count it: "0.395833", or behind a day number. */
const fraction = /^\s*(?:0?[.,](?=\d{2})|\d{5}[.,])(\d+)\s*$/;

/** The time in a value, or undefined. `24:00` is refused; "9" alone is no time. */
export function parseTime(value: string): WrittenTime | undefined {
  if (/^\s*0?[.,]\d{3,}\s*$/.test(value)) return fromFraction(value);
  const match = clock.exec(value);
  if (match !== null) return withHalf(Number(match[1]), Number(match[2]), match[3]);
  const hour = hourOnly.exec(value);
  if (hour !== null) return withHalf(Number(hour[1]), 0, hour[2]);
  const text = value.trim();
  const digits = fourDigits.exec(text) ?? compact.exec(text);
  if (digits !== null) return { hour: Number(digits[1]), minute: Number(digits[2]), half: true };
  if (noon.test(text)) return { hour: 12, minute: 0, half: true };
  return fromFraction(value);
}

/** The end in "9:30 - 10:15 AM", or undefined. */
export function parseRangeEnd(value: string): WrittenTime | undefined {
  const parts = value.split(/\s*(?:–|—|-|\bto\b|\ba\b|\bbis\b)\s*(?=\d)/i);
  const last = parts.at(-1);
  return parts.length < 2 || last === undefined || !/[:.h]|[ap]\.?m/i.test(last) ? undefined : parseTime(last);
}

/** Minutes in "30", "30 min", "1:30", "1h 15m", or a pattern of five-minute marks (Open Dental, "//XXXX//"); or undefined. */
export function parseDuration(value: string): number | undefined {
  const text = value.trim().toLowerCase();
  if (/^[/x]{1,100}$/.test(text)) return text.length * 5;
  const parts = /^(?:(\d{1,2})\s*(?:h|hrs?|hours?|:))\s*(\d{1,2})?\s*(?:m|min|mins|minutes)?(?::00)?$/.exec(text);
  const minutes =
    parts !== null
      ? Number(parts[1]) * 60 + Number(parts[2] ?? 0)
      : /^(\d{1,3})(?:\.0+)?\s*(m|min|mins|minutes|minutos)?$/.test(text)
        ? parseInt(text, 10)
        : Number.NaN;
  return minutes >= 1 && minutes <= 1440 ? minutes : undefined;
}

function fromFraction(value: string): WrittenTime | undefined {
  const match = fraction.exec(value);
  if (match === null) return undefined;
  const minutes = Math.round(Number(`0.${match[1] ?? '0'}`) * 1440);
  return minutes >= 1440 ? undefined : { hour: Math.floor(minutes / 60), minute: minutes % 60, half: true };
}

function withHalf(hour: number, minute: number, half: string | undefined): WrittenTime | undefined {
  if (half === undefined) return hour < 24 ? { hour, minute, half: false } : undefined;
  // "14:30 PM" is written by programs that set the half behind any time.
  if (hour > 12) return hour < 24 && half.toLowerCase() === 'p' ? { hour, minute, half: true } : undefined;
  if (hour < 1) return undefined;
  return { hour: (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0), minute, half: true };
}
