/**
 * The exact text of a reminder as it would leave at a moment: its template in the person's language, the short one for who has confirmed,
 * a person's own words, or one text for several visits of a household. Reads only; `release.ts` sends it, the forecast shows it.
 */
import type { Reason } from '../../../contract/common.ts';
import { householdText } from '../../domain/cadence/householdText.ts';
import { toLocal } from '../../domain/time.ts';
import type { AppointmentRecord, PersonRecord, ReminderRecord, TemplateRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { offeredKeys } from '../inbound/question.ts';
import { readSettings } from '../settings/readSettings.ts';
import { pickTemplate } from '../templates/pickTemplate.ts';
import { nameOfPractice, styleOf } from '../templates/practice.ts';
import type { RemindersDeps } from './deps.ts';
import { householdOf, type Circumstances, type HouseholdMember } from './household.ts';
import { incompleteReason, reasons } from './reasons.ts';
import { informsOnly, stepOfReminder, textableNumber } from './stepFacts.ts';

export interface ComposedReminder {
  readonly number: string;
  readonly personId: string;
  readonly body: string;
  /** Null: a person's own words, of a step whose text is gone. */
  readonly templateId: string | null;
}

export type Composed<T> = { readonly ok: true; readonly text: T } | { readonly ok: false; readonly reason: Reason };

/** The text of this one reminder; `at`: when it leaves (UTC ms), for words like "tomorrow". Left out: the day is named. */
export function compose(
  deps: Pick<RemindersDeps, 'render'>,
  tx: ReadTx,
  reminder: ReminderRecord,
  appointment: AppointmentRecord,
  at?: number,
): Composed<ComposedReminder> {
  const person = tx.people.get(appointment.personId);
  if (person === undefined) return { ok: false, reason: reasons.visitGone };
  const number = textableNumber(tx, person);
  if (typeof number !== 'string') return { ok: false, reason: number };
  const template = templateFor(tx, reminder, appointment, person);
  const base = { number, personId: person.id, templateId: template?.id ?? null };
  // A person's own words for this one text.
  if (reminder.bodyOverride !== null) return { ok: true, text: { ...base, body: reminder.bodyOverride } };
  if (template === undefined) return { ok: false, reason: reasons.noTemplate };
  // A cancelled visit is named by the time the person knows.
  const visit = reminder.kind === 'cancelled' ? { ...appointment, startsAt: reminder.visitAt } : appointment;
  const { body, missing } = deps.render(tx, {
    template,
    person,
    appointment: visit,
    ...(at === undefined ? {} : { leavesAt: at }),
  });
  if (missing.length > 0) return { ok: false, reason: incompleteReason(missing) };
  return { ok: true, text: { ...base, body } };
}

export interface ComposedText extends ComposedReminder {
  /** The visits it is about, by their code; one, with the code null, for a text of its own. The first gives its ids to the message. */
  readonly members: readonly { readonly reminder: ReminderRecord; readonly code: number | null }[];
}

/** The text that would leave at `at` (UTC ms) if this reminder were released then, with everyone it speaks for. */
export function composeReminder(
  deps: Pick<RemindersDeps, 'render'>,
  tx: ReadTx,
  reminder: ReminderRecord,
  appointment: AppointmentRecord,
  at: number,
  circumstances: Circumstances = {},
): Composed<ComposedText> {
  const own = compose(deps, tx, reminder, appointment, at);
  if (!own.ok) return own;
  const alone = { ok: true, text: { ...own.text, members: [{ reminder, code: null }] } } as const;
  const members = householdOf(tx, { reminder, appointment, number: own.text.number }, at, circumstances);
  if (members.length < 2) return alone;
  const template = own.text.templateId === null ? undefined : tx.templates.get(own.text.templateId);
  if (template === undefined) return alone;
  const lead = members[0] ?? { reminder, appointment };
  const body = bodyFor(tx, members, template);
  return {
    ok: true,
    text: {
      ...own.text,
      personId: lead.appointment.personId,
      body,
      members: members.map(({ reminder: one }, index) => ({ reminder: one, code: index + 1 })),
    },
  };
}

function bodyFor(tx: ReadTx, members: readonly HouseholdMember[], template: TemplateRecord): string {
  const { practice } = readSettings(tx);
  const [first] = members;
  return householdText({
    practice: nameOfPractice(practice),
    date: toLocal(first?.appointment.startsAt ?? 0, first?.appointment.zone ?? practice.zone),
    style: styleOf(practice, template.language === 'es' ? 'es' : 'en'),
    asks: Object.keys(offeredKeys(template.body)).length > 0,
    visits: members.map(({ appointment }, index) => {
      const person = tx.people.get(appointment.personId);
      const firstName = person?.givenName === '' ? person.name : (person?.givenName ?? '');
      return { code: index + 1, firstName, time: toLocal(appointment.startsAt, appointment.zone) };
    }),
  });
}

function templateFor(
  tx: ReadTx,
  reminder: ReminderRecord,
  appointment: AppointmentRecord,
  person: PersonRecord,
): TemplateRecord | undefined {
  const id = reminder.kind === 'step' ? stepTemplate(tx, reminder, appointment) : noticeTemplate(tx, reminder.kind);
  return id === null ? undefined : pickTemplate(tx, id, person.language);
}

function stepTemplate(tx: ReadTx, reminder: ReminderRecord, appointment: AppointmentRecord): string | null {
  const step = stepOfReminder(tx, reminder);
  if (step === undefined) return null;
  return informsOnly(tx, reminder, appointment) ? step.infoTemplateId : step.templateId;
}

/** The names the seeded texts have in every language. */
const NOTICE_NAMES = { moved: 'Visit moved', cancelled: 'Visit cancelled' } as const;

function noticeTemplate(tx: ReadTx, kind: 'moved' | 'cancelled'): string | null {
  const { movedTemplateId, cancelledTemplateId } = readSettings(tx).reminders;
  const chosen = kind === 'moved' ? movedTemplateId : cancelledTemplateId;
  if (chosen !== null) return chosen;
  return tx.templates.list().find(({ name, language }) => name === NOTICE_NAMES[kind] && language === 'en')?.id ?? null;
}
