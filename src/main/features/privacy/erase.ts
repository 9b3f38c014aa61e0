/**
 * Deletes a person at their wish: what an index finds in one commit, then copies in lists and kept answers on the maintenance thread, which
 * empties the write-ahead log as well. What the law asks to keep stays without a name: the ledger of consent, a fingerprint of opted-out numbers, and the
 * audit trail, which has none. Backups lose it as they grow old.
 */
import { DomainError } from '../../../contract/errors.ts';
import type { ErasurePlan } from '../../../contract/privacy.ts';
import type { Reason } from '../../../contract/common.ts';
import { fold } from '../../domain/privacy/mentions.ts';
import type { Needles } from '../../domain/privacy/mentions.ts';
import type { Clock, Ids, Timers } from '../../platform/ports.ts';
import type { PersonRecord } from '../../store/records.ts';
import type { ReadTx, Store, WriteTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import { keepRow } from '../conversations/keepRow.ts';
import type { FeatureHandlers, OutputOf, ParsedInputOf } from '../feature.ts';
import { holdsOnPerson, underHold } from './held.ts';
import { toBand } from './holds.ts';

export interface EraseDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly timers: Pick<Timers, 'sleep'>;
  /** Stops a text that has not left. False: it is under way. */
  readonly takeBack: (tx: WriteTx, messageId: string, reason: Reason, now: number) => boolean;
  /** The ledger's part: entries stay under the pseudonym, opted-out numbers as fingerprints. */
  readonly forgetPersonInLedger: (tx: WriteTx, personId: string, pseudonym: string, now: number) => number;
}

/** More of them than anybody has. */
const MOST_OPEN = 500;
/** So many texts go in one commit. */
const TEXTS_AT_ONCE = 100;
const NOTHING: { readonly texts: number; readonly files: number } = { texts: 0, files: 0 };
const LEAVING: Reason = { code: 'personDeleted', text: 'The person was deleted.' };

export function createEraseHandlers(deps: EraseDeps): Pick<FeatureHandlers<'privacy'>, 'getErasure' | 'erasePerson'> {
  return {
    getErasure: (_context, { personId }) => deps.store.read((tx) => plan(tx, personId)),
    erasePerson: (context, input) => erase(deps, context, input),
  };
}

function plan(tx: ReadTx, personId: string): ErasurePlan {
  mustGet(tx, personId);
  const { own, shared } = numbersOf(tx, personId);
  const { texts, visits, files } = tx.erasures.footprint(personId, own);
  return {
    texts,
    visits,
    files,
    sharedNumbers: shared.length,
    holds: holdsOnPerson(tx, personId).map(toBand),
    open: tx.erasures
      .openTexts(personId, own, MOST_OPEN)
      .filter((id) => !['queued', 'held'].includes(tx.messages.get(id)?.status ?? '')).length,
  };
}

async function erase(
  deps: EraseDeps,
  context: Parameters<FeatureHandlers<'privacy'>['erasePerson']>[0],
  input: ParsedInputOf<'privacy.erasePerson'>,
): Promise<OutputOf<'privacy.erasePerson'>> {
  const { store } = deps;
  const actor = context.actor.name;
  let before = NOTHING;
  if (context.commandId === null || store.read((tx) => tx.commands.find(context.commandId ?? '')) === undefined) {
    // What waits is stopped in a commit of its own, so that it stays stopped when something else is in the way.
    store.write(actor, (tx) => stopTexts(deps, tx, check(tx, input).id));
    before = await removeBulk(deps, actor, input.personId);
  }
  const done = runCommand(deps, context, 'privacy.erasePerson', (tx, now) =>
    remove(deps, tx, check(tx, input), { reason: input.reason, before }, now),
  );
  const { copies } = await store.maintenance.eraseCopies(done.erasureId, context.signal);
  const { erasureId: _internal, ...counts } = done;
  return { ...counts, copies };
}

/**
 * The bulk of many texts, oldest first and some at a time, so that the desk never waits for the commit that takes the person. Whoever is
 * interrupted here presses again. Returns what went.
 */
async function removeBulk({ store, timers }: EraseDeps, actor: string, personId: string): Promise<typeof NOTHING> {
  const filesOf = (): number => store.read((tx) => tx.erasures.footprint(personId, numbersOf(tx, personId).own).files);
  const files = filesOf();
  let texts = 0;
  for (;;) {
    const gone = store.write(actor, (tx) => {
      refuseOpen(tx, personId);
      return tx.erasures.removeOldestTexts(personId, numbersOf(tx, personId).own, TEXTS_AT_ONCE);
    });
    if (gone === 0) return texts === 0 ? NOTHING : { texts, files: files - filesOf() };
    texts += gone;
    await timers.sleep(0);
  }
}

/**
 * Deletes again whoever was deleted and came back with an older copy of the data. Whom a legal hold covers, or a text under way, stays
 * until the next time.
 */
