/**
 * What a plan would do before it is saved: the exact texts of one visit, how many reminders of coming visits would come and go, and what
 * somebody should know. Writes nothing; the planning is the domain's.
 */
import { DomainError } from '../../../contract/errors.ts';
import { countSegments } from '../../../contract/segments.ts';
import { checkCaps } from '../../domain/cadence/capCheck.ts';
import type { PracticeCalendar } from '../../domain/cadence/calendar.ts';
import { planOccurrences } from '../../domain/cadence/plan.ts';
import type { CadencePlan } from '../../domain/cadence/plan.ts';
import { addDays, instantOnDay, HOUR_MS, MINUTE_MS, toLocal } from '../../domain/time.ts';
import type { Clock, Timers } from '../../platform/ports.ts';
import type { AppointmentRecord, CadenceStepRecord, PersonRecord } from '../../store/records.ts';
import type { ReadTx, Store } from '../../store/store.ts';
import type { OutputOf, ParsedInputOf } from '../feature.ts';
import type { RemindersDeps } from './deps.ts';
import { missedReason } from './reasons.ts';
import { readPlanRules } from './rules.ts';

export interface PreviewDeps extends Pick<RemindersDeps, 'render'> {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: Timers;
}

type Preview = OutputOf<'reminders.previewCadence'>;

/** Visits in one task: planning one takes some tens of microseconds. */
const PAGE = 100;
/** The made-up visit: this far ahead, at half past two. */
const SAMPLE_DAYS = 14;
const SAMPLE_MS = 14.5 * HOUR_MS;

/** Errors: NOT_FOUND for a visit that is gone. */
export async function previewPlan(
  deps: PreviewDeps,
  input: ParsedInputOf<'reminders.previewCadence'>,
): Promise<Preview> {
  const now = deps.clock.now();
  const steps = input.steps.map(toRecord);
  const { calendar, standing, sample } = deps.store.read((tx) => {
    const rules = readPlanRules(tx);
    return {
      calendar: rules.calendar,
      standing: rules.steps,
      sample: sampleOf(deps, tx, { steps, calendar: rules.calendar, appointmentId: input.appointmentId ?? null, now }),
    };
  });
  const counted = await countChanges(deps, { steps, standing, calendar, now });
  const tooLate = counted.afterVisit.flatMap((count, step) =>
    count === 0 ? [] : [{ step, code: 'afterVisit' as const, count }],
  );
  return {
    ...sample,
    changes: { visits: counted.visits, added: counted.added, dropped: counted.dropped },
    warnings: [...tooLate, ...checkCaps(steps, calendar.zone)],
  };
}

/** A step that has no id yet is known by its place. */
function toRecord(
  step: ParsedInputOf<'reminders.previewCadence'>['steps'][number],
  position: number,
): CadenceStepRecord {
  return {
    ...step,
    id: step.id ?? newId(position),
    position,
    askAgainAfterDays: step.askAgainAfterDays ?? null,
    minBookedDays: step.minBookedDays ?? null,
    appliesFrom: null,
    appliesUntil: null,
  };
}

function newId(position: number): string {
  return `new-${String(position)}`;
}

interface Sample {
  readonly steps: readonly CadenceStepRecord[];
  readonly calendar: PracticeCalendar;
  readonly appointmentId: string | null;
  readonly now: number;
}

function sampleOf(deps: PreviewDeps, tx: ReadTx, sample: Sample): Pick<Preview, 'visit' | 'texts'> {
  const { appointment, person } = sample.appointmentId === null ? madeUp(sample) : realVisit(tx, sample.appointmentId);
  const plan = bothSides(appointment, sample);
  const entries = [
    ...plan.planned.map((occurrence) => ({ ...occurrence, missed: null })),
    ...plan.missed.map((occurrence) => ({ ...occurrence, missed: missedReason(occurrence.reason) })),
  ].sort((a, b) => a.dueAt - b.dueAt);
  const texts = entries.map(({ stepId, dueAt, missed }) => {
    const index = sample.steps.findIndex(({ id }) => id === stepId);
    const words = wordsOf(deps, tx, sample.steps[index], person, appointment);
    return { step: index, dueAt, missed, ...words };
  });
  const { startsAt, kind, clinician } = appointment;
  const visit = { appointmentId: sample.appointmentId, personName: person.name, visitAt: startsAt, kind, clinician };
  return { visit, texts };
}

/** Also what comes after the visit, as if it took place, or was missed. */
function bothSides(appointment: AppointmentRecord, { steps, calendar, now }: Sample): CadencePlan {
  const plans = (['booked', 'done', 'missed'] as const).map((status) =>
    planOccurrences({
      visit: { ...appointment, status, bookedAt: appointment.createdAt },
      calendar,
      now: Math.min(now, appointment.createdAt),
      steps: steps.filter(({ timing }) => statusOf(timing) === status),
    }),
  );
  return { planned: plans.flatMap(({ planned }) => planned), missed: plans.flatMap(({ missed }) => missed) };
}

