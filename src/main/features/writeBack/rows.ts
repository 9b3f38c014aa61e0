/** The rows of "Changes for your calendar": which visits differ, and how they look. Reads only. */
import type { WriteBackRow } from '../../../contract/writeBack.ts';
import { changesOf, fingerprintOf } from '../../domain/writeBack.ts';
import { addDays, DAY_MS, instantOnDay, toLocal } from '../../domain/time.ts';
import type { ReadTx, WriteBackCandidate } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';

/** Visits longer ago than this are nobody's business at closing any more, ms. */
const BACK_MS = 7 * DAY_MS;
/** The end of time for a query. */
const NEVER = 8_640_000_000_000_000;
const PAGE = 200;

export interface Range {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}
export type Place = readonly [startsAt: number, clinician: string, id: string];

export function usualRange(now: number): Range {
  return { from: now - BACK_MS, to: NEVER };
}

/** UTC ms of the next midnight of the practice. */
export function endOfToday(tx: ReadTx, now: number): number {
  const { zone } = readSettings(tx).practice;
  return instantOnDay(addDays(toLocal(now, zone), 1), 0, zone);
}

/** In the order of the practice's screen: day, time, clinician. `after` is the place of the last row seen. */
export function* rowsIn(tx: ReadTx, range: Range, after: Place | null): Generator<WriteBackRow> {
  let place = after;
  for (;;) {
    const page = tx.writeBack.candidates({ ...range, after: place, limit: PAGE });
    for (const candidate of page) {
      const row = rowOf(tx, candidate);
      if (row !== undefined) yield row;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    place = [last.startsAt, last.clinician, last.listed.appointmentId];
  }
}

/** Undefined: the practice's schedule says the same. */
export function rowOf(tx: ReadTx, { listed, tick, job }: WriteBackCandidate): WriteBackRow | undefined {
  const visit = tx.appointments.get(listed.appointmentId);
  if (visit === undefined) return undefined;
  const changes = changesOf(visit, listed);
  if (changes.length === 0) return undefined;
  const fingerprint = fingerprintOf(changes, visit);
  const told = tick?.fingerprint === fingerprint ? tick : null;
  const written = job?.fingerprint === fingerprint ? job : null;
  return {
    appointmentId: visit.id,
    externalId: visit.externalKey?.startsWith('id:') === true ? visit.externalKey.slice('id:'.length) : null,
    personName: tx.people.get(visit.personId)?.name ?? '',
    startsAt: visit.startsAt,
    listedAt: listed.startsAt,
    zone: visit.zone,
    clinician: visit.clinician,
    kind: visit.kind,
    changes: [...changes],
    since: Math.max(visit.repliedAt ?? 0, visit.updatedAt),
    fingerprint,
    done: told === null ? null : { by: told.actor, at: told.at, byItself: told.byItself },
    written: written === null ? null : { state: written.state, text: written.text ?? '', at: written.at },
  };
}

/** What is not ticked: the number that a closing sheet shows. `today`: of visits that start before the end of today. */
export function countOpenChanges(tx: ReadTx, now: number): { open: number; today: number } {
  const end = endOfToday(tx, now);
  let [open, today] = [0, 0];
  for (const row of rowsIn(tx, usualRange(now), null)) {
    if (row.done !== null) continue;
    open += 1;
    if (row.startsAt < end) today += 1;
  }
  return { open, today };
}
