/** A reminder plan while it is edited: fields as typed, what is wrong with them, and the plan to save. Pure. */
import type { CommandInput } from '../../client/procedures.ts';
import type { CadenceStep } from '../../contract.ts';

export interface StepDraft {
  /** Stable while editing; the core's id for steps it knows. */
  readonly key: string;
  readonly id: string | null;
  readonly daysBefore: string;
  readonly at: string;
  readonly templateId: string;
  readonly onlyUnconfirmed: boolean;
  readonly lateMinutes: string;
}

export type DraftField = 'daysBefore' | 'at' | 'templateId' | 'lateMinutes';
export interface DraftProblem {
  readonly index: number;
  readonly field: DraftField;
  readonly code: 'invalidDays' | 'invalidLate' | 'sameMoment' | 'templateGone';
}

const MOST_DAYS = 60;
const MOST_LATE = 2_880;
/** As many as the core takes. */
export const MOST_STEPS = 8;

export function draftsOf(steps: readonly CadenceStep[]): readonly StepDraft[] {
  return steps.map((step) => ({
    key: step.id,
    id: step.id,
    daysBefore: String(step.daysBefore),
    at: step.at,
    templateId: step.templateId,
    onlyUnconfirmed: step.onlyUnconfirmed,
    lateMinutes: String(step.lateMinutes),
  }));
}

/** A further step with sensible values; `key` must be new. */
export function newDraft(key: string, templateId: string): StepDraft {
  return {
    key,
    id: null,
    daysBefore: '1',
    at: '10:00',
    templateId,
    onlyUnconfirmed: true,
    lateMinutes: '240',
  };
}

/** The first thing that is wrong, in the order of the fields. */
export function problemIn(drafts: readonly StepDraft[], templateIds: readonly string[]): DraftProblem | null {
  const moments = new Set<string>();
  for (const [index, draft] of drafts.entries()) {
    if (!isWhole(draft.daysBefore, MOST_DAYS)) return { index, field: 'daysBefore', code: 'invalidDays' };
    const moment = `${Number(draft.daysBefore)} ${draft.at}`;
    if (moments.has(moment)) return { index, field: 'at', code: 'sameMoment' };
    moments.add(moment);
    if (!templateIds.includes(draft.templateId)) return { index, field: 'templateId', code: 'templateGone' };
    if (!isWhole(draft.lateMinutes, MOST_LATE)) return { index, field: 'lateMinutes', code: 'invalidLate' };
  }
  return null;
}

/** Earliest reminder first, as patients get them. */
export function inOrder(drafts: readonly StepDraft[]): readonly StepDraft[] {
  return [...drafts].sort((a, b) => Number(b.daysBefore) - Number(a.daysBefore) || a.at.localeCompare(b.at));
}

export function toPlan(drafts: readonly StepDraft[]): CommandInput<'reminders.saveCadence'>['steps'] {
  return drafts.map((draft) => ({
    ...(draft.id === null ? {} : { id: draft.id }),
    daysBefore: Number(draft.daysBefore),
    at: draft.at,
    templateId: draft.templateId,
    onlyUnconfirmed: draft.onlyUnconfirmed,
    lateMinutes: Number(draft.lateMinutes),
  }));
}

export function isSamePlan(a: readonly StepDraft[], b: readonly StepDraft[]): boolean {
  return JSON.stringify(toPlan(a)) === JSON.stringify(toPlan(b));
}

/** Which field the core means by "steps.1.at"; null when it is none of these. */
export function fieldOfPath(path: string | undefined): Pick<DraftProblem, 'index' | 'field'> | null {
  const match = /^steps\.(\d+)\.(daysBefore|at|templateId|lateMinutes)$/.exec(path ?? '');
  return match ? { index: Number(match[1]), field: match[2] as DraftField } : null;
}

function isWhole(text: string, most: number): boolean {
  return /^\d+$/.test(text.trim()) && Number(text) <= most;
}
