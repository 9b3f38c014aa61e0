/** The words of agreements, in versions: other words are a new row, the earlier ones stay as people agreed to them. */
import type { WordingRecord } from '../records.ts';
import type { Sql } from '../sql.ts';
import type { ConsentWriter } from '../store.ts';
import { defineTable, integer, oneOf, text } from '../table.ts';

const wording = defineTable<WordingRecord>('wording', {
  id: text,
  version: integer,
  language: text,
  purpose: oneOf(['care', 'billing', 'marketing', 'employee']),
  text,
  validFrom: integer,
  author: text,
});

const SELECT = `SELECT ${wording.columns()} FROM wording`;

export function createWordings(sql: Sql): Pick<ConsentWriter, 'wordings' | 'wording' | 'addWording'> {
  return {
    wordings: () => sql.all(`${SELECT} ORDER BY id, language, version DESC`).map(wording.read),
    wording: (id, language, version) =>
      wording.one(
        sql.get(`${SELECT} WHERE id = @id AND language = @language AND version = @version`, { id, language, version }),
      ),
    addWording: (record) => wording.insert(sql, record),
  };
}
