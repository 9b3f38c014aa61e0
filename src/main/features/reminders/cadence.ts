/** Changing the cadence: the new plan is written at once; the planner brings the coming visits in line with it, a few at a time. */
import { DomainError } from '../../../contract/errors.ts';
import type { CadenceStep } from '../../../contract/reminders.ts';
import type { CadenceStepRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { ParsedInputOf } from '../feature.ts';
import type { RemindersDeps } from './deps.ts';

export function viewCadence(tx: ReadTx): CadenceStep[] {
  return tx.templates.cadence().map((record) => {
    const {
      position: _at,
      appliesFrom: _from,
      appliesUntil: _until,
      askAgainAfterDays,
      minBookedDays,
      ...step
    } = record;
    return {
      ...step,
      ...(askAgainAfterDays === null ? {} : { askAgainAfterDays }),
      ...(minBookedDays === null ? {} : { minBookedDays }),
    };
  });
}

/**
 * Returns how many coming visits are being brought in line; 0 when only visits added from now on follow the new plan.
 * Errors: INVALID_INPUT with the step (template gone, a short text missing, two steps at one moment).
 */
export function saveCadence(
  deps: Pick<RemindersDeps, 'ids'>,
  tx: WriteTx,
  input: ParsedInputOf<'reminders.saveCadence'>,
  now: number,
): number {
  const moments = new Set<string>();
  const steps = input.steps.map((step, position): CadenceStepRecord => {
    checkStep(tx, step, position, moments);
    return {
      ...step,
      id: step.id ?? deps.ids.next(),
      position,
      askAgainAfterDays: step.askAgainAfterDays ?? null,
      minBookedDays: step.minBookedDays ?? null,
      appliesFrom: null,
      appliesUntil: null,
    };
  });
  if (input.applyTo === 'new') forNewVisits(deps, tx, steps, now);
  else tx.templates.setCadence(steps, now);
  tx.audit.append({
    at: now,
    action: 'cadence.saved',
    entity: 'cadence',
    data: { steps: steps.map(({ timing, active }) => ({ timing, active })), applyTo: input.applyTo },
  });
  tx.changed('cadence.changed', 'cadence');
  return input.applyTo === 'new' ? 0 : tx.appointments.countComing(now);
}

type StepInput = ParsedInputOf<'reminders.saveCadence'>['steps'][number];

function checkStep(tx: ReadTx, step: StepInput, position: number, moments: Set<string>): void {
  const wrong = (field: string, message: string): DomainError =>
    new DomainError('INVALID_INPUT', message, { field: `steps.${String(position)}.${field}` });
  if (tx.templates.get(step.templateId) === undefined) {
    throw wrong('templateId', 'The text of this step is gone. Choose another one.');
  }
  const info = step.infoTemplateId === null ? undefined : tx.templates.get(step.infoTemplateId);
  if (info === undefined && (step.whenConfirmed === 'info' || step.infoTemplateId !== null)) {
    throw wrong('infoTemplateId', 'Choose the short text for those who have confirmed.');
  }
  // Steps for different kinds of visits may well be at one moment.
  const moment = JSON.stringify([step.timing, step.match]);
  if (step.active && moments.has(moment)) throw wrong('timing', 'Two steps are at the same time. Change one of them.');
  if (step.active) moments.add(moment);
}

/** Visits that are there keep the plan they have: what changed is a new step for those to come, and the old one ends for them. */
function forNewVisits(
  deps: Pick<RemindersDeps, 'ids'>,
  tx: WriteTx,
  steps: readonly CadenceStepRecord[],
  now: number,
): void {
  const before = tx.templates.planSteps();
  const current = new Map(tx.templates.cadence().map((step) => [step.id, step]));
  const next = steps.map((step) => {
    const known = current.get(step.id);
    if (known !== undefined && isSame(known, step)) return { ...step, appliesFrom: known.appliesFrom };
    return { ...step, id: known === undefined ? step.id : deps.ids.next(), appliesFrom: now };
  });
  const kept = new Set(next.map(({ id }) => id));
  const ended = before.flatMap((step) =>
    kept.has(step.id) ? [] : [{ ...step, appliesUntil: step.appliesUntil ?? now }],
  );
  tx.templates.setCadence([...next, ...ended], now);
}

function isSame(a: CadenceStepRecord, b: CadenceStepRecord): boolean {
  const rule = ({ position: _at, appliesFrom: _from, appliesUntil: _until, ...step }: CadenceStepRecord): string =>
    JSON.stringify(Object.entries(step).sort(([one], [other]) => (one < other ? -1 : 1)));
  return rule(a) === rule(b);
}
