/** Ready-made texts and their translations: reading them for the screen, saving, putting away, copying. Never edits a version. */
import { DomainError } from '../../../contract/errors.ts';
import type { Template, TemplateProblem } from '../../../contract/templates.ts';
import type { Clock, Ids } from '../../platform/ports.ts';
import type { TemplateRecord } from '../../store/records.ts';
import type { ReadTx, Store, WriteTx } from '../../store/store.ts';
import type { CallContext, ParsedInputOf } from '../feature.ts';
import { problemsOf } from './problems.ts';

export interface TemplatesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** As the screen shows it. `base`: the text it is a translation of. */
export function toTemplate(record: TemplateRecord, base: TemplateRecord | undefined): Template {
  const { createdAt: _made, baseVersion, archivedAt, ...template } = record;
  return {
    ...template,
    outdated: base !== undefined && (baseVersion ?? 0) < base.version,
    archived: archivedAt !== null || (base?.archivedAt ?? null) !== null,
  };
}

export function baseOf(tx: ReadTx, { translationOf }: TemplateRecord): TemplateRecord | undefined {
  return translationOf === null ? undefined : tx.templates.get(translationOf);
}

/** Errors: NOT_FOUND. */
export function knownTemplate(tx: ReadTx, id: string): TemplateRecord {
  const record = tx.templates.get(id);
  if (record === undefined) throw new DomainError('NOT_FOUND', 'This text is no longer there.');
  return record;
}

