/**
 * Doubtful opt-outs that nobody decided on in time become opt-outs (rules.md 14.3, flag_hold). Sends nothing: a confirmation after days
 * would only be one more text.
 */
import { isoDate } from '../../domain/cadence/calendar.ts';
import type { PracticeCalendar } from '../../domain/cadence/calendar.ts';
import { openDoubt } from '../../domain/consent/ledger.ts';
import { publicHolidays } from '../../domain/publicHolidays.ts';
import { decideBy } from '../../domain/replies/pause.ts';
import { toLocal } from '../../domain/time.ts';
import type { Ids } from '../../platform/ports.ts';
import type { ConversationRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { isSuspectedOptOut } from '../consent/readConsent.ts';
import { recordConsent } from '../consent/recordConsent.ts';
import { keepRow } from '../conversations/keepRow.ts';
import { readSettings } from '../settings/readSettings.ts';
import { addEventLine } from './eventLine.ts';

/** At most so many in one commit; the next minute takes the others. */
const BATCH = 50;
/** The ledger's word for it, as evidence: nobody decided in time. */
const NOT_DECIDED = 'no decision in time';

/** Returns how many became opt-outs. */
export function endPauses(deps: { readonly ids: Ids }, tx: WriteTx, now: number): number {
  let ended = 0;
  let after: string | null = null;
  // An alarm hides a doubt on the same row: both are looked through.
  for (;;) {
    const rows = tx.conversations.withAttention(after, BATCH);
    for (const row of rows) {
      if (ended < BATCH && endPause(deps, tx, row, now)) ended += 1;
    }
    after = rows.at(-1)?.id ?? null;
    if (rows.length < BATCH || after === null || ended >= BATCH) return ended;
  }
}

function endPause(deps: { readonly ids: Ids }, tx: WriteTx, row: ConversationRecord, now: number): boolean {
  if (!isSuspectedOptOut(tx, row.address)) return false;
  const doubt = openDoubt(tx.consent.ofNumber(row.address));
  if (doubt === undefined || now < decideBy(doubt.recordedAt ?? doubt.at, businessDays(tx, doubt.at))) return false;
  const said = { method: 'text', at: doubt.at, actor: 'patient', messageId: doubt.messageId } as const;
  const entry = { kind: 'revoke', level: null, purpose: null, evidence: NOT_DECIDED, ...said } as const;
  recordConsent(deps, tx, { ...entry, number: row.address, personId: null, at: now }, now);
  const text = doubt.messageId === null ? undefined : tx.messages.get(doubt.messageId);
  if (text !== undefined) addEventLine(deps, tx, text, 'pauseEnded', {}, now);
  const current = tx.conversations.get(row.id) ?? row;
  keepRow(tx, current, now, { status: 'todo', sortAt: now, snoozedUntil: null });
  return true;
}

/** A practice that named no closed weekday is taken to be closed at weekends: waiting longer sends nothing. */
const WEEKEND = [6, 7];

function businessDays(tx: ReadTx, at: number): Pick<PracticeCalendar, 'zone' | 'closedDays' | 'closedDates'> {
  const { practice, sending, reminders } = readSettings(tx);
  const { year } = toLocal(at, practice.zone);
  const holidays = [year, year + 1].flatMap((one) => publicHolidays(practice.country, one));
  return {
    zone: practice.zone,
    closedDays: sending.closedDays.length === 0 ? WEEKEND : sending.closedDays,
    closedDates: [...reminders.closedDates, ...holidays.map(({ date }) => isoDate(date))],
  };
}
