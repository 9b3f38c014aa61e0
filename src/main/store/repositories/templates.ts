/** Templates with every version they ever had, and the plan of reminders. Nothing here is deleted: texts point to it. */
import { TemplateCategory } from '../../../contract/templates.ts';
import type { CadenceStepRecord, TemplateRecord } from '../records.ts';
import type { Sql } from '../sql.ts';
import type { TemplatesWriter } from '../store.ts';
import { defineTable, flag, integer, oneOf, text } from '../table.ts';

const template = defineTable<TemplateRecord>('template', {
  id: text,
  name: text,
  shortcut: text,
  category: oneOf(TemplateCategory.options),
  language: text,
  body: text,
  version: integer,
  createdAt: integer,
  updatedAt: integer,
});

const step = defineTable<CadenceStepRecord>('cadence_step', {
  id: text,
  position: integer,
  daysBefore: integer,
  at: text,
  templateId: text,
  onlyUnconfirmed: flag,
  lateMinutes: integer,
});

const SELECT = `SELECT t.id, t.name, t.shortcut, t.category, t.language, v.body, t.version,
    t.created_at AS createdAt, t.updated_at AS updatedAt
  FROM template t JOIN template_version v ON v.template_id = t.id AND v.version = t.version`;

export function createTemplates(sql: Sql): TemplatesWriter {
  const get = (id: string): TemplateRecord | undefined => template.one(sql.get(`${SELECT} WHERE t.id = @id`, { id }));
  return {
    get,
    list: () => sql.all(`${SELECT} ORDER BY t.category, t.name, t.language, t.id`).map(template.read),
    inLanguage: (id, language) =>
      template.one(
        sql.get(
          `${SELECT} JOIN template original ON original.id = @id AND t.name = original.name AND t.category = original.category
            WHERE t.language = @language ORDER BY t.id = @id DESC, t.updated_at DESC LIMIT 1`,
          { id, language },
        ),
      ) ?? get(id),
    cadence: () =>
      sql
        .all(`SELECT ${step.columns()} FROM cadence_step WHERE retired_at IS NULL ORDER BY position, id`)
        .map(step.read),
    step: (id) => step.one(sql.get(`SELECT ${step.columns()} FROM cadence_step WHERE id = @id`, { id })),
    save: (record, actor) => saveTemplate(sql, record, actor),
    setCadence: (steps, at) => setCadence(sql, steps, at),
  };
}

function saveTemplate(sql: Sql, record: TemplateRecord, actor: string): void {
  const { body, ...head } = record;
  sql.run(
    `INSERT INTO template (id, name, shortcut, category, language, version, created_at, updated_at)
     VALUES (@id, @name, @shortcut, @category, @language, @version, @createdAt, @updatedAt)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, shortcut = excluded.shortcut, category = excluded.category,
       language = excluded.language, version = excluded.version, updated_at = excluded.updated_at`,
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
    sql.run(
      `INSERT INTO cadence_step (id, position, days_before, at, template_id, only_unconfirmed, late_minutes)
       VALUES (@id, @position, @daysBefore, @at, @templateId, @onlyUnconfirmed, @lateMinutes)
       ON CONFLICT (id) DO UPDATE SET position = excluded.position, days_before = excluded.days_before, at = excluded.at,
         template_id = excluded.template_id, only_unconfirmed = excluded.only_unconfirmed,
         late_minutes = excluded.late_minutes, retired_at = NULL`,
      { ...record, onlyUnconfirmed: flag.write(record.onlyUnconfirmed) },
    );
  }
}
