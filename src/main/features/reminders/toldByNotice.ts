/**
 * Whether the text about a change has just told a person what a reminder would say a second time. Asked when the notice is made, and of
 * every reminder when it is released and when it leaves: a gateway that was away for hours sends what waited at one moment. Reads only.
 */
import { MINUTE_MS } from '../../domain/time.ts';
import type { MessageStatus } from '../../../contract/messages.ts';
import type { ReminderRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';

/** For so long a reminder says nothing new to who was told of the visit's time, ms. */
export const NOTICE_COVERS_MS = 30 * MINUTE_MS;
/** It is out, or on its way. One in doubt tells nobody for sure, so the reminder leaves. */
const TOLD: readonly MessageStatus[] = ['sending', 'sent', 'delivered'];

/** Whether a notice of the very time this reminder is about left within `NOTICE_COVERS_MS` before `now` (UTC ms). */
export function isToldByNotice(tx: ReadTx, { kind, appointmentId, visitAt }: ReminderRecord, now: number): boolean {
  if (kind !== 'step') return false;
  return tx.reminders.ofAppointment(appointmentId).some((row) => {
    if (row.kind !== 'moved' || row.visitAt !== visitAt || row.messageId === null) return false;
    const text = tx.messages.get(row.messageId);
    if (text === undefined || !TOLD.includes(text.status)) return false;
    // Either way: a clock that was set back must not silence the visit until it has caught up.
    return Math.abs(now - (text.sentAt ?? now)) < NOTICE_COVERS_MS;
  });
}
