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
  /** The step as the core has it: what this page does not show stays as it is. */
  readonly known: CadenceStep | null;
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

/** The steps so many days before a visit: those this page shows. */
export function draftsOf(steps: readonly CadenceStep[]): readonly StepDraft[] {
  return steps.flatMap((step) =>
    step.timing.kind !== 'daysBefore'
      ? []
      : [
          {
            key: step.id,
            id: step.id,
            daysBefore: String(step.timing.days),
            at: step.timing.at,
            templateId: step.templateId,
            onlyUnconfirmed: step.whenConfirmed !== 'same',
            lateMinutes: step.late.kind === 'within' ? String(step.late.minutes) : '0',
            known: step,
          },
        ],
  );
}

/** The others, which are saved as they are. */
export function otherSteps(steps: readonly CadenceStep[]): readonly CadenceStep[] {
  return steps.filter(({ timing }) => timing.kind !== 'daysBefore');
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
    known: null,
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
  return drafts.map(({ id, known, ...draft }) => ({
    purpose: 'reminder' as const,
    infoTemplateId: null,
    match: { kinds: [], clinicians: [], locations: [] },
    businessDays: 'keep' as const,
    active: true,
    ...known,
    ...(id === null ? {} : { id }),
    timing: { kind: 'daysBefore' as const, days: Number(draft.daysBefore), at: draft.at },
    templateId: draft.templateId,
    whenConfirmed: confirmedRule(draft.onlyUnconfirmed, known),
    late: lateRule(Number(draft.lateMinutes), known),
  }));
}

function confirmedRule(onlyUnconfirmed: boolean, known: CadenceStep | null): CadenceStep['whenConfirmed'] {
  if (!onlyUnconfirmed) return 'same';
  return known?.whenConfirmed === 'info' ? 'info' : 'skip';
}

function lateRule(minutes: number, known: CadenceStep | null): CadenceStep['late'] {
  if (minutes > 0) return { kind: 'within', minutes };
  return known?.late.kind === 'nextMorning' ? known.late : { kind: 'skip' };
}

export function isSamePlan(a: readonly StepDraft[], b: readonly StepDraft[]): boolean {
  return JSON.stringify(toPlan(a)) === JSON.stringify(toPlan(b));
}

/** Which field the core means by "steps.1.timing"; null when it is none of these. */
export function fieldOfPath(path: string | undefined): Pick<DraftProblem, 'index' | 'field'> | null {
  const match = /^steps\.(\d+)\.(timing|templateId|late)\b/.exec(path ?? '');
  if (!match) return null;
  const field = match[2] === 'timing' ? 'at' : match[2] === 'late' ? 'lateMinutes' : 'templateId';
  return { index: Number(match[1]), field };
}

function isWhole(text: string, most: number): boolean {
  return /^\d+$/.test(text.trim()) && Number(text) <= most;
}