function statusOf(timing: CadenceStepRecord['timing']): 'booked' | 'done' | 'missed' {
  if (timing.kind === 'daysAfter') return timing.after;
  return timing.kind === 'monthsAfter' ? 'done' : 'booked';
}

function wordsOf(
  deps: PreviewDeps,
  tx: ReadTx,
  step: CadenceStepRecord | undefined,
  person: PersonRecord,
  appointment: AppointmentRecord,
): { body: string; language: string; segments: number } {
  const informs = step?.whenConfirmed === 'info' && appointment.reply === 'confirmed' ? step.infoTemplateId : null;
  const template =
    step === undefined ? undefined : tx.templates.inLanguage(informs ?? step.templateId, person.language);
  if (template === undefined) return { body: '', language: person.language, segments: 0 };
  const { body } = deps.render(tx, { template, person, appointment });
  return { body, language: template.language, segments: countSegments(body).parts };
}

function realVisit(tx: ReadTx, id: string): { appointment: AppointmentRecord; person: PersonRecord } {
  const appointment = tx.appointments.get(id);
  const person = appointment === undefined ? undefined : tx.people.get(appointment.personId);
  if (appointment === undefined || person === undefined) throw new DomainError('NOT_FOUND', 'This visit is gone.');
  return { appointment, person };
}

/** Somebody who does not exist, with a visit that every step of the first kind is for. */
function madeUp({ steps, calendar, now }: Sample): { appointment: AppointmentRecord; person: PersonRecord } {
  const startsAt = instantOnDay(addDays(toLocal(now, calendar.zone), SAMPLE_DAYS), SAMPLE_MS, calendar.zone);
  const first = steps.find(({ active }) => active)?.match;
  const createdAt = instantOnDay(addDays(toLocal(now, calendar.zone), -7 * SAMPLE_DAYS), SAMPLE_MS, calendar.zone);
  const person: PersonRecord = {
    id: 'sample',
    givenName: 'Alex',
    familyName: 'Sample',
    name: 'Alex Sample',
    kind: 'patient',
    language: 'en',
    zone: null,
    note: '',
    externalId: null,
    createdAt,
    updatedAt: createdAt,
  };
  const appointment: AppointmentRecord = {
    id: 'sample',
    personId: person.id,
    externalKey: null,
    startsAt,
    endsAt: startsAt + 30 * MINUTE_MS,
    zone: calendar.zone,
    clinician: first?.clinicians[0] ?? 'Dr. Sample',
    location: first?.locations[0] ?? 'Main office',
    kind: first?.kinds[0] ?? 'Check-up',
    status: 'booked',
    reply: 'none',
    replySetBy: null,
    repliedAt: null,
    importId: null,
    createdAt,
    updatedAt: createdAt,
  };
  return { appointment, person };
}

interface Compared {
  readonly steps: readonly CadenceStepRecord[];
  readonly standing: readonly CadenceStepRecord[];
  readonly calendar: PracticeCalendar;
  readonly now: number;
}

interface Counted {
  visits: number;
  added: number;
  dropped: number;
  /** By step: visits for which its time is too late. */
  readonly afterVisit: number[];
}

/** The coming visits under the plan as it stands and as it would be, in short tasks. */
async function countChanges(deps: PreviewDeps, compared: Compared): Promise<Counted> {
  const counted: Counted = { visits: 0, added: 0, dropped: 0, afterVisit: compared.steps.map(() => 0) };
  let cursor: string | null = null;
  do {
    const page: { readonly next: string | null } = deps.store.read((tx) => {
      const { items, next } = tx.appointments.list({ from: compared.now, cursor, limit: PAGE });
      for (const visit of items) count(counted, visit, compared);
      return { next };
    });
    cursor = page.next;
    await deps.timers.sleep(0);
  } while (cursor !== null);
  return counted;
}

function count(counted: Counted, visit: AppointmentRecord, { steps, standing, calendar, now }: Compared): void {
  if (visit.status !== 'booked') return;
  const planned = (plan: readonly CadenceStepRecord[]): CadencePlan =>
    planOccurrences({ visit: { ...visit, bookedAt: visit.createdAt }, calendar, now, steps: plan });
  const keyOf = ({ stepId, dueAt }: CadencePlan['planned'][number]): string => `${stepId} ${String(dueAt)}`;
  const after = planned(steps);
  const [before, then] = [planned(standing).planned, after.planned].map(
    (occurrences) => new Set(occurrences.filter(({ dueAt }) => dueAt > now).map(keyOf)),
  );
  const added = [...(then ?? [])].filter((key) => before?.has(key) !== true).length;
  const dropped = [...(before ?? [])].filter((key) => then?.has(key) !== true).length;
  counted.added += added;
  counted.dropped += dropped;
  if (added + dropped > 0) counted.visits += 1;
  for (const { stepId, reason } of after.missed) {
    const step = steps.findIndex(({ id }) => id === stepId);
    if (reason === 'tooCloseToVisit' && step !== -1) counted.afterVisit[step] = (counted.afterVisit[step] ?? 0) + 1;
  }
}
