/** Templates with every version they ever had, and the plan of reminders. Nothing here is deleted: texts point to it. */
import { CadenceStep, StepPurpose } from '../../../contract/reminders.ts';
import { TemplateCategory } from '../../../contract/templates.ts';
import type { CadenceStepRecord, TemplateRecord, TemplateVersionRecord } from '../records.ts';
import type { Sql } from '../sql.ts';
import type { TemplatesWriter, TemplateToSave } from '../store.ts';
import { createTransactionCache } from '../transactionCache.ts';
import { defineTable, flag, integer, json, nullable, oneOf, text } from '../table.ts';

const template = defineTable<TemplateRecord>('template', {
  id: text,
  name: text,
  shortcut: text,
  category: oneOf(TemplateCategory.options),
  language: text,
  body: text,
  version: integer,
  translationOf: nullable(text),
  baseVersion: nullable(integer),
  archivedAt: nullable(integer),
  createdAt: integer,
  updatedAt: integer,
});

const version = defineTable<TemplateVersionRecord>('template_version', {
  version: integer,
  body: text,
  actor: text,
  createdAt: integer,
});

const step = defineTable<CadenceStepRecord>('cadence_step', {
  id: text,
  position: integer,
  timing: json<CadenceStepRecord['timing']>(),
  purpose: oneOf(StepPurpose.options),
  templateId: text,
  whenConfirmed: oneOf(CadenceStep.shape.whenConfirmed.options),
  infoTemplateId: nullable(text),
  match: json<CadenceStepRecord['match']>(),
  businessDays: oneOf(CadenceStep.shape.businessDays.options),
  late: json<CadenceStepRecord['late']>(),
  askAgainAfterDays: nullable(integer),
  minBookedDays: nullable(integer),
  active: flag,
  appliesFrom: nullable(integer),
  appliesUntil: nullable(integer),
});

const SELECT = `SELECT t.id, t.name, t.shortcut, t.category, t.language, v.body, t.version,
    t.translation_of AS translationOf, t.base_version AS baseVersion, t.archived_at AS archivedAt,
    t.created_at AS createdAt, t.updated_at AS updatedAt
  FROM template t JOIN template_version v ON v.template_id = t.id AND v.version = t.version`;

export function createTemplates(sql: Sql): TemplatesWriter {
  // Many reminders in one transaction are of the same few steps and texts.
  const steps = createTransactionCache<CadenceStepRecord | undefined>(sql);
  const texts = createTransactionCache<TemplateRecord | undefined>(sql);
  const get = (id: string): TemplateRecord | undefined =>
    texts.get(id, () => template.one(sql.get(`${SELECT} WHERE t.id = @id`, { id })));
  const variant = (id: string, language: string): TemplateRecord | undefined =>
    texts.get(`${id} ${language}`, () =>
      template.one(
        sql.get(
          `${SELECT} JOIN template named ON named.id = @id
          JOIN template base ON base.id = coalesce(named.translation_of, named.id)
          WHERE (t.id = base.id OR t.translation_of = base.id) AND t.language = @language
          ORDER BY t.archived_at IS NOT NULL, t.id = base.id DESC LIMIT 1`,
          { id, language },
        ),
      ),
    );
  return {
    get,
    list: () => sql.all(`${SELECT} ORDER BY t.category, t.name, t.language, t.id`).map(template.read),
    versions: (id) =>
      sql
        .all(`SELECT ${version.columns()} FROM template_version WHERE template_id = @id ORDER BY version DESC`, { id })
        .map(version.read),
    variant,
    inLanguage: (id, language) => {
      const named = get(id);
      const found = variant(id, language);
      // A base that the plan uses stays in use; a translation that was put away does not.
      if (found !== undefined && (found.archivedAt === null || found.translationOf === null)) return found;
      return named === undefined ? undefined : (get(named.translationOf ?? named.id) ?? named);
    },
    uses: (since) =>
      new Map(
        sql
          .all(
            `SELECT t.id, (SELECT count(*) FROM message m WHERE m.template_id = t.id AND m.created_at >= @since) AS uses
              FROM template t`,
            { since },
          )
          .map((row) => [text.read(row['id'] ?? null), integer.read(row['uses'] ?? null)] as const),
      ),
    lastPrice: () => lastPrice(sql),
    update: (id, patch) => {
      texts.clear();
      template.update(sql, id, patch);
    },
    cadence: () =>
      sql
        .all(
          `SELECT ${step.columns()} FROM cadence_step WHERE retired_at IS NULL AND applies_until IS NULL ORDER BY position, id`,
        )
        .map(step.read),
    planSteps: () =>
      sql
        .all(`SELECT ${step.columns()} FROM cadence_step WHERE retired_at IS NULL ORDER BY position, id`)
        .map(step.read),
    step: (id) =>
      steps.get(id, () => step.one(sql.get(`SELECT ${step.columns()} FROM cadence_step WHERE id = @id`, { id }))),
    save: (record, actor) => {
      texts.clear();
      saveTemplate(sql, record, actor);
    },
    setCadence: (next, at) => {
      steps.clear();
      setCadence(sql, next, at);
    },
  };
}

/** Among the newest texts only: prices come from where texts go now, and the search stays short where nobody names any. */
const PRICE_LOOK_BACK = 500;

function lastPrice(sql: Sql): ReturnType<TemplatesWriter['lastPrice']> {
  const row = sql.get(
    `SELECT price_micros AS micros, price_currency AS currency, segments FROM
       (SELECT price_micros, price_currency, segments FROM message ORDER BY seq DESC LIMIT @most)
      WHERE price_micros IS NOT NULL AND price_currency IS NOT NULL AND segments > 0 LIMIT 1`,
    { most: PRICE_LOOK_BACK },
  );
  if (row === undefined) return null;
  const micros = integer.read(row['micros'] ?? null) / integer.read(row['segments'] ?? null);
  return { microsPerPart: micros, currency: text.read(row['currency'] ?? null) };
}

function saveTemplate(sql: Sql, record: TemplateToSave, actor: string): void {
  const { body, ...given } = record;
  const head = { translationOf: null, baseVersion: null, archivedAt: null, ...given };
  sql.run(
    `INSERT INTO template (id, name, shortcut, category, language, version, translation_of, base_version, archived_at, created_at, updated_at)
     VALUES (@id, @name, @shortcut, @category, @language, @version, @translationOf, @baseVersion, @archivedAt, @createdAt, @updatedAt)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, shortcut = excluded.shortcut, category = excluded.category,
       language = excluded.language, version = excluded.version, translation_of = excluded.translation_of,
       base_version = excluded.base_version, archived_at = excluded.archived_at, updated_at = excluded.updated_at`,
    head,
  );
  sql.run(
    `INSERT INTO template_version (template_id, version, body, actor, created_at) VALUES (@id, @version, @body, @actor, @at)`,
    { id: record.id, version: record.version, body, actor, at: record.updatedAt },
  );
}

function setCadence(sql: Sql, steps: readonly CadenceStepRecord[], at: number): void {
  sql.run(
    `UPDATE cadence_step SET retired_at = @at
      WHERE retired_at IS NULL AND id NOT IN (SELECT value FROM json_each(@kept))`,
    { at, kept: JSON.stringify(steps.map(({ id }) => id)) },
  );
  for (const record of steps) {
    const known = sql.get('SELECT 1 AS known FROM cadence_step WHERE id = @id', { id: record.id });
    if (known === undefined) step.insert(sql, record);
    else step.update(sql, record.id, record, { retired_at: null });
  }
}
