/**
 * People, their numbers, and the index that finds them by name or digits. A number's row says what is known of it, whoever holds it.
 */
import { NumberKind, PersonKind } from '../../../contract/people.ts';
import { decodeCursor, toSlice } from '../cursor.ts';
import { createLastingCache } from '../lastingCache.ts';
import type { NumberRecord, PersonNumberRecord, PersonRecord } from '../records.ts';
import { LIMIT } from '../sql.ts';
import type { Sql, SqlParameters } from '../sql.ts';
import type { PageRequest, PeopleWriter, Slice } from '../store.ts';
import { createTransactionCache } from '../transactionCache.ts';
import { defineTable, integer, nullable, oneOf, text, withoutUndefined } from '../table.ts';
import { foldName, matchKey } from './foldName.ts';
import { readNameSearch } from './ftsQuery.ts';
import { createPersonAddresses } from './personAddresses.ts';

const person = defineTable<PersonRecord>('person', {
  id: text,
  givenName: text,
  familyName: text,
  name: text,
  kind: oneOf(PersonKind.options),
  language: text,
  zone: nullable(text),
  note: text,
  externalId: nullable(text),
  createdAt: integer,
  updatedAt: integer,
});

const personNumber = defineTable<PersonNumberRecord>(
  'person_number',
  { personId: text, number: text, label: text, position: integer },
  'person_id',
);

const phoneNumber = defineTable<NumberRecord>(
  'phone_number',
  {
    number: text,
    kind: oneOf(NumberKind.options),
    suspendedAt: nullable(integer),
    suspendedCode: nullable(text),
    firstSentAt: nullable(integer),
    lastOptOutHintAt: nullable(integer),
    lastInboundAt: nullable(integer),
  },
  'number',
);

const SELECT = `SELECT ${person.columns('p')} FROM person p`;
const BY_ID = `${SELECT} WHERE p.id = @id`;
const HOLDERS = `${SELECT} JOIN person_number n ON n.person_id = p.id WHERE n.number = @value ORDER BY p.seq`;
/** By the name first: few people have it, and many may have the number. */
const HOLDERS_NAMED = `${SELECT} WHERE p.match_key = @key
  AND EXISTS (SELECT 1 FROM person_number n WHERE n.number = @value AND n.person_id = p.id) ORDER BY p.seq`;
const COUNT_HOLDERS = `SELECT count(*) AS people FROM (SELECT 1 FROM person_number WHERE number = @value ${LIMIT})`;
const NUMBER = `SELECT ${phoneNumber.columns()} FROM phone_number WHERE number = @value`;
const BY_NAME = `${SELECT} WHERE p.match_key = @key ORDER BY p.seq`;
const NUMBERS_OF = `SELECT ${personNumber.columns()} FROM person_number WHERE person_id = @personId ORDER BY position, number`;

export function createPeople(sql: Sql): PeopleWriter {
  const numbers = createTransactionCache<NumberRecord | undefined>(sql);
  // A list names the same people again and again.
  const namesakes = createLastingCache<readonly PersonRecord[]>(sql, ['person'], ({ length }) => length);
  const get = (id: string): PersonRecord | undefined => person.one(sql.get(BY_ID, { id }));
  const number = (value: string): NumberRecord | undefined =>
    numbers.get(value, () => phoneNumber.one(sql.get(NUMBER, { value })));
  const numbersOf = (personId: string): readonly PersonNumberRecord[] =>
    sql.all(NUMBERS_OF, { personId }).map(personNumber.read);
  const ensureNumber = (value: string): NumberRecord => {
    sql.run('INSERT INTO phone_number (number) VALUES (@value) ON CONFLICT (number) DO NOTHING', { value });
    numbers.drop(value);
    return existing(number(value));
  };

  return {
    get,
    getByExternalId: (externalId) => person.one(sql.get(`${SELECT} WHERE p.external_id = @externalId`, { externalId })),
    numbersOf,
    ...createPersonAddresses(sql),
    ...createHolders(sql),
    number,
    list: (query) => listPeople(sql, query),
    count: () => sql.count('SELECT count(*) AS people FROM person'),
    countFound: (search, most) => countFound(sql, search, most),
    findByName: (givenName, familyName) => {
      const key = matchKey(givenName, familyName);
      return namesakes.get(key, () => sql.all(BY_NAME, { key }).map(person.read));
    },
    insert: (record) => {
      person.insert(sql, record, keysOf(record));
      indexName(sql, record);
    },
    update: (id, patch) => {
      const next = { ...existing(get(id)), ...patch };
      person.update(sql, id, patch, keysOf(next));
      if (patch.name === undefined) return;
      sql.run('DELETE FROM person_search WHERE rowid = (SELECT seq FROM person WHERE id = @id)', { id });
      indexName(sql, next);
    },
    setNumbers: (personId, entries) => {
      sql.run('DELETE FROM person_number WHERE person_id = @personId', { personId });
      entries.forEach((entry, position) => {
        ensureNumber(entry.number);
        personNumber.insert(sql, { personId, position, ...entry });
      });
    },
    ensureNumber,
    remove: (id) => {
      sql.run('DELETE FROM person WHERE id = @id', { id });
    },
    dropUnusedNumber: (value) => {
      sql.run(
        `DELETE FROM phone_number WHERE number = @value AND suspended_at IS NULL AND first_sent_at IS NULL
          AND last_inbound_at IS NULL AND NOT EXISTS (SELECT 1 FROM person_number n WHERE n.number = @value)
          AND NOT EXISTS (SELECT 1 FROM consent_event c WHERE c.number = @value)
          AND NOT EXISTS (SELECT 1 FROM conversation t WHERE t.address = @value)`,
        { value },
      );
      numbers.drop(value);
    },
    updateNumber: (value, patch) => {
      phoneNumber.update(sql, value, patch);
      const known = numbers.peek(value);
      if (known !== undefined) numbers.put(value, { ...known, ...withoutUndefined(patch) });
    },
  };
}

