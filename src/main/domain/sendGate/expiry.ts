/** Rows 13 and 18 of rules.md 13.2: a text that comes too late only confuses. */
import { NOTHING, block } from './finding.ts';
import type { Rule } from './finding.ts';

/** Row 13. */
export const expired: Rule = ({ input }) => {
  const { sendBy, appointmentStatus } = input.expiry;
  return appointmentStatus !== 'booked' || (sendBy !== null && input.now >= sendBy) ? block('EXPIRED') : NOTHING;
};

/** Row 18: a delay that does not end before `sendBy` is too late (section 0, ruling 2). */
export const expiredBeforeWindow: Rule = ({ input, wait }) => {
  const { sendBy } = input.expiry;
  if (sendBy === null || wait.kind !== 'until' || wait.at < sendBy || input.now >= sendBy) return NOTHING;
  return block('EXPIRED_BEFORE_WINDOW', { opensAt: wait.at });
};
