/**
 * Gives a practice that has been here for a while the ready-made texts that came with a newer version: each once in the life of a
 * database. What it has changed, put away or named itself stays as it is.
 */
import type { Ids } from '../../platform/ports.ts';
import type { TemplateRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { DefaultTexts } from './defaults.ts';

type DefaultText = DefaultTexts['templates'][number];

const OFFERED = 'defaultTexts';
/** What the first version brought along, before anybody kept a list. */
const FIRST = [
  'reminder-3-days',
  'reminder-1-day',
  'confirmation',
  'reschedule-offer',
  'visit-moved',
  'directions',
  'what-to-bring',
  'call-us',
];

/**
 * Adds what is new since the last start. `seeded`: all of them were put in a moment ago. Returns how many were added. To be run after
 * `seedDefaults`, in the same transaction.
 */
export function addNewDefaults(
  tx: WriteTx,
  deps: { readonly ids: Ids; readonly defaults: readonly DefaultTexts[]; readonly seeded: boolean },
  now: number,
): number {
  const all = deps.defaults.flatMap(({ language, templates }) => templates.map((text) => ({ language, text })));
  const marks = all.map(({ language, text }) => `${language}:${text.key}`);
  const known = new Set(deps.seeded ? marks : offeredBefore(tx, deps.defaults));
  const fresh = all.filter(({ language, text }) => !known.has(`${language}:${text.key}`));
  const added = fresh.filter(({ language, text }) => add(tx, deps, language, text, now)).length;
  if (fresh.length > 0 || tx.settings.get(OFFERED) === undefined) tx.settings.set(OFFERED, [...known, ...marks], now);
  if (added > 0) tx.audit.append({ at: now, action: 'templates.added', data: { texts: added } });
  return added;
}

function offeredBefore(tx: ReadTx, defaults: readonly DefaultTexts[]): readonly string[] {
  const kept = tx.settings.get(OFFERED);
  if (Array.isArray(kept)) return kept.filter((one) => typeof one === 'string');
  return defaults.flatMap(({ language }) => FIRST.map((key) => `${language}:${key}`));
}

/** False where the practice has a text of this name and language, or has renamed the base of a translation. */
function add(
  tx: WriteTx,
  { ids, defaults }: { readonly ids: Ids; readonly defaults: readonly DefaultTexts[] },
  language: string,
  { key, ...text }: DefaultText,
  now: number,
): boolean {
  const all = tx.templates.list();
  const same = all.filter(({ name, category }) => name === text.name && category === text.category);
  if (same.some((one) => one.language === language)) return false;
  const base = language === 'en' ? null : baseOf(same, defaults, key);
  if (base === undefined) return false;
  const taken = all.some((one) => one.shortcut === text.shortcut && one.id !== base?.id);
  const id = ids.next();
  tx.templates.save(
    {
      ...text,
      shortcut: base?.shortcut ?? (taken ? '' : text.shortcut),
      id,
      language,
      version: 1,
      translationOf: base?.id ?? null,
      // Of a base in the practice's own words it is no translation yet: a person has to look.
      baseVersion: base === null ? null : base.version === 1 ? 1 : 0,
      archivedAt: null,
      createdAt: now,
      updatedAt: now,
    },
    'system',
  );
  tx.changed('template.changed', id);
  return true;
}

function baseOf(
  same: readonly TemplateRecord[],
  defaults: readonly DefaultTexts[],
  key: string,
): TemplateRecord | undefined {
  const english = defaults.find(({ language }) => language === 'en')?.templates.some((one) => one.key === key);
  return english === true
    ? same.find(({ translationOf, language }) => translationOf === null && language === 'en')
    : undefined;
}
