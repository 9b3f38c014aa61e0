/** The texts and the reminder plan a new practice starts with: read from the bundled files, put in once. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Language } from '../../../contract/common.ts';
import { TemplateCategory } from '../../../contract/templates.ts';
import type { Ids } from '../../platform/ports.ts';
import type { CadenceStepRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';

const DefaultTexts = z.strictObject({
  language: Language,
  templates: z.array(
    z.strictObject({
      key: z.string(),
      /** The same in every language: that is how a text finds its translation. */
      name: z.string(),
      shortcut: z.string(),
      category: TemplateCategory,
      body: z.string(),
    }),
  ),
});
export type DefaultTexts = z.infer<typeof DefaultTexts>;

const FILES = ['en.json', 'es.json'] as const;
const SEEDED = 'defaultsSeeded';

/** The plan (issue: 3 days and 1 day before): each step's text by key. */
const CADENCE = [
  { key: 'reminder-3-days', daysBefore: 3, at: '10:00', onlyUnconfirmed: false, lateMinutes: 24 * 60 },
  { key: 'reminder-1-day', daysBefore: 1, at: '10:00', onlyUnconfirmed: true, lateMinutes: 10 * 60 },
] as const;

/** Reads the bundled texts. Throws when the installation is damaged. */
export function readDefaults(resourcesDir: string): readonly DefaultTexts[] {
  return FILES.map((file) =>
    DefaultTexts.parse(JSON.parse(readFileSync(join(resourcesDir, 'templates', file), 'utf8')) as unknown),
  );
}

/**
 * Puts the texts and the plan in, once in the life of a database: what a practice deletes or rewrites stays so.
 * Returns whether anything was written.
 */
export function seedDefaults(
  tx: WriteTx,
  deps: { readonly ids: Ids; readonly defaults: readonly DefaultTexts[] },
  now: number,
): boolean {
  if (tx.settings.get(SEEDED) === true || tx.templates.list().length > 0) return false;
  const english = new Map<string, string>();
  for (const { language, templates } of deps.defaults) {
    for (const { key, ...text } of templates) {
      const id = deps.ids.next();
      const base = english.get(key) ?? null;
      const origin = { translationOf: base, baseVersion: base === null ? null : 1, archivedAt: null };
      tx.templates.save({ ...text, ...origin, id, language, version: 1, createdAt: now, updatedAt: now }, 'system');
      tx.changed('template.changed', id);
      if (language === 'en') english.set(key, id);
    }
  }
  tx.templates.setCadence(stepsFor(deps.ids, english), now);
  tx.settings.set(SEEDED, true, now);
  tx.audit.append({ at: now, action: 'templates.seeded', data: { texts: tx.templates.list().length } });
  return true;
}

function stepsFor(ids: Ids, english: ReadonlyMap<string, string>): CadenceStepRecord[] {
  return CADENCE.flatMap(({ key, ...step }, position) => {
    const templateId = english.get(key);
    return templateId === undefined ? [] : [{ ...step, id: ids.next(), position, templateId }];
  });
}
