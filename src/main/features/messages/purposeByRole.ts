/** What a text is for, and whether the person who writes, sends again or takes it back may do so in their role (rules.md 9). */
import type { Purpose } from '../../../contract/common.ts';
import { DomainError } from '../../../contract/errors.ts';
import { maySend } from '../../domain/accounts/roleRules.ts';
import type { CallContext } from '../feature.ts';

/** The purpose of a text somebody writes: what they said, or what their role sends. Throws FORBIDDEN (field `purpose`). */
export function purposeFor({ actor }: CallContext, asked: Purpose | undefined): Purpose {
  const purpose = asked ?? (actor.role === 'billing' ? 'billing' : 'care');
  refuseUnlessMaySend(actor.role, purpose);
  return purpose;
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
