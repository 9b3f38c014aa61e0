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

type StepDefaults = Pick<CadenceStepRecord, 'timing' | 'businessDays' | 'late' | 'whenConfirmed' | 'active'> & {
  readonly key: string;
  readonly infoKey?: string;
  readonly minBookedDays?: number;
};
const WHOLE_DAY = { kind: 'within', minutes: 24 * 60 } as const;

/**
 * The plan a practice starts with (peers.md f): two texts that ask are what the evidence bears out, three days and one day before. A week
 * before only for visits booked long ahead; a notice of the booking and one of the same day are there to be switched on.
 */
const CADENCE: readonly StepDefaults[] = [
  {
    key: 'visit-booked',
    timing: { kind: 'booked' },
    whenConfirmed: 'skip',
    businessDays: 'keep',
    late: { kind: 'within', minutes: 16 * 60 },
    active: false,
  },
  {
    key: 'reminder-3-days',
    timing: { kind: 'daysBefore', days: 7, at: '10:00' },
    whenConfirmed: 'skip',
    businessDays: 'dayBefore',
    late: WHOLE_DAY,
    minBookedDays: 15,
    active: true,
  },
  {
    key: 'reminder-3-days',
    timing: { kind: 'daysBefore', days: 3, at: '10:00' },
    whenConfirmed: 'skip',
    businessDays: 'dayBefore',
    late: WHOLE_DAY,
    active: true,
  },
  {
    key: 'reminder-1-day',
    infoKey: 'reminder-2-hours',
    timing: { kind: 'daysBefore', days: 1, at: '10:00' },
    whenConfirmed: 'info',
    businessDays: 'dayBefore',
    late: { kind: 'within', minutes: 10 * 60 },
    active: true,
  },
  {
    key: 'reminder-2-hours',
    timing: { kind: 'minutesBefore', minutes: 150 },
    whenConfirmed: 'same',
    businessDays: 'keep',
    late: { kind: 'skip' },
    active: false,
  },
];

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
  return CADENCE.flatMap(({ key, infoKey, minBookedDays = null, ...step }, position) => {
    const templateId = english.get(key);
    if (templateId === undefined) return [];
    const infoTemplateId = infoKey === undefined ? null : (english.get(infoKey) ?? null);
    return [
      {
        ...step,
        id: ids.next(),
        position,
        purpose: 'reminder' as const,
        templateId,
        infoTemplateId,
        whenConfirmed:
          step.whenConfirmed === 'info' && infoTemplateId === null ? ('skip' as const) : step.whenConfirmed,
        match: { kinds: [], clinicians: [], locations: [] },
        askAgainAfterDays: null,
        minBookedDays,
        appliesFrom: null,
        appliesUntil: null,
      },
    ];
  });
}
