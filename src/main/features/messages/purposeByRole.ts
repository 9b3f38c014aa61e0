/** What a text is for, and whether the person who writes, sends again or takes it back may do so in their role (rules.md 9). */
import type { Purpose } from '../../../contract/common.ts';
import { DomainError } from '../../../contract/errors.ts';
import { maySend } from '../../domain/accounts/roleRules.ts';
import type { ReadTx } from '../../store/store.ts';
import type { CallContext } from '../feature.ts';
import { receiverPreview } from './receiver.ts';
import type { ReceiverInput } from './receiver.ts';

type Asking = ReceiverInput & { readonly purpose?: Purpose | undefined };

/** The purpose of a text somebody writes: what they said, or the usual one. Errors: FORBIDDEN (field `purpose`), those of the receiver. */
export function purposeFor(tx: ReadTx, context: CallContext, asked: Asking, now: number): Purpose {
  const purpose = asked.purpose ?? usualPurpose(tx, context, asked, now);
  refuseUnlessMaySend(context.actor.role, purpose);
  return purpose;
}

/** Bills for billing; work where somebody who may write of it writes to an employee (rules.md 2.7); else care. Errors: those of the receiver. */
export function usualPurpose(tx: ReadTx, { actor }: CallContext, to: ReceiverInput, now: number): Purpose {
  if (actor.role === 'billing') return 'billing';
  if (!maySend(actor.role, 'employee')) return 'care';
  const { personId } = receiverPreview(tx, to, now);
  return personId !== null && tx.people.get(personId)?.kind === 'employee' ? 'employee' : 'care';
}

/** Throws FORBIDDEN where a text of this purpose is not this person's to send again or to take back. */
export function refuseForeignText({ actor }: CallContext, { purpose }: { readonly purpose: Purpose }): void {
  // Codes and other texts of the program itself belong to whoever is at the desk.
  if (purpose !== 'system') refuseUnlessMaySend(actor.role, purpose);
}

function refuseUnlessMaySend(role: CallContext['actor']['role'], purpose: Purpose): void {
  if (maySend(role, purpose)) return;
  throw new DomainError('FORBIDDEN', 'Your role may not send texts of this kind. Ask somebody whose it is.', {
    field: 'purpose',
  });
}
