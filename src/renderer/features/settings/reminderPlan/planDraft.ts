/** A reminder plan while it is edited: fields as typed, and the plan they make. Pure; what is wrong with it is `planProblems`. */
import type { CommandInput } from '../../../client/procedures.ts';
import type { CadenceStep, StepTiming } from '../../../contract.ts';

export type TimingKind = StepTiming['kind'];
type PlanInput = CommandInput<'reminders.saveCadence'>['steps'];
export type SavedStep = PlanInput[number];

/** Unit in which the lead of a step before the visit is typed. */
export type LeadUnit = 'hours' | 'minutes';

export interface StepDraft {
  /** Stable while editing; the core's id for steps it knows. */
  readonly key: string;
  readonly id: string | null;
  readonly kind: TimingKind;
  /** Days, hours, minutes or months, by `kind` and `unit`. */
  readonly amount: string;
  readonly unit: LeadUnit;
  readonly at: string;
  readonly after: 'done' | 'missed';
  readonly purpose: CadenceStep['purpose'];
  readonly templateId: string;
  readonly whenConfirmed: CadenceStep['whenConfirmed'];
  readonly infoTemplateId: string;
  readonly kinds: readonly string[];
  readonly clinicians: readonly string[];
  readonly locations: readonly string[];
  readonly businessDays: CadenceStep['businessDays'];
  readonly late: CadenceStep['late']['kind'];
  readonly lateMinutes: string;
  /** Empty: no such rule. */
  readonly askAgainAfterDays: string;
  /** Empty: for all visits. */
  readonly minBookedDays: string;
  readonly active: boolean;
}

/** As many as the core takes. */
export const MOST_STEPS = 20;
const DEFAULT_LATE_MINUTES = '240';

export function draftsOf(steps: readonly CadenceStep[]): readonly StepDraft[] {
  return steps.map((step) => ({
    key: step.id,
    id: step.id,
    ...timingDraft(step.timing),
    purpose: step.purpose,
    templateId: step.templateId,
    whenConfirmed: step.whenConfirmed,
    infoTemplateId: step.infoTemplateId ?? '',
    kinds: step.match.kinds,
    clinicians: step.match.clinicians,
    locations: step.match.locations,
    businessDays: step.businessDays,
    late: step.late.kind,
    lateMinutes: step.late.kind === 'within' ? String(step.late.minutes) : DEFAULT_LATE_MINUTES,
    askAgainAfterDays: step.askAgainAfterDays === undefined ? '' : String(step.askAgainAfterDays),
    minBookedDays: step.minBookedDays === undefined ? '' : String(step.minBookedDays),
    active: step.active,
  }));
}

function timingDraft(timing: StepTiming): Pick<StepDraft, 'kind' | 'amount' | 'unit' | 'at' | 'after'> {
  const blank = { kind: timing.kind, amount: '0', unit: 'hours', at: '10:30', after: 'done' } as const;
  switch (timing.kind) {
    case 'daysBefore':
      return { ...blank, amount: String(timing.days), at: timing.at };
    case 'minutesBefore':
      return timing.minutes % 60 === 0
        ? { ...blank, amount: String(timing.minutes / 60) }
        : { ...blank, amount: String(timing.minutes), unit: 'minutes' };
    case 'booked':
      return blank;
    case 'daysAfter':
      return { ...blank, amount: String(timing.days), at: timing.at, after: timing.after };
    case 'monthsAfter':
      return { ...blank, amount: String(timing.months), at: timing.at };
  }
}

/** A further step with sensible values; `key` must be new. */
export function newDraft(key: string, templateId: string): StepDraft {
  return {
    key,
    id: null,
    kind: 'daysBefore',
    amount: '1',
    unit: 'hours',
    at: '10:30',
    after: 'done',
    purpose: 'reminder',
    templateId,
    whenConfirmed: 'skip',
    infoTemplateId: '',
    kinds: [],
    clinicians: [],
    locations: [],
    businessDays: 'dayBefore',
    late: 'within',
    lateMinutes: DEFAULT_LATE_MINUTES,
    askAgainAfterDays: '',
    minBookedDays: '',
    active: true,
  };
}

