/** The consent ledger: rows are added, never changed. What may be sent is computed from them in domain/. */
import { ConsentEventKind, ConsentGiver, ConsentLevel, ConsentMethod } from '../../../contract/consent.ts';
import { Purpose } from '../../../contract/common.ts';
import { decodeCursor, toSlice } from '../cursor.ts';
import { createLastingCache } from '../lastingCache.ts';
import type { ConsentRecord } from '../records.ts';
import { LIMIT } from '../sql.ts';
import type { Sql } from '../sql.ts';
import type { ConsentReader, ConsentWriter, Slice } from '../store.ts';
import { defineTable, integer, nullable, oneOf, text } from '../table.ts';
import { createConsentFiles } from './consentFiles.ts';
import { signatureOf } from './signature.ts';
import { createSuppression } from './suppression.ts';
import { createWordings } from './wordings.ts';

const event = defineTable<ConsentRecord>('consent_event', {
  seq: integer,
  id: text,
  at: integer,
  number: text,
  personId: nullable(text),
  kind: oneOf(ConsentEventKind.options),
  level: nullable(oneOf(ConsentLevel.options)),
  purpose: nullable(oneOf(Purpose.options)),
  channel: oneOf(['sms', 'whatsapp']),
  method: oneOf(ConsentMethod.options),
  evidence: text,
  messageId: nullable(text),
  actor: text,
  recordedAt: nullable(integer),
  effectiveAt: nullable(integer),
  endsAt: nullable(integer),
  givenBy: nullable(oneOf(ConsentGiver.options)),
  wordingId: nullable(text),
  wordingVersion: nullable(integer),
  language: nullable(text),
  fileId: nullable(text),
  fileSha256: nullable(text),
});

/** Of an entry that was written without them. */
const NO_DETAIL = {
  recordedAt: null,
  effectiveAt: null,
  endsAt: null,
  givenBy: null,
  wordingId: null,
  wordingVersion: null,
  language: null,
  fileId: null,
  fileSha256: null,
} as const;

const SELECT = `SELECT ${event.columns()} FROM consent_event`;
const OF_NUMBER = `${SELECT} WHERE number = @number ORDER BY seq`;

export function createConsent(sql: Sql): ConsentWriter {
  const ledgers = createLastingCache<readonly ConsentRecord[]>(sql, ['consent_event'], ({ length }) => length);
  const suppression = createSuppression(sql);
  return {
    ...createConsentFiles(sql),
    ...createWordings(sql),
    suppressed: suppression.suppressed,
    suppress: suppression.suppress,
    liftSuppression: suppression.liftSuppression,
    ofNumber: (number) => ledgers.get(number, () => sql.all(OF_NUMBER, { number }).map(event.read)),
    list: (query) => listEvents(sql, query),
    ofPerson: (personId, limit) =>
      sql.all(`${SELECT} WHERE person_id IN (${THEIRS}) ORDER BY seq ${LIMIT}`, { personId, limit }).map(event.read),
    append: (fresh) => {
      const next = sql.get('SELECT coalesce(max(seq), 0) + 1 AS seq FROM consent_event');
      const actor = signatureOf(sql, fresh.actor);
      const record = { ...NO_DETAIL, ...fresh, actor, seq: integer.read(next?.seq ?? null) };
      ledgers.change(fresh.number, (known) => {
        event.insert(sql, record);
        return known === undefined ? undefined : [...known, record];
      });
      return record;
    },
    forget: (subject) => forget(sql, `${FORGOTTEN}${suppression.fingerprint(subject.number)}`, subject),
  };
}

const THEIRS = `SELECT @personId UNION ALL
  SELECT merged_id FROM person_merge WHERE kept_id = @personId AND undone_at IS NULL`;

/** Newest first. */
function listEvents(sql: Sql, query: Parameters<ConsentReader['list']>[0]): Slice<ConsentRecord> {
  const before = decodeCursor(query.cursor, ['number']);
  const parameters = {
    ...(query.personId === undefined ? {} : { personId: query.personId }),
    ...(query.number === undefined ? {} : { number: query.number }),
    ...(before === null ? {} : { before: before[0] ?? 0 }),
  };
  const conditions = [
    // Of somebody who was two people before, the entries of both.
    ...('personId' in parameters ? [`person_id IN (${THEIRS})`] : []),
    // Entries of people who were forgotten have no number any more and concern nobody who could be shown.
    ...('number' in parameters ? ['number = @number'] : [`number NOT LIKE '${FORGOTTEN}%'`]),
    ...('before' in parameters ? ['seq < @before'] : []),
  ];
  const where = `WHERE ${conditions.join(' AND ')}`;
  const rows = sql.all(`${SELECT} ${where} ORDER BY seq DESC ${LIMIT}`, { ...parameters, limit: query.limit + 1 });
  return toSlice(rows, query.limit, event.read, (last) => [last.seq]);
}

/** In place of the number, before its fingerprint. */
const FORGOTTEN = 'forgotten:';

/** The triggers let nothing but this change an entry, and only for whom `consent_forgetting` names meanwhile. */
function forget(
  sql: Sql,
  nameless: string,
  { number, personId, pseudonym, whole, now }: Parameters<ConsentWriter['forget']>[0],
): readonly ConsentRecord[] {
  const who = { number, personId };
  const theirs = `number = @number AND (person_id = @personId${whole ? ' OR person_id IS NULL' : ''})`;
  const rows = sql.all(`SELECT id, file_id AS fileId FROM consent_event WHERE ${theirs}`, who);
  sql.run('INSERT INTO consent_forgetting (number, person_id, pseudonym) VALUES (@number, @personId, @pseudonym)', {
    ...who,
    pseudonym,
  });
  sql.run(
    `UPDATE consent_event
        SET number = @nameless, evidence = '', message_id = NULL, file_id = NULL,
            person_id = CASE WHEN person_id IS NULL THEN NULL ELSE @pseudonym END
      WHERE ${theirs}`,
    { ...who, pseudonym, nameless },
  );
  // From now on nobody is known whom they are about: their age is counted from here.
  if (rows.length > 0) sql.run(FORGOTTEN_SINCE, { nameless, now });
  sql.run('DELETE FROM consent_forgetting WHERE number = @number AND person_id = @personId', who);
  for (const { fileId } of rows) {
    if (fileId !== null) sql.run(DROP_FILE, { fileId: fileId ?? null });
  }
  return rows.flatMap(({ id }) => sql.all(`${SELECT} WHERE id = @id`, { id: id ?? null }).map(event.read));
}

const FORGOTTEN_SINCE = `INSERT INTO ledger_forgotten (number, at) VALUES (@nameless, @now)
  ON CONFLICT (number) DO UPDATE SET at = max(at, excluded.at)`;

const DROP_FILE = `DELETE FROM consent_file WHERE id = @fileId
  AND NOT EXISTS (SELECT 1 FROM consent_event WHERE file_id = @fileId)`;
