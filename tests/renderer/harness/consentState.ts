/** The consent of somebody who agreed to care texts on a signed form, as the core answers it. */
import type { ConsentState } from '../../../src/renderer/contract.ts';

const NOTHING = { level: 'none', at: null, method: null, givenBy: null, endsAt: null, refusedAt: null } as const;

export function consentState(over: Partial<ConsentState> = {}): ConsentState {
  const since = Date.parse('2026-03-12T15:00:00Z');
  return {
    number: '+12065550172',
    optedOut: null,
    suspended: false,
    levels: { care: 'express', billing: 'none', marketing: 'none', employee: 'none' },
    since,
    method: 'paper',
    purposes: {
      care: { ...NOTHING, level: 'express', at: since, method: 'paper', givenBy: 'self' },
      billing: NOTHING,
      marketing: NOTHING,
      employee: NOTHING,
    },
    mayAgreeAgain: false,
    suspected: false,
    leavesAt: null,
    ...over,
  };
}
