/**
 * Leaves out of the ledger of a number what says nothing about one person: agreements of the others who share it. A phone that thousands of
 * people are listed with has thousands of them, and working out where one stands must not read them all over and over. Pure.
 */
import { decides } from './event.ts';
import type { LedgerEvent } from './event.ts';

/** The entries that decide how things stand with `personId`, in their order: `readLedger` and `careStandingOf` say the same of them as of all. */
export function relevantTo<E extends LedgerEvent>(events: readonly E[], personId: string | null): readonly E[] {
  if (!events.some((event) => isOthersGrant(event, personId))) return events;
  // Where a day or a START is involved, what stands before it counts, whoever it is about.
  if (events.some(({ kind, effectiveAt }) => kind === 'restore' || typeof effectiveAt === 'number')) return events;
  const refused = new Set(
    events.flatMap(({ kind, personId: who }) => (kind === 'revoke' && who !== null ? [who] : [])),
  );
  // Whoever decided last what a doubtful text meant.
  const last = events.findLast(decides);
  return events.filter((event) => event === last || !isOthersGrant(event, personId) || refused.has(event.personId));
}

function isOthersGrant<E extends LedgerEvent>(
  event: E,
  personId: string | null,
): event is E & { readonly personId: string } {
  return event.kind === 'grant' && event.personId !== null && event.personId !== personId;
}
