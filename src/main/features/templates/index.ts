/** Ready-made texts: listing, saving (always as a new version), and filling in for one conversation. */
import { DomainError } from '../../../contract/errors.ts';
import type { Template } from '../../../contract/templates.ts';
import { reservedAnswerWord, unknownFields } from '../../domain/templates/render.ts';
import type { Clock, Ids } from '../../platform/ports.ts';
import type { AppointmentRecord, ConversationRecord, TemplateRecord } from '../../store/records.ts';
import type { ReadTx, Store, WriteTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { CallContext, FeatureHandlers, ParsedInputOf } from '../feature.ts';
import { pickTemplate } from './pickTemplate.ts';
import { renderFor } from './values.ts';

export interface TemplatesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

export function createTemplatesFeature(deps: TemplatesDeps): FeatureHandlers<'templates'> {
  const { store, clock } = deps;
  return {
    listTemplates: (_context, { category, language }) =>
      store.read((tx) => ({
        items: tx.templates
          .list()
          .filter((one) => category === undefined || one.category === category)
          .filter((one) => language === undefined || one.language === language)
          .map(toTemplate),
      })),
    saveTemplate: (context, input) =>
      runCommand(deps, context, 'templates.saveTemplate', (tx, now) => save(deps, tx, context, input, now)),
    renderTemplate: (_context, input) => store.read((tx) => render(tx, input, clock.now())),
  };
}

function toTemplate({ createdAt: _made, ...template }: TemplateRecord): Template {
  return template;
}

function save(
  deps: TemplatesDeps,
  tx: WriteTx,
  context: CallContext,
  input: ParsedInputOf<'templates.saveTemplate'>,
  now: number,
): Template {
  checkBody(input.body);
  const before = input.id === undefined ? undefined : tx.templates.get(input.id);
  if (input.id !== undefined && before === undefined) {
    throw new DomainError('NOT_FOUND', 'This text is no longer there.');
  }
  const template: TemplateRecord = {
    id: before?.id ?? deps.ids.next(),
    name: input.name,
    shortcut: input.shortcut,
    category: input.category,
    language: input.language,
    body: input.body,
    version: (before?.version ?? 0) + 1,
    translationOf: before?.translationOf ?? null,
    baseVersion: before?.baseVersion ?? null,
    archivedAt: before?.archivedAt ?? null,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
  tx.templates.save(template, context.actor.name);
  tx.audit.append({
    at: now,
    action: 'template.saved',
    entity: 'template',
    entityId: template.id,
    data: { version: template.version },
  });
  tx.changed('template.changed', template.id);
  return toTemplate(template);
}

/** Errors: INVALID_INPUT for a detail we do not know, or an answer word that would opt the patient out (rules.md CG22). */
function checkBody(body: string): void {
  const [unknown] = unknownFields(body);
  if (unknown !== undefined) {
    throw new DomainError('INVALID_INPUT', `{${unknown}} is not a detail we know. Choose one from the list.`, {
      field: 'body',
    });
  }
  const reserved = reservedAnswerWord(body);
  if (reserved !== null) {
    throw new DomainError(
      'INVALID_INPUT',
      `Do not offer ${reserved} as an answer: it means something else to carriers. Use C, R or X.`,
      { field: 'body' },
    );
  }
}

function render(tx: ReadTx, input: ParsedInputOf<'templates.renderTemplate'>, now: number) {
  const chosen = tx.templates.get(input.templateId);
  const row = tx.conversations.get(input.conversationId);
  if (chosen === undefined) throw new DomainError('NOT_FOUND', 'This text is no longer there.');
  if (row === undefined) throw new DomainError('NOT_FOUND', 'This conversation is no longer there.');
  const appointment = nextVisit(tx, row, now);
  // The visit decides whom the text is about; without one the person last written about.
  const personId = appointment?.personId ?? row.people[0]?.id;
  const person = personId === undefined ? null : (tx.people.get(personId) ?? null);
  // English is the standard; whoever picks another language means it.
  const translated = chosen.language === 'en' && person !== null && person.language !== 'en';
  const template = translated ? (pickTemplate(tx, chosen.id, person.language) ?? chosen) : chosen;
  const { body, missing } = renderFor(tx, { template, person, appointment });
  return { body, missing: [...missing] };
}

/** Details come from this conversation only: the soonest visit of the person last written about, else of anyone on the number. */
function nextVisit(tx: ReadTx, row: ConversationRecord, now: number): AppointmentRecord | null {
  const [first, ...others] = row.people;
  const own = first === undefined ? undefined : tx.appointments.upcomingOf(first.id, now)[0];
  if (own !== undefined) return own;
  const visits = others.flatMap(({ id }) => tx.appointments.upcomingOf(id, now).slice(0, 1));
  return visits.toSorted((a, b) => a.startsAt - b.startsAt)[0] ?? null;
}
