/** What is being written: one draft per text and language, kept while the screen lives. Pure. */
import type { Template, TemplateCategory } from '../../contract.ts';
import type { CommandInput } from '../../client/procedures.ts';
import type { Family } from './families.ts';

export interface Draft {
  readonly name: string;
  readonly shortcut: string;
  readonly category: TemplateCategory;
  readonly body: string;
}

export const EMPTY_DRAFT: Draft = { name: '', shortcut: '', category: 'general', body: '' };

export function draftKey(family: Family | null, language: string): string {
  return `${family?.base.id ?? 'new'}:${language}`;
}

/** What stands there before anybody types. */
export function savedDraft(family: Family | null, language: string): Draft {
  if (family === null) return EMPTY_DRAFT;
  const { name, shortcut, category } = family.base;
  return { name, shortcut, category, body: family.texts.get(language)?.body ?? '' };
}

export function isChanged(draft: Draft, saved: Draft): boolean {
  return (
    draft.name !== saved.name ||
    draft.shortcut !== saved.shortcut ||
    draft.category !== saved.category ||
    draft.body !== saved.body
  );
}

export function isShortcut(word: string): boolean {
  return /^[a-z0-9-]{0,20}$/.test(word);
}

/** Whether there is something to save and nothing that the core would refuse for sure. */
export function isComplete({ name, shortcut, body }: Draft): boolean {
  return name.trim() !== '' && body.trim() !== '' && isShortcut(shortcut);
}

type SaveInput = CommandInput<'templates.saveTemplate'>;

/** What to save: a new text, a new translation, or a new version. */
export function saveInput(family: Family | null, language: string, draft: Draft): SaveInput {
  const before: Template | undefined = family?.texts.get(language);
  const words = { ...draft, name: draft.name.trim(), body: draft.body.trim(), language };
  if (before !== undefined) return { ...words, id: before.id, version: before.version };
  return family === null ? words : { ...words, translationOf: family.base.id };
}