/** Who has a number. */
function createHolders(sql: Sql): Pick<PeopleWriter, 'holdersOf' | 'firstHolders' | 'holdersNamed' | 'countHolders'> {
  const holders = createLastingCache<readonly PersonRecord[]>(sql, ['person', 'person_number'], ({ length }) => length);
  return {
    holdersOf: (value) => holders.get(value, () => sql.all(HOLDERS, { value }).map(person.read)),
    firstHolders: (value, most) => sql.all(`${HOLDERS} ${LIMIT}`, { value, limit: most }).map(person.read),
    holdersNamed: (value, { givenName, familyName }) =>
      sql.all(HOLDERS_NAMED, { value, key: matchKey(givenName, familyName) }).map(person.read),
    countHolders: (value, most) => sql.count(COUNT_HOLDERS, { value, limit: most }),
  };
}

function keysOf(record: PersonRecord): { readonly sort_key: string; readonly match_key: string } {
  return { sort_key: foldName(record.name), match_key: matchKey(record.givenName, record.familyName) };
}

function indexName(sql: Sql, { id, name }: PersonRecord): void {
  // By VALUES: as with the names of a conversation.
  sql.run('INSERT INTO person_search (rowid, name) VALUES ((SELECT seq FROM person WHERE id = @id), @name)', {
    id,
    name,
  });
}

/**
 * Where the names found come from. The plus sign keeps SQLite from sorting every hit: it walks the names in order, looks each up among
 * the hits, and stops at a page.
 */
const FOUND = {
  everything: '',
  words: 'AND +p.seq IN (SELECT rowid FROM person_search WHERE person_search MATCH @match)',
  // Digits that many people have: the walk meets a page of them soon, and nobody else's numbers are read.
  manyDigits: `AND EXISTS (SELECT 1 FROM person_number n WHERE n.person_id = p.id AND instr(n.number, @digits) > 0)`,
} as const;

/** So many numbers with the digits are few enough to sort their people; with more of them, walking the names is faster. */
const FEW_NUMBERS = 500;
const NUMBERS_WITH = 'FROM person_number WHERE instr(number, @digits) > 0';
/** The plus signs: the few people found are sorted, instead of walking all names and looking each up among them. */
const FEW_DIGITS = `${SELECT} WHERE p.id IN (SELECT person_id ${NUMBERS_WITH})
  AND (+p.sort_key, +p.id) > (@sortKey, @id) ORDER BY +p.sort_key, +p.id ${LIMIT}`;

function listPeople(sql: Sql, query: PageRequest & { readonly search: string }): Slice<PersonRecord> {
  const after = decodeCursor(query.cursor, ['string', 'string']) ?? ['', ''];
  const { kind, ...wanted } = readNameSearch(query.search);
  const rows = sql.all(
    kind === 'digits' && isFew(sql, wanted)
      ? FEW_DIGITS
      : `${SELECT} WHERE (p.sort_key, p.id) > (@sortKey, @id) ${FOUND[kind === 'digits' ? 'manyDigits' : kind]}
          ORDER BY p.sort_key, p.id ${LIMIT}`,
    { limit: query.limit + 1, sortKey: after[0] ?? '', id: after[1] ?? '', ...wanted },
  );
  return toSlice(rows, query.limit, person.read, (last) => [foldName(last.name), last.id]);
}

/** Reads every number when the digits are rare: 4 ms for 50,000 of them (measured), cheaper than an index on every part of a number. */
function isFew(sql: Sql, wanted: SqlParameters): boolean {
  const found = sql.count(`SELECT count(*) AS numbers FROM (SELECT 1 ${NUMBERS_WITH} ${LIMIT})`, {
    ...wanted,
    limit: FEW_NUMBERS + 1,
  });
  return found <= FEW_NUMBERS;
}

const COUNTED = {
  everything: 'SELECT 1 FROM person',
  words: 'SELECT 1 FROM person_search WHERE person_search MATCH @match',
  digits: `SELECT DISTINCT person_id ${NUMBERS_WITH}`,
} as const;

function countFound(sql: Sql, search: string, most: number): number {
  const { kind, ...wanted } = readNameSearch(search);
  return sql.count(`SELECT count(*) AS people FROM (${COUNTED[kind]} ${LIMIT})`, { ...wanted, limit: most });
}

function existing<T>(record: T | undefined): T {
  if (record === undefined) throw new Error('The row to change does not exist.');
  return record;
}
