/**
 * When the events of a calendar take place: zones by any name, times without one, rules of recurrence with their exceptions. The library
 * for calendars sees times and rules only, never a name or a number.
 */
import { expandRecurringEvent, sync, type VEvent } from 'node-ical';
import { createInstantReader, type ReadInstant } from '../../../domain/schedule/instants.ts';
import {
  isRealDate,
  isValidZone,
  MINUTE_MS,
  offsetAt,
  toJsDate,
  toLocal,
  type CivilDate,
} from '../../../domain/time.ts';
import type { CivilTime } from '../../../domain/schedule/times.ts';
import type { IcsEvent, IcsParts, IcsProperty } from './icsLines.ts';
import type { FoundStart } from './visit.ts';

export interface IcsTimes {
  /** The instant of a property; null `at` for whole days and what is no time. */
  timeOf(property: IcsProperty | undefined): FoundStart;
  /** Starts of a series within the window, by its rule and its list of dates, without those excepted or `changed` one by one (UTC ms). */
  expand(master: IcsEvent, changed: readonly number[]): readonly FoundStart[];
  /** `at` (UTC ms) moved as `from` was moved to `to`, by the clock on the wall: a series keeps its hour when the clocks change. */
  movedLike(at: number, from: IcsProperty | undefined, to: IcsProperty | undefined): FoundStart;
  /** Names of zones that nobody knows; their times were read in the zone of the practice. */
  unknownZones(): readonly string[];
}

/** `from`, `to`: the window, UTC ms. `zone`: of the practice. */
export function createIcsTimes(
  parts: IcsParts,
  { zone, from, to }: { readonly zone: string; readonly from: number; readonly to: number },
): IcsTimes {
  const readers = new Map<string, ReadInstant>();
  const resolved = new Map<string, string | null>();
  const zoneOf = (property: IcsProperty): string => {
    const named = property.params.TZID ?? (parts.zone === '' ? undefined : parts.zone);
    if (named === undefined) return zone;
    if (!resolved.has(named)) resolved.set(named, resolveZone(named, parts.zones.get(named)));
    return resolved.get(named) ?? zone;
  };
  const readerOf = (property: IcsProperty): ReadInstant => {
    const name = zoneOf(property);
    const reader = readers.get(name) ?? createInstantReader(name);
    readers.set(name, reader);
    return reader;
  };
  const timeOf = (property: IcsProperty | undefined): FoundStart =>
    property === undefined ? { at: null } : readTime(property, readerOf(property));
  return {
    timeOf,
    expand: (master, changed) => {
      const excepted = new Set([...changed, ...timesIn(master, 'EXDATE', timeOf).flatMap(({ at }) => at ?? [])]);
      const listed = timesIn(master, 'RDATE', timeOf).filter(({ at }) => at === null || (at >= from && at <= to));
      const first = listed.length === 0 ? [] : [timeOf(master.properties.find(({ name }) => name === 'DTSTART'))];
      const starts = [...byRule(master, zoneOf, { from, to }).map((at): FoundStart => ({ at })), ...first, ...listed];
      const once = new Map(starts.map((start) => [start.at ?? start.readings?.[0], start]));
      return [...once.values()].filter(({ at, readings }) =>
        at === null ? readings !== undefined : !excepted.has(at),
      );
    },
    movedLike: (at, original, moved) => {
      const [was, is] = [timeOf(original).at, timeOf(moved).at];
      if (was === null || is === null || moved === undefined) return { at };
      if (/Z$/i.test(moved.value.trim())) return { at: at + is - was };
      const name = zoneOf(moved);
      const wall = (instant: number): number => instant + offsetAt(instant, name);
      return readWall(wall(at) + wall(is) - wall(was), readerOf(moved));
    },
    unknownZones: () => [...resolved].filter(([, found]) => found === null).map(([name]) => name),
  };
}

/** Instants of a rule within the window, UTC ms. */
function byRule(
  master: IcsEvent,
  zoneOf: (property: IcsProperty) => string,
  { from, to }: { readonly from: number; readonly to: number },
): readonly number[] {
  if (!master.properties.some(({ name }) => name === 'RRULE')) return [];
  const event = asLibraryEvent(master, zoneOf);
  if (event === undefined) return [];
  const instances = expandRecurringEvent(event, { from: toJsDate(from), to: toJsDate(to) });
  return instances.map(({ start }) => start.getTime());
}