export async function eraseReturned(deps: EraseDeps, signal: AbortSignal): Promise<void> {
  const { store, clock } = deps;
  for (const personId of store.read((tx) => tx.erasures.returned())) {
    if (signal.aborted) return;
    if (store.read((tx) => holdsOnPerson(tx, personId).length > 0)) continue;
    store.write('system', (tx) => stopTexts(deps, tx, personId));
    if (store.read((tx) => tx.erasures.openTexts(personId, numbersOf(tx, personId).own, 1).length > 0)) continue;
    const before = await removeBulk(deps, 'system', personId);
    const { erasureId } = store.write('system', (tx) =>
      remove(deps, tx, mustGet(tx, personId), { reason: 'deletedBefore', before }, clock.now()),
    );
    await store.maintenance.eraseCopies(erasureId, signal);
  }
}

function stopTexts(deps: EraseDeps, tx: WriteTx, personId: string): void {
  const now = deps.clock.now();
  const { own } = numbersOf(tx, personId);
  for (const id of tx.erasures.openTexts(personId, own, MOST_OPEN)) deps.takeBack(tx, id, LEAVING, now);
}

/** Errors: NOT_FOUND, INVALID_INPUT for another last name, CONFLICT under a hold. */
function check(tx: ReadTx, { personId, lastName }: ParsedInputOf<'privacy.erasePerson'>): PersonRecord {
  const person = mustGet(tx, personId);
  const wanted = person.familyName === '' ? person.name : person.familyName;
  if (fold(lastName.trim()) !== fold(wanted.trim())) {
    throw new DomainError('INVALID_INPUT', 'That is not their last name. Type it as it stands in their record.', {
      field: 'lastName',
    });
  }
  const [hold] = holdsOnPerson(tx, personId);
  if (hold !== undefined) throw underHold(hold);
  return person;
}

interface Removed {
  readonly erasureId: string;
  readonly texts: number;
  readonly visits: number;
  readonly files: number;
}

/** Errors: CONFLICT while a text to them may still leave, or may have left. */
function refuseOpen(tx: ReadTx, personId: string): void {
  if (tx.erasures.openTexts(personId, numbersOf(tx, personId).own, 1).length === 0) return;
  throw new DomainError(
    'CONFLICT',
    'A text to this person is under way, or nobody has said whether it went out. Settle it, or try again in a few minutes.',
    { details: { code: 'textUnderWay' } },
  );
}

/** `before`: what went already. */
function remove(
  deps: EraseDeps,
  tx: WriteTx,
  person: PersonRecord,
  { reason, before }: { readonly reason: string; readonly before: typeof NOTHING },
  now: number,
): Removed {
  refuseOpen(tx, person.id);
  const numbers = numbersOf(tx, person.id);
  const { texts, visits, files } = tx.erasures.footprint(person.id, numbers.own);
  const counts = { texts: texts + before.texts, visits, files: files + before.files };
  const needles = needlesOf(tx, person, numbers);
  const erasureId = deps.ids.next();
  // The ledger first: it must still know whose the numbers are.
  deps.forgetPersonInLedger(tx, person.id, deps.ids.next(), now);
  const left = tx.erasures.removePerson(person.id, numbers, [person.name, person.givenName]);
  // Gone already; the transaction's own memory of who holds a number goes with this.
  tx.people.remove(person.id);
  tx.erasures.insert({ id: erasureId, personId: person.id, startedAt: now, finishedAt: null, needles, counts });
  for (const id of left) {
    const row = tx.conversations.get(id);
    if (row !== undefined) keepRow(tx, row, now);
    tx.changed('conversation.changed', id);
  }
  tx.audit.append({
    at: now,
    action: 'person.erased',
    entity: 'person',
    entityId: person.id,
    data: { ...counts, reason },
  });
  tx.changed('person.changed', person.id);
  return { erasureId, ...counts };
}

function needlesOf(tx: ReadTx, person: PersonRecord, { own, shared }: Numbers): Needles {
  return {
    personId: person.id,
    givenName: person.givenName,
    familyName: person.familyName,
    name: person.name,
    numbers: own,
    sharedNumbers: shared,
    visitIds: tx.erasures.visitIds(person.id),
  };
}

interface Numbers {
  readonly own: readonly string[];
  readonly shared: readonly string[];
}

/** Numbers only they have, and those that others have, too. */
function numbersOf(tx: ReadTx, personId: string): Numbers {
  const numbers = tx.people.numbersOf(personId).map(({ number }) => number);
  const isShared = (number: string): boolean => tx.people.holdersOf(number).some(({ id }) => id !== personId);
  return { own: numbers.filter((number) => !isShared(number)), shared: numbers.filter(isShared) };
}

function mustGet(tx: ReadTx, personId: string): PersonRecord {
  const person = tx.people.get(personId);
  if (person === undefined)
    throw new DomainError('NOT_FOUND', 'This person is no longer there.', { field: 'personId' });
  return person;
}
