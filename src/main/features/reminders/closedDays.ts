/**
 * Closed days at the moment of leaving: a step that avoids them does not leave on one either when it is late. It waits for the next
 * opening while that is of use. Reads only.
 */
import { isClosed, nextMorning } from '../../domain/cadence/calendar.ts';
import { toLocal } from '../../domain/time.ts';
import type { ReminderRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { readPlanRules, type PlanRules } from './rules.ts';
import { stepOfReminder } from './stepFacts.ts';

/** When it may leave instead (UTC ms); null: today is no closed day, or none that this step avoids. A time by hand is kept. */
export function closedUntil(tx: ReadTx, reminder: ReminderRecord, now: number, rules?: PlanRules): number | null {
  const step = stepOfReminder(tx, reminder);
  if (step === undefined || step.businessDays === 'keep' || reminder.dueOverride !== null) return null;
  const { calendar } = rules ?? readPlanRules(tx);
  return isClosed(toLocal(now, calendar.zone), calendar) ? nextMorning(now, calendar) : null;
}
