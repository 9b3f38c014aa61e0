/** Ready-made texts: listing, saving (always as a new version), translations, preview, and filling in for one conversation. */
import { DomainError } from '../../../contract/errors.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { AppointmentRecord, ConversationRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { FeatureHandlers, OutputOf, ParsedInputOf } from '../feature.ts';
import { pickTemplate } from './pickTemplate.ts';
import { listFields, previewTemplate } from './preview.ts';
import {
  archiveTemplate,
  baseOf,
  confirmTranslation,
  duplicateTemplate,
  knownTemplate,
  placesOf,
  saveTemplate,
  toTemplate,
  translationsOf,
} from './texts.ts';
import type { TemplatesDeps } from './texts.ts';
import { renderFor } from './values.ts';

export type { TemplatesDeps };

const USED_WITHIN_MS = 30 * DAY_MS;

export function createTemplatesFeature(deps: TemplatesDeps): FeatureHandlers<'templates'> {
  const { store, clock } = deps;
  return {
    listTemplates: (_context, input) => store.read((tx) => list(tx, input)),
    listFields: (_context, { language }) => store.read((tx) => listFields(tx, language, clock.now())),
    saveTemplate: (context, input) =>
      runCommand(deps, context, 'templates.saveTemplate', (tx, now) => saveTemplate(deps, tx, context, input, now)),
    confirmTranslation: (context, { id }) =>
      runCommand(deps, context, 'templates.confirmTranslation', (tx, now) => confirmTranslation(tx, id, now)),
    archiveTemplate: (context, input) =>
      runCommand(deps, context, 'templates.archiveTemplate', (tx, now) => archiveTemplate(tx, input, now)),
    duplicateTemplate: (context, input) =>
      runCommand(deps, context, 'templates.duplicateTemplate', (tx, now) =>
        duplicateTemplate(deps, tx, context, input, now),
      ),
    listVersions: (_context, { id }) => store.read((tx) => versions(tx, id)),
    getUsage: (_context, { id }) => store.read((tx) => usage(tx, id, clock.now())),
    previewTemplate: (_context, input) => store.read((tx) => previewTemplate(tx, input, clock.now())),
    renderTemplate: (_context, input) => store.read((tx) => render(tx, input, clock.now())),
  };
}

function list(
  tx: ReadTx,
  { category, language, archived }: ParsedInputOf<'templates.listTemplates'>,
): OutputOf<'templates.listTemplates'> {
  const all = tx.templates.list();
  const byId = new Map(all.map((one) => [one.id, one]));
  const items = all
    .map((one) => toTemplate(one, one.translationOf === null ? undefined : byId.get(one.translationOf)))
    .filter((one) => archived || !one.archived)
    .filter((one) => category === undefined || one.category === category)
    .filter((one) => language === undefined || one.language === language);
  return { items };
}

function versions(tx: ReadTx, id: string): OutputOf<'templates.listVersions'> {
  knownTemplate(tx, id);
  const items = tx.templates.versions(id);
  return { items: items.map(({ version, body, actor, createdAt }) => ({ version, body, by: actor, at: createdAt })) };
}

function usage(tx: ReadTx, id: string, now: number): OutputOf<'templates.getUsage'> {
  const named = knownTemplate(tx, id);
  const base = baseOf(tx, named) ?? named;
  const counts = tx.templates.uses(now - USED_WITHIN_MS);
  const family = [base, ...translationsOf(tx, base.id)];
  return { uses: family.reduce((sum, one) => sum + (counts.get(one.id) ?? 0), 0), ...placesOf(tx, base.id) };
}

function render(
  tx: ReadTx,
  input: ParsedInputOf<'templates.renderTemplate'>,
  now: number,
): OutputOf<'templates.renderTemplate'> {
  const chosen = knownTemplate(tx, input.templateId);
  const row = tx.conversations.get(input.conversationId);
  if (row === undefined) throw new DomainError('NOT_FOUND', 'This conversation is no longer there.');
  const appointment = nextVisit(tx, row, now);
  // The visit decides whom the text is about; without one the person last written about.
  const personId = appointment?.personId ?? row.people[0]?.id;
  const person = personId === undefined ? null : (tx.people.get(personId) ?? null);
  // A base is the standard; whoever picks a translation means it.
  const translated = chosen.translationOf === null && person !== null;
  const template = translated ? (pickTemplate(tx, chosen.id, person.language) ?? chosen) : chosen;
  const { body, missing } = renderFor(tx, { template, person, appointment, leavesAt: now });
  return { body, missing: [...missing] };
}

/** Details come from this conversation only: the soonest visit of the person last written about, else of anyone on the number. */
function nextVisit(tx: ReadTx, row: ConversationRecord, now: number): AppointmentRecord | null {
  const [first, ...others] = row.people;
  const own = first === undefined ? undefined : tx.appointments.upcomingOf(first.id, now)[0];
  if (own !== undefined) return own;
  // A crowd is no household: what is somebody else's there does not belong in a text.
  if (row.peopleMore > 0) return null;
  const visits = others.flatMap(({ id }) => tx.appointments.upcomingOf(id, now).slice(0, 1));
  return visits.toSorted((a, b) => a.startsAt - b.startsAt)[0] ?? null;
}
