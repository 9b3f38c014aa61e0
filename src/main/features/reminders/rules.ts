/** What the planning of reminders needs of the practice's settings, read once for many visits. Reads only. */
import type { ReminderRules } from '../../../contract/settings.ts';
import type { PracticeCalendar } from '../../domain/cadence/calendar.ts';
import type { CadenceStepRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';

export interface PlanRules {
  /** The steps' wall-clock times are the practice's; a visit in another zone still happens at its own instant. */
  readonly calendar: PracticeCalendar;
  readonly steps: readonly CadenceStepRecord[];
  readonly rules: ReminderRules;
}

export function readPlanRules(tx: ReadTx): PlanRules {
  const { practice, sending, reminders } = readSettings(tx);
  return {
    calendar: {
      zone: practice.zone,
      closedDays: sending.closedDays,
      closedDates: reminders.closedDates,
      opensAt: sending.open,
    },
    steps: tx.templates.planSteps(),
    rules: reminders,
  };
}
