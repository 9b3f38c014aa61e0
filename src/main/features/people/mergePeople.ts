/**
 * Makes one person of two, as somebody at the desk decided field by field: numbers united, visits, texts and reminders of both kept, the
 * stricter consent. Nothing is merged by itself. What can be parted again is kept; what cannot is said.
 */
import { DomainError } from '../../../contract/errors.ts';
import type { Ids } from '../../platform/ports.ts';
import type { PersonAddressRecord, PersonMergeRecord, PersonRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { OutputOf, ParsedInputOf } from '../feature.ts';
import { keepRowOfNumber } from '../conversations/keepRow.ts';
import { refuseIfHeld } from '../privacy/held.ts';
import { readSettings } from '../settings/readSettings.ts';
import { mergeConsent, type RecordConsent } from './mergeConsent.ts';
import { mergeVisits, visitsOf, type MergeVisitsDeps } from './mergeVisits.ts';
import { toPerson } from './toPerson.ts';

export interface MergeDeps extends MergeVisitsDeps {
  readonly ids: Ids;
  readonly recordConsent: RecordConsent;
  /** Takes an agreement back that was added by mistake. */
  readonly takeBackConsent: (tx: WriteTx, number: string, personId: string, consentId: string, now: number) => void;
}

type Numbers = readonly { readonly number: string; readonly label: string }[];

/** What is needed to part them again. */
interface Kept {
  readonly kept: PersonRecord;
  readonly keptNumbers: Numbers;
  readonly merged: PersonRecord;
  readonly mergedNumbers: Numbers;
  /** Left out: kept before addresses were. Null: none. */
  readonly keptAddress?: PersonAddressRecord | null;
  readonly mergedAddress?: PersonAddressRecord | null;
  readonly visits: readonly string[];
  /** Null: too many to part them again. */
  readonly texts: readonly string[] | null;
  readonly dropped: number;
  readonly agreements: readonly { readonly number: string; readonly id: string }[];
}

/** Texts whose person is written down, so that the two can be parted. */
const MOST_TEXTS = 2000;
/** For so long a merge can be taken back, ms. */
const UNDO_MS = 60 * 60_000;

/** Errors: NOT_FOUND, INVALID_INPUT for one and the same person, CONFLICT while a text about a double visit is leaving. */
export function mergePeople(
  deps: MergeDeps,
  tx: WriteTx,
  { keepId, mergeId, take }: ParsedInputOf<'people.mergePeople'>,
  actor: string,
  now: number,
): OutputOf<'people.mergePeople'> {
  if (keepId === mergeId) throw new DomainError('INVALID_INPUT', 'Choose two people.', { field: 'mergeId' });
  const [kept, merged] = [mustGet(tx, keepId, 'keepId'), mustGet(tx, mergeId, 'mergeId')];
  refuseIfHeld(tx, [keepId, mergeId]);
  const [keptNumbers, mergedNumbers] = [numbersOf(tx, keepId), numbersOf(tx, mergeId)];
  const [keptAddress, mergedAddress] = [tx.people.addressOf(keepId) ?? null, tx.people.addressOf(mergeId) ?? null];
  const united = unite(keptNumbers, mergedNumbers, take.includes('number'));
  const numbers = united.map(({ number }) => number);
  const visits = mergeVisits(deps, tx, { keptId: keepId, mergedId: mergeId }, now);
  const texts = tx.merges.textsOf(mergeId, MOST_TEXTS + 1);
  const agreements = mergeConsent(deps.recordConsent, tx, { keptId: keepId, mergedId: mergeId, numbers }, actor, now);
  tx.merges.moveAll(mergeId, keepId);
  tx.people.setNumbers(mergeId, []);
  tx.people.remove(mergeId);
  tx.people.update(keepId, { ...fieldsOf(kept, merged, take), updatedAt: now });
  tx.people.setNumbers(keepId, united);
  // What the kept one has holds, unless somebody chose the other's; an address is never lost to none.
  if (mergedAddress !== null && (keptAddress === null || take.includes('address'))) {
    tx.people.setAddress(keepId, withoutPerson(mergedAddress));
  }
  const canPart = texts.length <= MOST_TEXTS ? texts : null;
  const data: Kept = {
    ...{ kept, keptNumbers, merged, mergedNumbers, visits: visits.moved, dropped: visits.dropped, agreements },
    ...{ keptAddress, mergedAddress },
    texts: canPart,
  };
  const record: PersonMergeRecord = {
    id: deps.ids.next(),
    keptId: keepId,
    mergedId: mergeId,
    at: now,
    actor,
    data: { ...data },
    undoneAt: null,
  };
  tx.merges.insert(record);
  tx.audit.append({
    at: now,
    action: 'person.merged',
    entity: 'person',
    entityId: keepId,
    data: { mergedId: mergeId, fields: [...take], visits: visits.moved.length, dropped: visits.dropped },
  });
  refresh(deps, tx, keepId, numbers, now);
  tx.changed('person.changed', mergeId);
  const why = whyNot(data);
  return { person: view(tx, keepId, now), mergeId: record.id, undoable: why === null, why };
}

function mustGet(tx: ReadTx, id: string, field: string): PersonRecord {
  const person = tx.people.get(id);
  if (person === undefined) throw new DomainError('NOT_FOUND', 'This person is no longer there.', { field });
  return person;
}

function numbersOf(tx: ReadTx, personId: string): Numbers {
  return tx.people.numbersOf(personId).map(({ number, label }) => ({ number, label }));
}

function unite(kept: Numbers, merged: Numbers, theirsFirst: boolean): Numbers {
  const [first, second] = theirsFirst ? [merged, kept] : [kept, merged];
  return [...first, ...second.filter(({ number }) => !first.some((one) => one.number === number))];
}

function fieldsOf(
  kept: PersonRecord,
  merged: PersonRecord,
  take: ParsedInputOf<'people.mergePeople'>['take'],
): Partial<Omit<PersonRecord, 'id' | 'createdAt'>> {
  const { name, givenName, familyName, kind, language, zone, externalId } = merged;
  const notes = [kept.note, merged.note].filter((note) => note.trim() !== '');
  return {
    ...(take.includes('name') ? { name, givenName, familyName } : {}),
    ...(take.includes('kind') ? { kind } : {}),
    ...(take.includes('language') ? { language } : {}),
    ...(take.includes('zone') ? { zone } : {}),
    ...(take.includes('externalId') || kept.externalId === null ? { externalId } : {}),
    // A note is never lost: where both have one, they stand under each other.
    note: take.includes('note') ? merged.note : [...new Set(notes)].join('\n').slice(0, 2000),
  };
}

function withoutPerson(address: PersonAddressRecord | null): Omit<PersonAddressRecord, 'personId'> | null {
  if (address === null) return null;
  const { personId: _id, ...facts } = address;
  return facts;
}

/** Reminders, conversation rows and screens follow. */
function refresh(deps: MergeDeps, tx: WriteTx, personId: string, numbers: readonly string[], now: number): void {
  for (const visit of visitsOf(tx, personId)) {
    if (visit.startsAt > now) deps.planReminders(tx, visit, now);
    tx.changed('appointment.changed', visit.id);
  }
  for (const number of numbers) keepRowOfNumber(tx, number, now);
  tx.changed('person.changed', personId);
}

function view(tx: ReadTx, personId: string, now: number): OutputOf<'people.mergePeople'>['person'] {
  return toPerson(tx, mustGet(tx, personId, 'keepId'), readSettings(tx).practice.country, now);
}

function whyNot({ dropped, texts }: Kept): string | null {
  if (dropped > 0) return 'A visit that stood twice is there once now. That cannot be taken back by itself.';
  if (texts === null) return 'Too many texts were brought together to part them again.';
  return null;
}

/**
 * Parts two people again, while nothing has happened to them since. An opt-out that one brought to the other stays. Errors: NOT_FOUND,
 * CONFLICT (parted already), TOO_LATE with the reason.
 */
export function undoMerge(
  deps: MergeDeps,
  tx: WriteTx,
  { id }: ParsedInputOf<'people.undoMerge'>,
  now: number,
): OutputOf<'people.undoMerge'> {
  const record = tx.merges.get(id);
  if (record === undefined) throw new DomainError('NOT_FOUND', 'This merge is no longer kept.');
  if (record.undoneAt !== null) throw new DomainError('CONFLICT', 'These two were parted already.');
  const data = record.data as unknown as Kept;
  const kept = tx.people.get(record.keptId);
  const why = whyNot(data) ?? whyLate(kept, record, data, now) ?? (isIdTaken(tx, data) ? ID_TAKEN : null);
  if (why !== null) throw new DomainError('TOO_LATE', `${why} Add the other person by hand.`);
  tx.people.update(record.keptId, { ...data.kept, updatedAt: now });
  tx.people.insert({ ...data.merged, updatedAt: now });
  tx.people.setNumbers(record.keptId, data.keptNumbers);
  tx.people.setNumbers(record.mergedId, data.mergedNumbers);
  tx.people.setAddress(record.keptId, withoutPerson(data.keptAddress ?? null));
  tx.people.setAddress(record.mergedId, withoutPerson(data.mergedAddress ?? null));
  for (const visitId of data.visits) {
    const visit = tx.appointments.get(visitId);
    if (visit === undefined) continue;
    tx.appointments.update(visitId, { personId: record.mergedId, updatedAt: now });
    for (const reminder of tx.reminders.ofAppointment(visitId)) {
      tx.reminders.update(reminder.id, { personId: record.mergedId });
    }
  }
  tx.merges.moveTexts(data.texts ?? [], record.mergedId);
  for (const { number, id: consentId } of data.agreements) {
    deps.takeBackConsent(tx, number, record.keptId, consentId, now);
  }
  tx.merges.markUndone(id, now);
  tx.merges.keepApart(record.keptId, record.mergedId, now, record.actor);
  tx.audit.append({
    at: now,
    action: 'person.parted',
    entity: 'person',
    entityId: record.keptId,
    data: { mergedId: record.mergedId },
  });
  const numbers = [...data.keptNumbers, ...data.mergedNumbers].map(({ number }) => number);
  refresh(deps, tx, record.keptId, numbers, now);
  refresh(deps, tx, record.mergedId, [], now);
  return { kept: view(tx, record.keptId, now), merged: view(tx, record.mergedId, now) };
}

const ID_TAKEN = 'Their number in your records belongs to somebody else by now.';

function whyLate(
  kept: PersonRecord | undefined,
  record: PersonMergeRecord,
  { texts }: Kept,
  now: number,
): string | null {
  if (kept === undefined || texts === null) return 'The person is no longer there.';
  if (kept.updatedAt !== record.at) return 'The person was changed since.';
  return now - record.at > UNDO_MS ? 'This was more than an hour ago.' : null;
}

function isIdTaken(tx: ReadTx, { merged, kept }: Kept): boolean {
  const holder = merged.externalId === null ? undefined : tx.people.getByExternalId(merged.externalId);
  return holder !== undefined && holder.id !== kept.id;
}