/** The draft with another kind of timing, with what usually goes with it. */
export function withKind(draft: StepDraft, kind: TimingKind): StepDraft {
  const amounts: Readonly<Record<TimingKind, string>> = {
    daysBefore: '1',
    minutesBefore: '2',
    booked: '0',
    daysAfter: '1',
    monthsAfter: '6',
  };
  const after = kind === 'daysAfter' || kind === 'monthsAfter';
  const wasAfter = draft.kind === 'daysAfter' || draft.kind === 'monthsAfter';
  const purpose =
    after === wasAfter ? draft.purpose : after ? (kind === 'monthsAfter' ? 'recall' : 'followUp') : 'reminder';
  return {
    ...draft,
    kind,
    amount: amounts[kind],
    unit: 'hours',
    purpose,
    businessDays: after ? 'dayAfter' : 'dayBefore',
    // Whoever came, or did not, has nothing to confirm any more.
    whenConfirmed: after || kind === 'booked' ? 'same' : draft.whenConfirmed,
  };
}

/** Null while what is typed makes no timing. */
export function timingOf({ kind, amount, unit, at, after }: StepDraft): StepTiming | null {
  const number = wholeNumber(amount);
  if (kind === 'booked') return { kind };
  if (number === null) return null;
  if (kind === 'minutesBefore') return { kind, minutes: unit === 'hours' ? number * 60 : number };
  if (at === '') return null;
  if (kind === 'daysBefore') return { kind, days: number, at };
  return kind === 'daysAfter' ? { kind, after, days: number, at } : { kind, months: number, at };
}

/** The step to save; null while something in it makes no sense. */
export function stepOf(draft: StepDraft): SavedStep | null {
  const timing = timingOf(draft);
  const minutes = wholeNumber(draft.lateMinutes);
  if (timing === null || (draft.late === 'within' && minutes === null)) return null;
  const askAgain = wholeNumber(draft.askAgainAfterDays);
  const booked = wholeNumber(draft.minBookedDays);
  return {
    ...(draft.id === null ? {} : { id: draft.id }),
    timing,
    purpose: draft.purpose,
    templateId: draft.templateId,
    whenConfirmed: draft.whenConfirmed,
    infoTemplateId: draft.whenConfirmed === 'info' && draft.infoTemplateId !== '' ? draft.infoTemplateId : null,
    match: { kinds: [...draft.kinds], clinicians: [...draft.clinicians], locations: [...draft.locations] },
    businessDays: draft.businessDays,
    late: draft.late === 'within' ? { kind: 'within', minutes: minutes ?? 0 } : { kind: draft.late },
    ...(askAgain === null ? {} : { askAgainAfterDays: askAgain }),
    ...(booked === null ? {} : { minBookedDays: booked }),
    active: draft.active,
  };
}

/** The plan to save; null while a step makes no sense. */
export function planOf(drafts: readonly StepDraft[]): SavedStep[] | null {
  const steps = drafts.flatMap((draft) => stepOf(draft) ?? []);
  return steps.length === drafts.length ? steps : null;
}

export function isSamePlan(a: readonly StepDraft[], b: readonly StepDraft[]): boolean {
  const plain = (drafts: readonly StepDraft[]): string =>
    JSON.stringify(drafts.map(({ key: _key, ...draft }) => draft));
  return plain(a) === plain(b);
}

/** The step moved by one place towards the front (-1) or the end (1). */
export function moved(drafts: readonly StepDraft[], key: string, by: -1 | 1): readonly StepDraft[] {
  const from = drafts.findIndex((draft) => draft.key === key);
  const to = from + by;
  const step = drafts[from];
  if (step === undefined || to < 0 || to >= drafts.length) return drafts;
  const rest = drafts.filter((draft) => draft.key !== key);
  return [...rest.slice(0, to), step, ...rest.slice(to)];
}

/** Null for anything but digits. */
export function wholeNumber(text: string): number | null {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : null;
}
