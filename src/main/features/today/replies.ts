/**
 * Texts that say something about a visit, until a person has settled them with one press. Says who pressed, and can be taken back. Which
 * texts come here is inbound's to say.
 */
import { DomainError } from '../../../contract/errors.ts';
import type { SettledAs, VisitReply } from '../../../contract/today.ts';
import type { VisitReplyRecord } from '../../store/deskRecords.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { mustGetVisit, stateOf } from './calls.ts';
import type { TodayDeps } from './deps.ts';

const WORDS_SHOWN = 80;

/** Those of a visit that still ask for something. */
export function openReplies(tx: ReadTx, visit: AppointmentRecord): VisitReply[] {
  return tx.visitReplies.openOf(visit.id).flatMap((reply) => (isOpen(tx, reply, visit) ? [viewReply(tx, reply)] : []));
}

/** Texts of a conversation that still ask for something, with the visits they are about, oldest first. */
export function repliesOfConversation(
  tx: ReadTx,
  conversationId: string,
): { readonly reply: VisitReply; readonly visit: AppointmentRecord }[] {
  const row = tx.conversations.get(conversationId);
  if (row === undefined) return [];
  const visits = tx.people
    .holdersOf(row.address)
    .flatMap(({ id }) => tx.visitReplies.visitsOf(id))
    .flatMap((id) => tx.appointments.get(id) ?? []);
  return visits
    .flatMap((visit) => openReplies(tx, visit).map((reply) => ({ reply, visit })))
    .filter(({ reply }) => tx.messages.get(reply.messageId)?.conversationId === conversationId)
    .toSorted((a, b) => a.reply.at - b.reply.at);
}

/**
 * An answer, a Done or a change of the visit by hand settles a text as well as a press. One who is here or late is waited for until the
 * visit is marked or over.
 */
function isOpen(tx: ReadTx, reply: VisitReplyRecord, visit: AppointmentRecord): boolean {
  if (visit.status !== 'booked') return false;
  if (reply.kind === 'here' || reply.kind === 'late') return true;
  if ((visit.repliedAt ?? 0) > reply.at) return false;
  const message = tx.messages.get(reply.messageId);
  const row = message === undefined ? undefined : tx.conversations.get(message.conversationId);
  return row?.status === 'todo';
}

function viewReply(tx: ReadTx, reply: VisitReplyRecord): VisitReply {
  const { id, appointmentId, messageId, kind, minutesLate, at } = reply;
  const words = (tx.messages.get(messageId)?.body ?? '').trim().slice(0, WORDS_SHOWN);
  return { id, appointmentId, messageId, kind, minutesLate, at, words };
}

/** Errors: NOT_FOUND, CONFLICT. */
export function settleReply(deps: TodayDeps, tx: WriteTx, id: string, as: SettledAs, actor: string, now: number): void {
  const reply = mustGetReply(tx, id);
  if (reply.settledAt !== null) throw new DomainError('CONFLICT', 'Somebody has settled this text already.');
  const visit = mustGetVisit(tx, reply.appointmentId);
  settle(tx, reply, { as, actor, now, before: stateOf(visit) });
  // A text that may have meant several visits meant this one.
  if (as !== 'notAbout') {
    for (const other of siblings(tx, reply)) settle(tx, other, { as: 'notAbout', actor, now, before: null });
  }
  const patch = patchFor(as, reply, visit);
  if (patch !== null) deps.setVisitState(tx, { id: visit.id, ...patch }, actor, now);
  tx.audit.append({
    at: now,
    action: 'visit.replySettled',
    entity: 'appointment',
    entityId: visit.id,
    data: { as, kind: reply.kind, messageId: reply.messageId },
  });
  tx.changed('appointment.changed', visit.id);
}

/** Errors: NOT_FOUND, CONFLICT. */
export function undoSettle(deps: TodayDeps, tx: WriteTx, id: string, now: number): void {
  const reply = mustGetReply(tx, id);
  const { settledAt, settledBy, settledAs, before } = reply;
  if (settledAt === null || settledAs === null) throw new DomainError('CONFLICT', 'This text is not settled.');
  const visit = mustGetVisit(tx, reply.appointmentId);
  if (visit.updatedAt > settledAt) {
    throw new DomainError('CONFLICT', 'This visit was changed since. Set it by hand.');
  }
  for (const other of tx.visitReplies.ofMessage(reply.messageId)) {
    const together = other.settledAt === settledAt && other.settledBy === settledBy;
    if (together) {
      tx.visitReplies.update(other.id, { settledAs: null, settledBy: null, settledAt: null, before: null });
      tx.changed('appointment.changed', other.appointmentId);
    }
  }
  if (before !== null && patchFor(settledAs, reply, { ...visit, ...before }) !== null) {
    deps.restoreVisit(tx, visit.id, before, now);
  }
  tx.audit.append({ at: now, action: 'visit.settleUndone', entity: 'appointment', entityId: visit.id });
}

function settle(
  tx: WriteTx,
  reply: VisitReplyRecord,
  { as, actor, now, before }: { as: SettledAs; actor: string; now: number; before: VisitReplyRecord['before'] },
): void {
  tx.visitReplies.update(reply.id, { settledAs: as, settledBy: actor, settledAt: now, before });
  tx.changed('appointment.changed', reply.appointmentId);
}

function siblings(tx: ReadTx, { id, messageId }: VisitReplyRecord): VisitReplyRecord[] {
  return tx.visitReplies.ofMessage(messageId).filter((other) => other.id !== id && other.settledAt === null);
}

type Patch = Omit<Parameters<TodayDeps['setVisitState']>[1], 'id'>;

/** Null: the visit stays as it is. */
function patchFor(as: SettledAs, reply: VisitReplyRecord, visit: AppointmentRecord): Patch | null {
  switch (as) {
    case 'confirmed':
      return { reply: 'confirmed' };
    case 'newTime':
      return { reply: 'newTime' };
    case 'cancelled':
      return { reply: 'cancelled', status: 'cancelled' };
    case 'arrived':
      return { status: 'arrived' };
    case 'late':
      return null;
    case 'notAbout':
      // What this very text set by itself is taken back.
      return visit.replySetBy === null && visit.repliedAt === reply.at && visit.reply !== 'confirmed'
        ? { reply: 'none' }
        : null;
  }
}

function mustGetReply(tx: ReadTx, id: string): VisitReplyRecord {
  const reply = tx.visitReplies.get(id);
  if (reply === undefined) throw new DomainError('NOT_FOUND', 'This text is no longer there.');
  return reply;
}
