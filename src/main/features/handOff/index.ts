/**
 * Reminders that are left with a gateway because this PC will be off: which time is covered, one reminder's hand-over, and whether what a
 * gateway keeps is still what would be sent (adr/0015). Asking the gateway is jobs/handOff and jobs/recalls.
 */
import type { Reason } from '../../../contract/common.ts';
import { spanToCover } from '../../domain/handOff/pcHours.ts';
import type { PcHours } from '../../domain/handOff/pcHours.ts';
import type { HandOffHandlers, PlaceOnLine, SendVerdict } from '../../jobs/handlers.ts';
import type { MessageRecord, ReminderRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';

export interface HandOffDeps {
  /** Releases one planned reminder ahead of its time. True: its text was made and waits to be handed over. */
  readonly release: (tx: WriteTx, reminder: ReminderRecord, place: PlaceOnLine, now: number) => boolean;
  /** The last-second decision about a text, its visit and its words, as if it left at `at` (UTC ms). */
  readonly decideSend: (tx: ReadTx, message: MessageRecord, at: number) => SendVerdict;
  readonly remindersHeld: (tx: ReadTx, now: number) => { readonly code: string } | null;
  /** Asks for it back; its reminder is planned anew then. */
  readonly takeBack: (tx: WriteTx, messageId: string, reason: Reason, now: number) => boolean;
}

const OUTDATED: Reason = { code: 'outdated', text: 'Taken back from the gateway: something about it has changed.' };

export function createHandOff(deps: HandOffDeps): HandOffHandlers {
  return {
    spanToCover: (tx, now, closing) => {
      const hours = readPcHours(tx);
      return hours === null ? null : spanToCover(hours, now, closing);
    },
    handOver: (tx, reminder, place, now) => deps.release(tx, reminder, place, now),
    isOutdated: (tx, message, now) => isOutdated(deps, tx, message, now),
    takeBackOutdated: (tx, messageId, now) => void deps.takeBack(tx, messageId, OUTDATED, now),
  };
}

/** Null: the practice does not want it. */
export function readPcHours(tx: ReadTx): PcHours | null {
  const { practice, sending, handOff, reminders } = readSettings(tx);
  if (!handOff.on) return null;
  return {
    zone: practice.zone,
    days: handOff.pcOn,
    closedDays: sending.closedDays,
    closedDates: reminders.closedDates,
  };
}

/** Whether it would not be sent like this at its time, as things stand. */
function isOutdated(deps: HandOffDeps, tx: ReadTx, message: MessageRecord, now: number): boolean {
  const at = message.notBefore;
  if (at === null || at <= now || message.trigger !== 'automatic') return false;
  if (tx.recalls.ofMessage(message.id) !== undefined) return false;
  const { handOff } = readSettings(tx);
  if (!handOff.on || deps.remindersHeld(tx, now) !== null) return true;
  const reminders = tx.reminders.allByMessage(message.id);
  // Those that are over have asked for their text themselves.
  if (!reminders.some(({ state }) => state === 'queued')) return false;
  if (reminders.some(({ state, dueAt }) => state === 'queued' && dueAt > at)) return true;
  const verdict = deps.decideSend(tx, message, at);
  // It counts against its own cap here.
  return (
    verdict.kind !== 'send' && !verdict.reason.code.startsWith('CAP_') && !verdict.reason.code.startsWith('PROVIDER_')
  );
}
