/** The last day of an employee: texts about work end with it, what they agreed to as a patient stays (rules.md 11.2 P14). */
import type { ConsentState } from '../../../contract/consent.ts';
import { DomainError } from '../../../contract/errors.ts';
import { LAST_DAY_CLEARED } from '../../domain/consent/event.ts';
import { afterLastDay } from '../../domain/consent/periods.ts';
import type { Ids } from '../../platform/ports.ts';
import type { WriteTx } from '../../store/store.ts';
import type { CallContext, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { readDay } from './readDay.ts';
import { recordConsent } from './recordConsent.ts';
import { allNumbers, subjectOf } from './subject.ts';
import { viewState } from './viewState.ts';

/** Errors: INVALID_INPUT (not an employee, no such day), NOT_FOUND. */
export function setLastDay(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  { actor }: CallContext,
  { personId, lastDay }: ParsedInputOf<'consent.setLastDay'>,
  now: number,
): ConsentState {
  const subject = subjectOf(tx, { personId });
  if (tx.people.get(personId)?.kind !== 'employee') {
    throw new DomainError('INVALID_INPUT', 'Only employees have a last day.', { field: 'personId' });
  }
  const about = { personId, level: null, purpose: 'employee', method: 'staff', at: now, actor: actor.name } as const;
  for (const number of allNumbers(tx, subject)) {
    if (lastDay === null) {
      recordConsent(deps, tx, { ...about, number, kind: 'note', evidence: LAST_DAY_CLEARED }, now);
    } else {
      const effectiveAt = afterLastDay(readDay(lastDay, 'lastDay'), readSettings(tx).practice.zone);
      recordConsent(deps, tx, { ...about, number, kind: 'revoke', evidence: lastDay, detail: { effectiveAt } }, now);
    }
  }
  return viewState(tx, subject, now);
}
