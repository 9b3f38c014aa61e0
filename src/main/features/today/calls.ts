/** Noting what came of a call, and taking it back. The visit's state is set through the schedule feature. */
import { DomainError } from '../../../contract/errors.ts';
import type { CallOutcome } from '../../../contract/today.ts';
import type { VisitBefore } from '../../store/deskRecords.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { TodayDeps } from './deps.ts';

/** Errors: NOT_FOUND. */
export function markCalled(
  deps: TodayDeps,
  tx: WriteTx,
  input: { readonly appointmentId: string; readonly outcome: CallOutcome },
  actor: string,
  now: number,
): string {
  const visit = mustGetVisit(tx, input.appointmentId);
  const id = deps.ids.next();
  tx.visitCalls.insert({
    id,
    appointmentId: visit.id,
    outcome: input.outcome,
    actor,
    at: now,
    before: stateOf(visit),
    undoneAt: null,
  });
  const patch = SETS[input.outcome];
  if (patch !== null) deps.setVisitState(tx, { id: visit.id, ...patch }, actor, now);
  tx.audit.append({
    at: now,
    action: 'visit.called',
    entity: 'appointment',
    entityId: visit.id,
    data: { outcome: input.outcome },
  });
  tx.changed('appointment.changed', visit.id);
  return id;
}

type Patch = Omit<Parameters<TodayDeps['setVisitState']>[1], 'id'>;

/** What they said is set on the visit; null: nobody was reached. */
const SETS: Readonly<Record<CallOutcome, Patch | null>> = {
  confirmed: { reply: 'confirmed' },
  newTime: { reply: 'newTime' },
  cancelled: { reply: 'cancelled', status: 'cancelled' },
  leftMessage: null,
  noAnswer: null,
};

/** The visit goes back to what it was, unless somebody or a text has changed it since. Errors: NOT_FOUND. */
export function undoCall(deps: TodayDeps, tx: WriteTx, callId: string, now: number): void {
  const call = tx.visitCalls.get(callId);
  if (call === undefined) throw new DomainError('NOT_FOUND', 'This call is no longer there.');
  if (call.undoneAt !== null) return;
  tx.visitCalls.undo(call.id, now);
  const visit = tx.appointments.get(call.appointmentId);
  const untouched = visit !== undefined && visit.replySetBy === call.actor && visit.repliedAt === call.at;
  if (SETS[call.outcome] !== null && untouched) deps.restoreVisit(tx, visit.id, call.before, now);
  tx.audit.append({ at: now, action: 'visit.callUndone', entity: 'appointment', entityId: call.appointmentId });
  tx.changed('appointment.changed', call.appointmentId);
}

/** Errors: NOT_FOUND. */
export function mustGetVisit(tx: ReadTx, id: string): AppointmentRecord {
  const visit = tx.appointments.get(id);
  if (visit === undefined) {
    throw new DomainError('NOT_FOUND', 'This visit is no longer there. Look at the list again.');
  }
  return visit;
}

export function stateOf({ reply, replySetBy, repliedAt, status }: AppointmentRecord): VisitBefore {
  return { reply, replySetBy, repliedAt, status };
}
