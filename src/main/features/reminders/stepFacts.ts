/** What a reminder is, looked up in its step and its person: before or after the visit, for which purpose, to which number. Reads only. */
import type { Purpose, Reason } from '../../../contract/common.ts';
import { isAfterVisit } from '../../domain/cadence/timing.ts';
import type { AppointmentRecord, CadenceStepRecord, PersonRecord, ReminderRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { reasons } from './reasons.ts';

/** The number a text of this person goes to, or why there is none. */
export function textableNumber(tx: ReadTx, person: PersonRecord): string | Reason {
  const numbers = tx.people.numbersOf(person.id).map(({ number }) => number);
  const first = numbers.find((number) => {
    const kind = tx.people.number(number)?.kind;
    return kind !== 'landline' && kind !== 'tollFree';
  });
  return first ?? (numbers.length === 0 ? reasons.noNumber : reasons.landline);
}

export function stepOfReminder(tx: ReadTx, { stepId }: ReminderRecord): CadenceStepRecord | undefined {
  return stepId === null ? undefined : tx.templates.step(stepId);
}

/** What the consent ledger and the caps count it as (rules.md CG19: asking for a review is advertising). */
export function purposeOf(tx: ReadTx, reminder: ReminderRecord): Purpose {
  return stepOfReminder(tx, reminder)?.purpose === 'review' ? 'marketing' : 'care';
}

/** Whether the visit it is about is still to come, as far as its text is concerned. */
export function isBeforeVisit(tx: ReadTx, reminder: ReminderRecord): boolean {
  const step = stepOfReminder(tx, reminder);
  return reminder.kind === 'moved' || (reminder.kind === 'step' && (step === undefined || !isAfterVisit(step.timing)));
}

/** Whether this one gets the short text for those who have confirmed. */
export function informsOnly(tx: ReadTx, reminder: ReminderRecord, { reply }: AppointmentRecord): boolean {
  return reply === 'confirmed' && stepOfReminder(tx, reminder)?.whenConfirmed === 'info';
}
