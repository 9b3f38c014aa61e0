/** What is wrong with a plan as typed, in the order of its fields, before the core is asked. Pure; what only the schedule knows the core says. */
import { timingOf, wholeNumber } from './planDraft.ts';
import type { StepDraft } from './planDraft.ts';

export type DraftField =
  'amount' | 'at' | 'templateId' | 'infoTemplateId' | 'lateMinutes' | 'askAgainAfterDays' | 'minBookedDays';

export interface DraftProblem {
  readonly index: number;
  readonly field: DraftField;
  readonly code:
    | 'invalidDays'
    | 'invalidLead'
    | 'invalidMonths'
    | 'noTime'
    | 'invalidLate'
    | 'invalidAgain'
    | 'invalidBooked'
    | 'sameMoment'
    | 'templateGone'
    | 'noInfoText';
}

type Finding = Pick<DraftProblem, 'field' | 'code'>;

const MOST_DAYS = 60;
const LEAD_MINUTES = { least: 60, most: 4_320 } as const;
const MOST_MONTHS = 36;
const MOST_LATE = 2_880;
const MOST_AGAIN = 1_000;
const MOST_BOOKED = 365;

/** The first thing that is wrong; null: the plan can be saved. */
export function problemIn(drafts: readonly StepDraft[], templateIds: readonly string[]): DraftProblem | null {
  for (const [index, draft] of drafts.entries()) {
    const found = amountProblem(draft) ?? textProblem(draft, templateIds) ?? rangeProblem(draft);
    if (found !== null) return { index, ...found };
    if (drafts.slice(0, index).some((other) => meet(draft, other))) {
      return { index, field: 'at' in (timingOf(draft) ?? {}) ? 'at' : 'amount', code: 'sameMoment' };
    }
  }
  return null;
}

function amountProblem(draft: StepDraft): Finding | null {
  const { kind, unit, at } = draft;
  const amount = wholeNumber(draft.amount);
  if (kind === 'booked') return null;
  if (kind === 'minutesBefore') {
    const minutes = amount === null ? null : unit === 'hours' ? amount * 60 : amount;
    const fits = minutes !== null && minutes >= LEAD_MINUTES.least && minutes <= LEAD_MINUTES.most;
    return fits ? null : { field: 'amount', code: 'invalidLead' };
  }
  if (kind === 'monthsAfter' && (amount === null || amount < 1 || amount > MOST_MONTHS)) {
    return { field: 'amount', code: 'invalidMonths' };
  }
  if (kind !== 'monthsAfter' && (amount === null || amount > MOST_DAYS))
    return { field: 'amount', code: 'invalidDays' };
  return at === '' ? { field: 'at', code: 'noTime' } : null;
}

function textProblem(
  { templateId, whenConfirmed, infoTemplateId }: StepDraft,
  known: readonly string[],
): Finding | null {
  if (!known.includes(templateId)) return { field: 'templateId', code: 'templateGone' };
  return whenConfirmed === 'info' && !known.includes(infoTemplateId)
    ? { field: 'infoTemplateId', code: 'noInfoText' }
    : null;
}

function rangeProblem(draft: StepDraft): Finding | null {
  if (draft.late === 'within' && !isBetween(draft.lateMinutes, 1, MOST_LATE)) {
    return { field: 'lateMinutes', code: 'invalidLate' };
  }
  if (draft.askAgainAfterDays !== '' && !isBetween(draft.askAgainAfterDays, 1, MOST_AGAIN)) {
    return { field: 'askAgainAfterDays', code: 'invalidAgain' };
  }
  return draft.minBookedDays !== '' && !isBetween(draft.minBookedDays, 1, MOST_BOOKED)
    ? { field: 'minBookedDays', code: 'invalidBooked' }
    : null;
}

/** At one moment, and for some of the same visits. */
function meet(a: StepDraft, b: StepDraft): boolean {
  if (!a.active || !b.active || JSON.stringify(timingOf(a)) !== JSON.stringify(timingOf(b))) return false;
  return overlap(a.kinds, b.kinds) && overlap(a.clinicians, b.clinicians) && overlap(a.locations, b.locations);
}

function overlap(a: readonly string[], b: readonly string[]): boolean {
  const folded = new Set(b.map((word) => word.trim().toLowerCase()));
  return a.length === 0 || b.length === 0 || a.some((word) => folded.has(word.trim().toLowerCase()));
}

function isBetween(text: string, least: number, most: number): boolean {
  const number = wholeNumber(text);
  return number !== null && number >= least && number <= most;
}
