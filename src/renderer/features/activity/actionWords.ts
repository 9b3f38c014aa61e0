/** What an entry says in words: from the catalogue, else as the action's own name reads. Pure. */
import { en } from '../../i18n/en.ts';
import type { MessageId } from '../../i18n/en.ts';

export type Say = (id: MessageId) => string;

/** "callList.printed" without words of its own becomes "Call list printed". */
export function actionWords(t: Say, action: string): string {
  const id = `activity.did.${action}`;
  if (isMessage(id)) return t(id);
  const words = action
    .replaceAll(/[._]/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

function isMessage(id: string): id is MessageId {
  return Object.hasOwn(en, id);
}

/** The facts of an entry, flat, as name and value. */
export function factsOf(data: Readonly<Record<string, unknown>>): readonly (readonly [name: string, value: string])[] {
  return Object.entries(data).flatMap(([name, value]): (readonly [string, string])[] => {
    if (value === null || value === undefined) return [];
    if (typeof value === 'object' && !Array.isArray(value)) {
      return factsOf(value as Record<string, unknown>).map(([inner, text]) => [`${name}.${inner}`, text] as const);
    }
    return [[name, Array.isArray(value) ? value.map(wordsOf).join(', ') : wordsOf(value)]];
  });
}

function wordsOf(value: unknown): string {
  if (isChange(value)) return changeWords(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A setting that was saved, with what it was and is where that is kept. */
interface Change {
  readonly field: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

function isChange(value: unknown): value is Change {
  return typeof value === 'object' && value !== null && 'field' in value && typeof value.field === 'string';
}

function changeWords({ field, ...values }: Change): string {
  return 'to' in values ? `${field}: ${wordsOf(values.from)} → ${wordsOf(values.to)}` : field;
}
