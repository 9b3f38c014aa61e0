/**
 * People, their numbers, and the index that finds them by name or digits. A number's row says what is known of it, whoever holds it.
 */
import { NumberKind, PersonKind } from '../../../contract/people.ts';
import { decodeCursor, toSlice } from '../cursor.ts';
import type { NumberRecord, PersonNumberRecord, PersonRecord } from '../records.ts';
import type { Sql } from '../sql.ts';
import type { PageRequest, PeopleWriter, Slice } from '../store.ts';
import { defineTable, integer, nullable, oneOf, text } from '../table.ts';
import { digitsOf, foldName, matchKey, numberEndings } from './foldName.ts';
import { namePrefixQuery } from './ftsQuery.ts';

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

const SELECT = `SELECT ${person.columns('p')}, p.sort_key FROM person p`;

export function createPeople(sql: Sql): PeopleWriter {
  const get = (id: string): PersonRecord | undefined => person.one(sql.get(`${SELECT} WHERE p.id = @id`, { id }));
  const number = (value: string): NumberRecord | undefined =>
    phoneNumber.one(sql.get(`SELECT ${phoneNumber.columns()} FROM phone_number WHERE number = @value`, { value }));
  const numbersOf = (personId: string): readonly PersonNumberRecord[] =>
    sql
      .all(
        `SELECT ${personNumber.columns()} FROM person_number WHERE person_id = @personId ORDER BY position, number`,
        {
          personId,
        },
      )
      .map(personNumber.read);
  const ensureNumber = (value: string): NumberRecord => {
    sql.run('INSERT INTO phone_number (number) VALUES (@value) ON CONFLICT (number) DO NOTHING', { value });
    return existing(number(value));
  };

  return {
    get,
    getByExternalId: (externalId) => person.one(sql.get(`${SELECT} WHERE p.external_id = @externalId`, { externalId })),
    numbersOf,
    holdersOf: (value) =>
      sql
        .all(`${SELECT} JOIN person_number n ON n.person_id = p.id WHERE n.number = @value ORDER BY p.seq`, { value })
        .map(person.read),
    number,
    list: (query) => listPeople(sql, query),
    count: () => sql.count('SELECT count(*) AS people FROM person'),
    findByName: (givenName, familyName) =>
      sql
        .all(`${SELECT} WHERE p.match_key = @key ORDER BY p.seq`, { key: matchKey(givenName, familyName) })
        .map(person.read),
    insert: (record) => {
      person.insert(sql, record, keysOf(record));
      indexPerson(sql, record, []);
    },
    update: (id, patch) => {
      const next = { ...existing(get(id)), ...patch };
      person.update(sql, id, patch, keysOf(next));
      if (patch.name !== undefined) indexPerson(sql, next, numbersOf(id));
    },
    setNumbers: (personId, numbers) => {
      const holder = existing(get(personId));
      sql.run('DELETE FROM person_number WHERE person_id = @personId', { personId });
      const rows = numbers.map((entry, position) => ({ personId, position, ...entry }));
      for (const row of rows) {
        ensureNumber(row.number);
        personNumber.insert(sql, row);
      }
      indexPerson(sql, holder, rows);
    },
    ensureNumber,
    updateNumber: (value, patch) => phoneNumber.update(sql, value, patch),
  };
}

function keysOf(record: PersonRecord): { readonly sort_key: string; readonly match_key: string } {
  return { sort_key: foldName(record.name), match_key: matchKey(record.givenName, record.familyName) };
}

function indexPerson(sql: Sql, record: PersonRecord, numbers: readonly { readonly number: string }[]): void {
  const { id } = record;
  sql.run('DELETE FROM person_search WHERE rowid = (SELECT seq FROM person WHERE id = @id)', { id });
  sql.run('INSERT INTO person_search (rowid, name, numbers) SELECT seq, @name, @endings FROM person WHERE id = @id', {
    id,
    name: record.name,
    endings: numberEndings(numbers.map((entry) => entry.number)),
  });
}

const AFTER = '(p.sort_key, p.id) > (@sortKey, @id)';
const BY_NAME = 'ORDER BY p.sort_key, p.id LIMIT @limit';

function listPeople(sql: Sql, query: PageRequest & { readonly search: string }): Slice<PersonRecord> {
  const after = decodeCursor(query.cursor, ['string', 'string']);
  const match = personMatch(query.search);
  const conditions = [
    ...(after === null ? [] : [AFTER]),
    ...(match === null ? [] : ['p.seq IN (SELECT rowid FROM person_search WHERE person_search MATCH @match)']),
  ];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const rows = sql.all(`${SELECT} ${where} ${BY_NAME}`, {
    limit: query.limit + 1,
    ...(after === null ? {} : { sortKey: after[0] ?? '', id: after[1] ?? '' }),
    ...(match === null ? {} : { match }),
  });
  return toSlice(rows, query.limit, person.read, (row) => [String(row.sort_key), String(row.id)]);
}

/** The index query for what a person typed: digits find numbers, anything else finds names; null lists everyone. */
export function personMatch(search: string): string | null {
  const digits = digitsOf(search);
  const looksLikeNumber = digits.length > 0 && /^[\d\s()+./-]*$/u.test(search);
  if (looksLikeNumber) return `numbers : "${digits}"*`;
  const words = namePrefixQuery(search);
  return words === null ? null : `name : (${words})`;
}

function existing<T>(record: T | undefined): T {
  if (record === undefined) throw new Error('The row to change does not exist.');
  return record;
}
