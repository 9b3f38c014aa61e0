/** Scans and photos of signed forms. They are never changed, and go only when no entry of the ledger needs them (forgetting). */
import type { ConsentFileRecord } from '../records.ts';
import type { Sql } from '../sql.ts';
import type { ConsentWriter } from '../store.ts';
import { defineTable, integer, text } from '../table.ts';

const file = defineTable<ConsentFileRecord>('consent_file', {
  id: text,
  name: text,
  contentType: text,
  sizeBytes: integer,
  sha256: text,
  createdAt: integer,
});

export function createConsentFiles(sql: Sql): Pick<ConsentWriter, 'file' | 'fileContent' | 'insertFile'> {
  return {
    file: (id) => file.one(sql.get(`SELECT ${file.columns()} FROM consent_file WHERE id = @id`, { id })),
    fileContent: (id) => {
      const content = sql.get('SELECT content FROM consent_file WHERE id = @id', { id })?.['content'];
      return content instanceof Uint8Array ? content : null;
    },
    insertFile: (record, content) => file.insert(sql, record, { content: Buffer.from(content) }),
  };
}
