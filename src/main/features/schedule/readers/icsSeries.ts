/**
 * On which dates the events of one calendar id take place: single ones, series by rule or by list, dates changed one by one or from one on.
 * Knows dates and ids; what an event says is its caller's.
 */
import { toIso } from '../../../domain/time.ts';
import type { IcsEvent, IcsProperty } from './icsLines.ts';
import type { IcsTimes } from './icsTimes.ts';
import type { FoundStart } from './visit.ts';

/** One date, with the event that describes it. */
interface IcsDate {
  readonly event: IcsEvent;
  /** The same for a date of a series whatever time it is moved to. */
  readonly id: string;
  readonly start: FoundStart;
}

/** A change from one date of the series on (RFC 5545 3.2.13, RANGE=THISANDFUTURE). */
interface Turn {
  readonly event: IcsEvent;
  /** The date it begins with, as the series had it, UTC ms. */
  readonly from: number;
}

/** `events` have one id: the newest of each date counts, the series without the dates that were changed. */
export function datesOf(uid: string, events: readonly IcsEvent[], times: IcsTimes): readonly IcsDate[] {
  const newest = new Map<string, IcsEvent>();
  for (const event of events) {
    const date = value(event, 'RECURRENCE-ID');
    const known = newest.get(date);
    if (known === undefined || sequence(event) >= sequence(known)) newest.set(date, event);
  }
  const series = newest.get('');
  const originals = [...newest.values()].flatMap((event) => times.timeOf(property(event, 'RECURRENCE-ID')).at ?? []);
  const turns = turnsOf([...newest.values()], times);
  return [...newest].flatMap(([date, event]): readonly IcsDate[] => {
    if (date === '')
      return isSeries(event) ? ofSeries(uid, event, originals, turns, times) : [single(uid, event, times)];
    const original = times.timeOf(property(event, 'RECURRENCE-ID')).at;
    if (original === null) return [single(uid, event, times)];
    const start = times.timeOf(property(event, 'DTSTART'));
    // A date of a series that is off may carry no time of its own.
    const when = start.at === null && start.readings === undefined && series !== undefined ? { at: original } : start;
    return [{ event, id: seriesId(uid, original), start: when }];
  });
}

function single(uid: string, event: IcsEvent, times: IcsTimes): IcsDate {
  return { event, id: uid, start: times.timeOf(property(event, 'DTSTART')) };
}

function ofSeries(
  uid: string,
  master: IcsEvent,
  changed: readonly number[],
  turns: readonly Turn[],
  times: IcsTimes,
): readonly IcsDate[] {
  return times.expand(master, changed).map((start): IcsDate => {
    // A time that comes twice that night is asked about; its id is that of the first of the two.
    const at = start.at ?? start.readings?.[0] ?? 0;
    const id = seriesId(uid, at);
    const turn = turns.findLast(({ from }) => from <= at);
    if (turn === undefined || start.at === null) return { event: master, id, start };
    const moved = times.movedLike(start.at, property(turn.event, 'RECURRENCE-ID'), property(turn.event, 'DTSTART'));
    return { event: turn.event, id, start: moved };
  });
}

function turnsOf(events: readonly IcsEvent[], times: IcsTimes): readonly Turn[] {
  return events
    .flatMap((event): readonly Turn[] => {
      const at = property(event, 'RECURRENCE-ID');
      const from = times.timeOf(at).at;
      return from !== null && /^thisandfuture$/i.test(at?.params.RANGE ?? '') ? [{ event, from }] : [];
    })
    .toSorted((a, b) => a.from - b.from);
}

function isSeries(event: IcsEvent): boolean {
  return property(event, 'RRULE') !== undefined || property(event, 'RDATE') !== undefined;
}

function seriesId(uid: string, originalStart: number): string {
  return `${uid}/${toIso(originalStart)}`;
}

function sequence(event: IcsEvent): number {
  return Number(value(event, 'SEQUENCE')) || 0;
}

export function property(event: IcsEvent, name: string): IcsProperty | undefined {
  return event.properties.find((one) => one.name === name);
}

export function value(event: IcsEvent, name: string): string {
  return property(event, name)?.value ?? '';
}
