/**
 * Writes the consent ledger and brings everything in line with it in the same commit: texts that wait, the number's
 * suspension, conversation rows. The only writer of the ledger.
 */
import type { Reason } from '../../../contract/common.ts';
import type { ConsentEvent } from '../../../contract/consent.ts';
import { decides, scopeOf } from '../../domain/consent/event.ts';
import { TAKEN_BACK } from '../../domain/consent/ledger.ts';
import type { Ids } from '../../platform/ports.ts';
import type { ConsentDetail, ConsentRecord, MessageRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import { keepRowOfNumber, keepRowsOfPerson } from '../conversations/keepRow.ts';
import { takeBackAllTo } from '../messages/takeBack.ts';
import { isSuspectedOptOut } from './readConsent.ts';

export interface LedgerEntry {
  readonly number: string;
  readonly personId: string | null;
  readonly kind: ConsentEvent['kind'];
  readonly level: ConsentEvent['level'];
  /** Null: every purpose. */
  readonly purpose: ConsentEvent['purpose'];
  readonly method: ConsentEvent['method'];
  /** The word of the text that did it, a form's name; never a whole text. */
  readonly evidence: string;
  readonly messageId?: string | null;
  /** When it was said: for a text its own time. */
  readonly at: number;
  /** Who said it: a user's name, `patient`, or `import`. */
  readonly actor: string;
  /** Left out: SMS. An opt-out covers every channel in any case. */
  readonly channel?: ConsentEvent['channel'];
  /** Who spoke, by which words, with which file, from when until when; left out: unknown. */
  readonly detail?: Partial<Pick<ConsentRecord, Exclude<ConsentDetail, 'recordedAt'>>>;
}

const OPTED_OUT: Reason = { code: 'OPTED_OUT_ALL', text: 'Opted out. Not sent.' };
const WRONG_NUMBER: Reason = { code: 'NUMBER_SUSPENDED', text: 'Somebody said this is the wrong number. Not sent.' };

/**
 * Appends one event and acts on it: an unscoped opt-out and a wrong number stop every waiting text to the number in the
 * same commit. Returns how many texts were stopped.
 */
export function recordConsent(deps: { readonly ids: Ids }, tx: WriteTx, entry: LedgerEntry, now: number): number {
  append(deps, tx, entry, now);
  suspend(tx, entry, now);
  // START from the phone itself, and from nobody else: what was known of the number before is answered.
  if (entry.kind === 'restore' && entry.personId === null) tx.consent.liftSuppression(entry.number, now);
  const stopped = stopWaiting(tx, entry, now);
  refresh(tx, entry, now);
  return stopped;
}

/** Returns the id of the entry. */
function append(deps: { readonly ids: Ids }, tx: WriteTx, entry: LedgerEntry, now: number): string {
  const id = deps.ids.next();
  const { detail, ...said } = entry;
  if (tx.people.number(entry.number) === undefined) tx.people.ensureNumber(entry.number);
  tx.consent.append({
    ...{ ...said, ...detail, id, recordedAt: now },
    channel: entry.channel ?? 'sms',
    messageId: entry.messageId ?? null,
  });
  tx.audit.append({
    at: now,
    action: `consent.${entry.kind}`,
    entity: 'consent',
    entityId: id,
    data: { personId: entry.personId, level: entry.level, purpose: entry.purpose, method: entry.method },
  });
  return id;
}

function suspend(tx: WriteTx, { kind, number }: LedgerEntry, now: number): void {
  if (kind === 'number_wrong') tx.people.updateNumber(number, { suspendedAt: now, suspendedCode: 'wrongNumber' });
  if (kind === 'number_verified') tx.people.updateNumber(number, { suspendedAt: null, suspendedCode: null });
}

/** A narrower opt-out stops nothing here: the gate judges each waiting text again before it leaves. */
function stopWaiting(tx: WriteTx, entry: LedgerEntry, now: number): number {
  const { kind, number, personId } = entry;
  if (kind === 'number_wrong') return takeBackAllTo(tx, number, WRONG_NUMBER, now);
  const everything = kind === 'revoke' && scopeOf(entry) === null && personId === null;
  return everything ? takeBackAllTo(tx, number, OPTED_OUT, now, confirmsOptOut) : 0;
}

function confirmsOptOut({ eventData }: MessageRecord): boolean {
  return eventData?.['systemKind'] === 'optout_confirmation';
}

function refresh(tx: WriteTx, entry: LedgerEntry, now: number): void {
  const { number, personId } = entry;
  keepRowOfNumber(tx, number, now);
  if (personId !== null) keepRowsOfPerson(tx, personId, now);
  const conversationId = tx.conversations.getByAddress(number)?.id ?? null;
  // What decides nothing says nothing of the others on the number: a list that is taken out again may have thousands of them.
  const about = personId !== null && !decides(entry) ? [personId] : tx.people.holdersOf(number).map(({ id }) => id);
  for (const holder of about) tx.changed('consent.changed', holder, conversationId);
  for (const holder of about) tx.changed('person.changed', holder);
  if (conversationId !== null) tx.changed('consent.changed', conversationId, conversationId);
}

/** Takes back an agreement that came with a list which is taken out again. The entry stays in the ledger; an opt-out is never lifted. */
export function takeBackFormConsent(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  number: string,
  personId: string,
  consentId: string,
  now: number,
): void {
  const evidence = `${TAKEN_BACK}${consentId}`;
  const nothing = { level: null, purpose: null };
  recordConsent(
    deps,
    tx,
    { number, personId, kind: 'note', ...nothing, method: 'import', evidence, at: now, actor: 'import' },
    now,
  );
}

/**
 * Records that somebody of an imported list agreed on a form; the caller brings their conversation rows in line. Changes nothing for somebody
 * who opted out (P8). Returns the id of the entry, or null: a text of the number may have meant "stop", and no list decides that (P5).
 */
export function recordFormConsent(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  number: string,
  personId: string,
  evidence: string,
  now: number,
): string | null {
  if (isSuspectedOptOut(tx, number)) return null;
  const said = { kind: 'grant', level: 'express', purpose: 'care', method: 'form' } as const;
  const id = append(deps, tx, { ...said, number, personId, evidence, at: now, actor: 'import' }, now);
  // Of the others on the number it says nothing: a list may have thousands of them.
  tx.changed('consent.changed', personId, tx.conversations.getByAddress(number)?.id ?? null);
  tx.changed('person.changed', personId);
  return id;
}

/** Records that a list says somebody must not be texted: on a shared phone about this person alone, else about the number. */
export function recordListRefusal(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  number: string,
  personId: string | null,
  now: number,
): void {
  const isShared = personId !== null && isSharedWith(tx, number, personId);
  const said = { kind: 'revoke', level: null, purpose: null, method: 'import', evidence: 'do-not-text list' } as const;
  recordConsent(deps, tx, { ...said, number, personId: isShared ? personId : null, at: now, actor: 'import' }, now);
}

function isSharedWith(tx: WriteTx, number: string, personId: string): boolean {
  const theirs = tx.people.numbersOf(personId).some((one) => one.number === number);
  return tx.people.countHolders(number, 2) > (theirs ? 1 : 0);
}
