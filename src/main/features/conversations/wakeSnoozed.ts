/** Brings conversations back whose snooze has ended: to the top of To do, with a word that they were away. */
import type { WriteTx } from '../../store/store.ts';
import { keepRow } from './keepRow.ts';

/** At most so many in one commit. */
const BATCH = 200;

/** Returns how many came back. */
export function wakeSnoozed(tx: WriteTx, now: number): number {
  const due = tx.conversations.dueSnoozes(now, BATCH);
  for (const row of due) {
    keepRow(tx, row, now, { status: 'todo', sortAt: now, snoozedUntil: null, backFromSnooze: true });
  }
  return due.length;
}
