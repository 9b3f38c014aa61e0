/**
 * Brings the visits of two people who are one together. A visit that stands twice (same time, same clinician) stays once, so that nobody is
 * reminded of it twice: the one that was texted about or answered, with the answer and the id of the other.
 */
import { DomainError } from '../../../contract/errors.ts';
import { fold } from '../../domain/schedule/columns.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';

export interface MergeVisitsDeps {
  /** Brings the reminders of a visit in line with its time and status. */
  readonly planReminders: (tx: WriteTx, appointment: AppointmentRecord, now: number) => unknown;
}

export interface MergedVisits {
  readonly moved: readonly string[];
  readonly dropped: number;
}

const PAGE = 200;

/** Errors: CONFLICT while a text about a visit that stands twice is on its way. */
export function mergeVisits(
  deps: MergeVisitsDeps,
  tx: WriteTx,
  { keptId, mergedId }: { readonly keptId: string; readonly mergedId: string },
  now: number,
): MergedVisits {
  const ours = visitsOf(tx, keptId);
  const moved: string[] = [];
  let dropped = 0;
  for (const theirs of visitsOf(tx, mergedId)) {
    const same = ours.find((one) => one.startsAt === theirs.startsAt && fold(one.clinician) === fold(theirs.clinician));
    if (same === undefined || same.status !== theirs.status) {
      moved.push(theirs.id);
      continue;
    }
    const [stays, goes] = weight(tx, theirs) > weight(tx, same) ? [theirs, same] : [same, theirs];
    drop(deps, tx, goes, now);
    takeOver(tx, stays, goes, now);
    if (stays.id === theirs.id) moved.push(theirs.id);
    dropped += 1;
  }
  return { moved, dropped };
}

export function visitsOf(tx: ReadTx, personId: string): readonly AppointmentRecord[] {
  const found: AppointmentRecord[] = [];
  let cursor: string | null = null;
  do {
    const page = tx.appointments.list({ personId, cursor, limit: PAGE });
    found.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return found;
}

/** What has happened with a visit: a text that left counts most, then an answer. */
function weight(tx: ReadTx, visit: AppointmentRecord): number {
  const left = tx.reminders
    .ofAppointment(visit.id)
    .some(({ state, messageId }) => messageId !== null && state !== 'dropped');
  return (left ? 2 : 0) + (visit.reply === 'none' ? 0 : 1);
}

/** Takes the visit away with its reminders and the texts that wait for their time. */
function drop(deps: MergeVisitsDeps, tx: WriteTx, visit: AppointmentRecord, now: number): void {
  const gone = { ...visit, status: 'cancelled' as const, updatedAt: now };
  tx.appointments.update(visit.id, { status: 'cancelled', updatedAt: now });
  deps.planReminders(tx, gone, now);
  const onTheWay = tx.reminders.ofAppointment(visit.id).some(({ state }) => state === 'queued');
  if (onTheWay) {
    throw new DomainError('CONFLICT', 'A text about a visit of theirs is just leaving. Try again in a minute.');
  }
  tx.appointments.remove(visit.id);
  tx.changed('appointment.changed', visit.id);
}

function takeOver(tx: WriteTx, stays: AppointmentRecord, goes: AppointmentRecord, now: number): void {
  const reply =
    stays.reply === 'none' && goes.reply !== 'none'
      ? { reply: goes.reply, replySetBy: goes.replySetBy, repliedAt: goes.repliedAt }
      : {};
  const key = stays.externalKey === null && goes.externalKey !== null ? { externalKey: goes.externalKey } : {};
  tx.appointments.update(stays.id, { ...reply, ...key, updatedAt: now });
  tx.changed('appointment.changed', stays.id);
}
