/** Asks the legal holds about a person or a number, and refuses what a hold forbids. Reads only; other features may use it. */
import { DomainError } from '../../../contract/errors.ts';
import { holdsOn } from '../../domain/privacy/legalHold.ts';
import type { LegalHoldRecord } from '../../store/privacyRecords.ts';
import type { ReadTx } from '../../store/store.ts';

/** Holds that cover anything of this person: themselves, their numbers, or the time of their texts and visits. */
export function holdsOnPerson(tx: ReadTx, personId: string): readonly LegalHoldRecord[] {
  const active = tx.legalHolds.active();
  if (active.length === 0) return [];
  const numbers = tx.people.numbersOf(personId).map(({ number }) => number);
  const person = tx.people.get(personId);
  const { span } = tx.erasures.footprint(personId, numbers);
  const from = Math.min(span?.from ?? Infinity, person?.createdAt ?? Infinity);
  const to = Math.max(span?.to ?? -Infinity, person?.updatedAt ?? -Infinity);
  return holdsOn(active, { personIds: [personId], numbers, span: from <= to ? { from, to } : null });
}

/** Holds that cover a number: itself, or somebody who has it. */
export function holdsOnNumber(tx: ReadTx, number: string): readonly LegalHoldRecord[] {
  const active = tx.legalHolds.active();
  if (active.length === 0) return [];
  const personIds = tx.people.holdersOf(number).map(({ id }) => id);
  const row = tx.conversations.getByAddress(number);
  const span = row === undefined ? null : { from: row.createdAt, to: row.lastAt };
  return holdsOn(active, { personIds, numbers: [number], span });
}

/** Errors: CONFLICT with the case, when a hold covers one of these people. */
export function refuseIfHeld(tx: ReadTx, personIds: readonly string[]): void {
  const hold = personIds.flatMap((id) => holdsOnPerson(tx, id))[0];
  if (hold !== undefined) throw underHold(hold);
}

/** The words for staff: what cannot be done, and who can change that. */
export function underHold({ caseName }: Pick<LegalHoldRecord, 'caseName'>): DomainError {
  return new DomainError(
    'CONFLICT',
    `On legal hold (${caseName}): nothing about this person may be deleted or overwritten. Ask the owner.`,
    { details: { code: 'legalHold' } },
  );
}
