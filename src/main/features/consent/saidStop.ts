/** One press of "Said stop": an opt-out told at the desk, by phone, letter or e-mail, on all numbers of the person; and the end of a doubt. */
import type { ConsentState } from '../../../contract/consent.ts';
import { DomainError } from '../../../contract/errors.ts';
import { SUSPICION_CLEARED } from '../../domain/consent/event.ts';
import type { Ids } from '../../platform/ports.ts';
import type { WriteTx } from '../../store/store.ts';
import type { CallContext, OutputOf } from '../feature.ts';
import { isSuspectedOptOut, readConsent } from './readConsent.ts';
import { recordConsent } from './recordConsent.ts';
import { allNumbers, refuserOf, subjectOf } from './subject.ts';
import type { Named } from './subject.ts';
import { viewState } from './viewState.ts';

/** Errors: INVALID_INPUT, NOT_FOUND. A number that is opted out already gets no second entry. */
export function saidStop(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  { actor }: CallContext,
  input: Named,
  now: number,
): OutputOf<'consent.saidStop'> {
  const subject = subjectOf(tx, input);
  const numbers = input.personId === undefined ? [subject.number] : allNumbers(tx, subject);
  let stopped = 0;
  for (const number of numbers) {
    const personId = refuserOf(tx, input, number, subject.personId);
    const { optedOut } = readConsent(tx, number, personId, now);
    if (optedOut !== null && optedOut.scope !== 'purpose') continue;
    const said = { kind: 'revoke', level: null, purpose: null, method: 'staff', evidence: '' } as const;
    stopped += recordConsent(deps, tx, { ...said, number, personId, at: now, actor: actor.name }, now);
  }
  return { state: viewState(tx, subject, now), stopped };
}

/** A person has read it: not about texts. Errors: CONFLICT when nothing is in doubt. */
export function clearSuspicion(
  deps: { readonly ids: Ids },
  tx: WriteTx,
  { actor }: CallContext,
  input: Named,
  now: number,
): ConsentState {
  const { number, personId } = subjectOf(tx, input);
  if (!isSuspectedOptOut(tx, number)) throw new DomainError('CONFLICT', 'This was decided already.');
  const decided = { kind: 'note', level: null, purpose: null, method: 'staff', evidence: SUSPICION_CLEARED } as const;
  recordConsent(deps, tx, { ...decided, number, personId: null, at: now, actor: actor.name }, now);
  return viewState(tx, { number, personId }, now);
}