/** Adds a text, a translation, or a new version. Errors as in the contract. */
export function saveTemplate(
  deps: TemplatesDeps,
  tx: WriteTx,
  context: CallContext,
  input: ParsedInputOf<'templates.saveTemplate'>,
  now: number,
): Template {
  const before = input.id === undefined ? undefined : knownTemplate(tx, input.id);
  checkBody(tx, input, now);
  if (before !== undefined && input.version !== undefined && input.version !== before.version) {
    throw new DomainError('CONFLICT', 'Somebody else has changed this text meanwhile. Look at it again.');
  }
  const base = baseFor(tx, before, input);
  const head = base ?? input;
  const rewritten = before?.body !== input.body;
  const template: TemplateRecord = {
    id: before?.id ?? deps.ids.next(),
    name: head.name,
    shortcut: head.shortcut,
    category: head.category,
    language: before?.language ?? input.language,
    body: input.body,
    version: (before?.version ?? 0) + (rewritten ? 1 : 0),
    translationOf: base?.id ?? null,
    baseVersion: rewritten ? (base?.version ?? null) : (before?.baseVersion ?? null),
    archivedAt: before?.archivedAt ?? null,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
  if (rewritten) tx.templates.save(template, context.actor.name);
  else
    tx.templates.update(template.id, {
      name: head.name,
      shortcut: head.shortcut,
      category: head.category,
      updatedAt: now,
    });
  if (template.translationOf === null) nameTranslations(tx, template, now);
  record(tx, 'template.saved', template, now);
  return toTemplate(template, base);
}

/** The base of a translation that is changed or added. Errors: CONFLICT when there is one in this language. */
function baseFor(
  tx: ReadTx,
  before: TemplateRecord | undefined,
  { translationOf, language }: ParsedInputOf<'templates.saveTemplate'>,
): TemplateRecord | undefined {
  if (before !== undefined) return baseOf(tx, before);
  if (translationOf === undefined) return undefined;
  const named = knownTemplate(tx, translationOf);
  const base = baseOf(tx, named) ?? named;
  const there = tx.templates.variant(base.id, language);
  if (there !== undefined && (there.archivedAt === null || there.id === base.id)) {
    throw new DomainError('CONFLICT', 'There is a version in this language already.', { field: 'language' });
  }
  return base;
}

/** Translations carry the name, shortcut and category of their base, so that lists and the composer find them together. */
function nameTranslations(tx: WriteTx, { id, name, shortcut, category }: TemplateRecord, now: number): void {
  for (const one of translationsOf(tx, id)) {
    if (one.name === name && one.shortcut === shortcut && one.category === category) continue;
    tx.templates.update(one.id, { name, shortcut, category, updatedAt: now });
    tx.changed('template.changed', one.id);
  }
}

export function translationsOf(tx: ReadTx, id: string): readonly TemplateRecord[] {
  return tx.templates.list().filter(({ translationOf }) => translationOf === id);
}

/** The mark "outdated" goes: a person has read both. */
export function confirmTranslation(tx: WriteTx, id: string, now: number): Template {
  const translation = knownTemplate(tx, id);
  const base = baseOf(tx, translation);
  if (base === undefined) throw new DomainError('INVALID_INPUT', 'This text is no translation.', { field: 'id' });
  const confirmed = { ...translation, baseVersion: base.version, updatedAt: now };
  tx.templates.update(id, { baseVersion: base.version, updatedAt: now });
  record(tx, 'template.translationConfirmed', confirmed, now);
  return toTemplate(confirmed, base);
}

/** Errors: CONFLICT while the plan or a rule uses it, or when there is another translation in its language by now. */
export function archiveTemplate(
  tx: WriteTx,
  { id, archived }: ParsedInputOf<'templates.archiveTemplate'>,
  now: number,
): Template {
  const template = knownTemplate(tx, id);
  const base = baseOf(tx, template);
  if (archived && base === undefined) checkUnused(tx, id);
  if (!archived && base !== undefined) {
    const there = tx.templates.variant(base.id, template.language);
    if (there !== undefined && there.id !== id && there.archivedAt === null) {
      throw new DomainError('CONFLICT', 'There is another version in this language by now. Put that one away first.');
    }
  }
  const changed = { ...template, archivedAt: archived ? (template.archivedAt ?? now) : null, updatedAt: now };
  tx.templates.update(id, { archivedAt: changed.archivedAt, updatedAt: now });
  for (const one of translationsOf(tx, id)) tx.changed('template.changed', one.id);
  record(tx, archived ? 'template.archived' : 'template.restored', changed, now);
  return toTemplate(changed, base);
}

function checkUnused(tx: ReadTx, id: string): void {
  const { reminderSteps, rules } = placesOf(tx, id);
  const places = reminderSteps + rules;
  if (places === 0) return;
  const where = places === 1 ? '1 place' : `${String(places)} places`;
  const them = places === 1 ? 'it' : 'them';
  throw new DomainError('CONFLICT', `This text is used in ${where}. Choose another one for ${them} first.`, {
    details: { reminderSteps, rules },
  });
}

/** What else changes with a text: steps of the plan, rules that answer with it. Translations count as their base. */
export function placesOf(tx: ReadTx, id: string): { readonly reminderSteps: number; readonly rules: number } {
  const reminderSteps = tx.templates.cadence().filter((step) => step.templateId === id).length;
  return { reminderSteps, rules: tx.autoReplies.rules().filter((rule) => rule.templateId === id).length };
}

/** A copy under another name, with its translations. */
export function duplicateTemplate(
  deps: TemplatesDeps,
  tx: WriteTx,
  context: CallContext,
  { id, name }: ParsedInputOf<'templates.duplicateTemplate'>,
  now: number,
): Template {
  const named = knownTemplate(tx, id);
  const original = baseOf(tx, named) ?? named;
  const fresh = { name, shortcut: '', version: 1, archivedAt: null, createdAt: now, updatedAt: now };
  const base: TemplateRecord = { ...original, ...fresh, id: deps.ids.next(), translationOf: null, baseVersion: null };
  tx.templates.save(base, context.actor.name);
  for (const one of translationsOf(tx, original.id).filter(({ archivedAt }) => archivedAt === null)) {
    const outdated = (one.baseVersion ?? 0) < original.version;
    const origin = { translationOf: base.id, baseVersion: outdated ? 0 : 1 };
    const copy: TemplateRecord = { ...one, ...fresh, ...origin, id: deps.ids.next() };
    tx.templates.save(copy, context.actor.name);
    tx.changed('template.changed', copy.id);
  }
  record(tx, 'template.saved', base, now);
  return toTemplate(base, undefined);
}

function record(tx: WriteTx, action: string, { id, version }: TemplateRecord, now: number): void {
  tx.audit.append({ at: now, action, entity: 'template', entityId: id, data: { version } });
  tx.changed('template.changed', id);
}

/** Errors: INVALID_INPUT for a text with an error: a detail nobody knows, a reserved answer word (rules.md CG22), a short link, what may never be texted. */
function checkBody(
  tx: ReadTx,
  { body, category }: Pick<ParsedInputOf<'templates.saveTemplate'>, 'body' | 'category'>,
  now: number,
): void {
  const [first] = problemsOf(tx, { body, category, values: {}, real: false }, now);
  if (first?.severity !== 'error') return;
  throw new DomainError('INVALID_INPUT', refusal(first), { field: 'body' });
}

function refusal({ code, found, params }: TemplateProblem): string {
  switch (code) {
    case 'unknownDetail':
      return `${found} is not a detail we know. Choose one from the list.`;
    case 'strayBrace':
      return 'A brace stands alone. Details are written like {firstName}.';
    case 'cannotGo':
      return `This looks like ${String(params['content'])}. Such a text never leaves.`;
    case 'shortLink':
      return 'Carriers block short links like this one. Use an address of your own.';
    default:
      return `Do not offer ${String(params['word'] ?? found)} as an answer: it means something else to carriers. Use C, R or X.`;
  }
}
