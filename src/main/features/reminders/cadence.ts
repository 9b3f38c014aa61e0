/** Changing the cadence: the new plan, and every coming visit brought in line with it, in one transaction. */
import { DomainError } from '../../../contract/errors.ts';
import type { CadenceStep } from '../../../contract/reminders.ts';
import type { CadenceStepRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { ParsedInputOf } from '../feature.ts';
import type { RemindersDeps } from './deps.ts';
import { planReminders } from './plan.ts';

const PAGE = 500;

export function viewCadence(tx: ReadTx): CadenceStep[] {
  return tx.templates.cadence().map(({ position: _position, askAgainAfterDays, minBookedDays, ...step }) => ({
    ...step,
    ...(askAgainAfterDays === null ? {} : { askAgainAfterDays }),
    ...(minBookedDays === null ? {} : { minBookedDays }),
  }));
}

/** Returns how many reminders were newly planned. Errors: INVALID_INPUT with the step (template gone, two steps at one moment). */
export function saveCadence(
  deps: RemindersDeps,
  tx: WriteTx,
  input: ParsedInputOf<'reminders.saveCadence'>,
  now: number,
): number {
  const moments = new Set<string>();
  const steps = input.steps.map((step, position): CadenceStepRecord => {
    if (tx.templates.get(step.templateId) === undefined) {
      throw new DomainError('INVALID_INPUT', 'The text of this step is gone. Choose another one.', {
        field: `steps.${String(position)}.templateId`,
      });
    }
    const moment = JSON.stringify(step.timing);
    if (moments.has(moment)) {
      throw new DomainError('INVALID_INPUT', 'Two steps are at the same time. Change one of them.', {
        field: `steps.${String(position)}.timing`,
      });
    }
    moments.add(moment);
    return {
      ...step,
      id: step.id ?? deps.ids.next(),
      position,
      askAgainAfterDays: step.askAgainAfterDays ?? null,
      minBookedDays: step.minBookedDays ?? null,
    };
  });
  tx.templates.setCadence(steps, now);
  tx.audit.append({
    at: now,
    action: 'cadence.saved',
    entity: 'cadence',
    data: { steps: steps.map(({ timing, active }) => ({ timing, active })) },
  });
  tx.changed('cadence.changed', 'cadence');
  return input.applyTo === 'new' ? 0 : replanAll(deps, tx, now);
}

/** Brings every visit that has not started in line with the cadence. */
export function replanAll(deps: RemindersDeps, tx: WriteTx, now: number): number {
  let planned = 0;
  let cursor: string | null = null;
  do {
    const page = tx.appointments.list({ from: now, cursor, limit: PAGE });
    for (const appointment of page.items) planned += planReminders(deps, tx, appointment, now).length;
    cursor = page.next;
  } while (cursor !== null);
  return planned;
}
