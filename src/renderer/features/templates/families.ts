/** Ready-made texts with their translations, as the list shows them. Pure. */
import type { Template, TemplateCategory } from '../../contract.ts';

/** The languages every text should be there in. */
export const LANGUAGES = ['en', 'es'] as const;
export type TextLanguage = (typeof LANGUAGES)[number];

/** In the order of the list. */
export const CATEGORIES: readonly TemplateCategory[] = [
  'reminder',
  'confirmation',
  'cancellation',
  'reschedule',
  'directions',
  'prescriptionReady',
  'resultsReady',
  'payment',
  'followUp',
  'feedback',
  'shiftNotice',
  'closure',
  'general',
];

export interface Family {
  readonly base: Template;
  /** By language, the base among them. */
  readonly texts: ReadonlyMap<string, Template>;
  readonly missing: readonly TextLanguage[];
  readonly outdated: readonly string[];
}

export interface FamilyFilter {
  readonly search: string;
  readonly category: TemplateCategory | 'all';
}

/** Each base text with its translations, by kind and name. */
export function familiesOf(templates: readonly Template[]): readonly Family[] {
  const order = new Map(CATEGORIES.map((category, index) => [category, index]));
  return templates
    .filter(({ translationOf }) => translationOf === null)
    .map((base) => family(base, templates))
    .toSorted(
      (a, b) =>
        (order.get(a.base.category) ?? 0) - (order.get(b.base.category) ?? 0) || a.base.name.localeCompare(b.base.name),
    );
}

function family(base: Template, all: readonly Template[]): Family {
  // One that is in use comes before one that was put away.
  const translations = all
    .filter(({ translationOf }) => translationOf === base.id)
    .toSorted((a, b) => Number(b.archived) - Number(a.archived));
  const texts = new Map([...translations, base].map((text) => [text.language, text]));
  return {
    base,
    texts,
    missing: LANGUAGES.filter((language) => (texts.get(language)?.archived ?? true) && !base.archived),
    outdated: [...texts.values()].filter((text) => text.outdated && !text.archived).map(({ language }) => language),
  };
}

/** Those whose name, shortcut or words fit. */
export function findFamilies(families: readonly Family[], { search, category }: FamilyFilter): readonly Family[] {
  const wanted = search.trim().toLowerCase();
  return families.filter(
    ({ base, texts }) =>
      (category === 'all' || base.category === category) &&
      (wanted === '' ||
        base.name.toLowerCase().includes(wanted) ||
        base.shortcut.startsWith(wanted.replace(/^\//, '')) ||
        [...texts.values()].some(({ body }) => body.toLowerCase().includes(wanted))),
  );
}
