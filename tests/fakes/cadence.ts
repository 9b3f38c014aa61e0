/** Steps of a plan and reminders for tests: what is not said is the usual. */
import type { CadenceStepRecord, ReminderRecord } from '../../src/main/store/records.ts';

export interface StepWords extends Partial<Omit<CadenceStepRecord, 'timing' | 'late'>> {
  readonly days?: number;
  readonly at?: string;
  readonly lateMinutes?: number;
  readonly timing?: CadenceStepRecord['timing'];
  readonly late?: CadenceStepRecord['late'];
}

/** A step so many days before, at 10:00, still of use four hours later, the same for those who have confirmed. */
export function stepOf({ days = 1, at = '10:00', lateMinutes = 240, ...rest }: StepWords = {}): CadenceStepRecord {
  return {
    id: `step${String(days)}`,
    position: 0,
    timing: { kind: 'daysBefore', days, at },
    purpose: 'reminder',
    templateId: 'tpl',
    whenConfirmed: 'same',
    infoTemplateId: null,
    match: { kinds: [], clinicians: [], locations: [] },
    businessDays: 'keep',
    late: lateMinutes === 0 ? { kind: 'skip' } : { kind: 'within', minutes: lateMinutes },
    askAgainAfterDays: null,
    minBookedDays: null,
    active: true,
    appliesFrom: null,
    appliesUntil: null,
    ...rest,
  };
}

/** The same as a client sends it. */
export function stepInput(words: StepWords & { readonly id?: string } = {}) {
  const { timing, purpose, templateId, whenConfirmed, infoTemplateId, match, businessDays, late, active } =
    stepOf(words);
  const step = { timing, purpose, templateId, whenConfirmed, infoTemplateId, match, businessDays, late, active };
  return { ...step, ...(words.id === undefined ? {} : { id: words.id }) };
}

type ReminderWords = Pick<ReminderRecord, 'id' | 'appointmentId' | 'personId' | 'visitAt' | 'dueAt' | 'sendBy'>;

/** A planned reminder that nothing was done with. */
export function reminderOf(words: ReminderWords & Partial<ReminderRecord>): ReminderRecord {
  return {
    kind: 'step',
    stepId: 'step1',
    releaseAt: words.dueAt,
    movedTo: null,
    state: 'planned',
    reasonCode: null,
    reasonText: null,
    messageId: null,
    householdCode: null,
    bodyOverride: null,
    dueOverride: null,
    editedBy: null,
    createdAt: words.dueAt,
    updatedAt: words.dueAt,
    ...words,
  };
}