/** The times of all lines of this name; of a period its begin. */
function timesIn(
  { properties }: IcsEvent,
  name: string,
  timeOf: (property: IcsProperty) => FoundStart,
): readonly FoundStart[] {
  return properties
    .filter((property) => property.name === name)
    .flatMap((property) =>
      property.value.split(',').map((part) => timeOf({ ...property, value: part.split('/')[0] ?? '' })),
    );
}

/** The length of `PT1H30M`, ms; null for anything else. */
export function readLength(value: string | undefined): number | null {
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?$/.exec(value?.trim() ?? '');
  if (match === null) return null;
  const [weeks, days, hours, minutes] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  return (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * MINUTE_MS;
}

function readTime({ value }: IcsProperty, instantOf: ReadInstant): FoundStart {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(?:\d{2})?(Z)?$/i.exec(value.trim());
  if (match === null) return { at: null };
  const [year, month, day, hour, minute] = match.slice(1, 6).map(Number) as [number, number, number, number, number];
  if (!isRealDate({ year, month, day }) || hour > 23 || minute > 59) return { at: null };
  if (match[6] !== undefined) return { at: Date.UTC(year, month - 1, day, hour, minute) };
  return readCivil({ year, month, day }, { hour, minute }, instantOf);
}

function readCivil(date: CivilDate, time: CivilTime, instantOf: ReadInstant): FoundStart {
  const { kind, at } = instantOf(date, time);
  return kind === 'one' ? { at: at[0] } : { at: null, readings: at };
}

/** `wall`: what the clock on the wall shows, as ms since 1970 as if it were UTC. */
function readWall(wall: number, instantOf: ReadInstant): FoundStart {
  const { year, month, day, hour, minute } = toLocal(wall, 'UTC');
  return readCivil({ year, month, day }, { hour, minute }, instantOf);
}

/** Abbreviations that people in North America mean with their summer time. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  ...{ EST: 'America/New_York', EDT: 'America/New_York', CST: 'America/Chicago', CDT: 'America/Chicago' },
  ...{ MST: 'America/Denver', MDT: 'America/Denver', PST: 'America/Los_Angeles', PDT: 'America/Los_Angeles' },
  ...{ GMT: 'Europe/London', BST: 'Europe/London', CET: 'Europe/Berlin', CEST: 'Europe/Berlin' },
};

/** IANA, Windows and display names, names behind a path, and zones the file defines itself; null for a name that says nothing. */
function resolveZone(named: string, definition: string | undefined): string | null {
  const short = ABBREVIATIONS[named.toUpperCase()];
  if (short !== undefined) return short;
  const path = /([A-Z]\w+\/[\w+-]+(?:\/\w+)?)$/.exec(named)?.[1];
  for (const name of [named, path]) if (name !== undefined && isValidZone(name)) return name;
  if (/^(?:utc|z|etc\/utc|(?:tzone:\/\/)?microsoft\/utc)$/i.test(named)) return 'UTC';
  if (/[\r\n;:]/.test(named)) return null;
  const probe = parseEvent(definition ?? '', [`DTSTART;TZID=${named}:20270118T120000`]);
  const found = probe?.start.tz;
  return found !== undefined && found !== 'UTC' && isValidZone(found) ? found : null;
}

/** The master of a series with its zone by the name everybody knows. */
function asLibraryEvent(master: IcsEvent, zoneOf: (property: IcsProperty) => string): VEvent | undefined {
  const lines = master.properties.flatMap((property): readonly string[] => {
    if (property.name === 'RRULE') return /^[\w=;,+:-]+$/.test(property.value) ? [`RRULE:${property.value}`] : [];
    if (property.name !== 'DTSTART' && property.name !== 'EXDATE') return [];
    const value = property.value.trim();
    if (!/^[\dTZ,]+$/i.test(value)) return [];
    if (property.params.VALUE === 'DATE') return [`${property.name};VALUE=DATE:${value}`];
    return [/Z$/i.test(value) ? `${property.name}:${value}` : `${property.name};TZID=${zoneOf(property)}:${value}`];
  });
  return parseEvent('', lines);
}

function parseEvent(definition: string, lines: readonly string[]): VEvent | undefined {
  const body = ['BEGIN:VEVENT', 'UID:one', ...lines, 'END:VEVENT'];
  const text = ['BEGIN:VCALENDAR', ...(definition === '' ? [] : [definition]), ...body, 'END:VCALENDAR'].join('\r\n');
  try {
    const found = sync.parseICS(text).one;
    return found?.type === 'VEVENT' ? found : undefined;
  } catch {
    return undefined;
  }
}
