import { describe, expect, it } from 'vitest';
import { callReason } from '../../../src/main/domain/today/callReason.ts';
import type { CallFacts } from '../../../src/main/domain/today/callReason.ts';

const NOW = 1_000_000;
const AT = { now: NOW, outageUntil: null };
const facts = (more: Partial<CallFacts> = {}): CallFacts => ({
  status: 'booked',
  reply: 'none',
  startsAt: NOW + 1,
  canText: 'yes',
  mayMeanVisit: false,
  reminders: [{ state: 'delivered', sendBy: NOW }],
  lastCall: null,
  ...more,
});

describe('whether somebody has to be telephoned', () => {
  it.each<[string | null, Partial<CallFacts>]>([
    ['unanswered', {}],
    [null, { reply: 'confirmed', canText: 'optedOut' }],
    [null, { reply: 'cancelled' }],
    [null, { reply: 'other' }],
    [null, { status: 'arrived', canText: 'landline' }],
    [null, { status: 'cancelled', canText: 'landline' }],
    [null, { startsAt: NOW, canText: 'landline' }],
    ['mayMeanVisit', { canText: 'optedOut', mayMeanVisit: true }],
    [null, { reply: 'confirmed', canText: 'optedOut', mayMeanVisit: true }],
    ['optedOut', { canText: 'optedOut' }],
    ['landline', { canText: 'landline' }],
    ['noNumber', { canText: 'noNumber' }],
    ['wrongNumber', { canText: 'suspended' }],
    ['noConsent', { canText: 'ask' }],
    ['newTime', { reply: 'newTime', canText: 'optedOut' }],
    [null, { reply: 'newTime', lastCall: 'newTime' }],
    ['newTime', { reply: 'newTime', lastCall: 'noAnswer' }],
    ['failed', { reply: 'unreachable' }],
    ['failed', { reminders: [{ state: 'failed', sendBy: NOW }] }],
    ['expired', { reminders: [{ state: 'expired', sendBy: NOW }] }],
    [
      'unanswered',
      {
        reminders: [
          { state: 'sent', sendBy: NOW },
          { state: 'expired', sendBy: NOW },
        ],
      },
    ],
    [
      null,
      {
        reminders: [
          { state: 'sent', sendBy: NOW },
          { state: 'planned', sendBy: NOW + 9 },
        ],
      },
    ],
    [null, { reminders: [{ state: 'planned', sendBy: NOW + 9 }] }],
    [null, { reminders: [] }],
  ])('%s for %j', (expected, more) => {
    expect(callReason(facts(more), AT)).toBe(expected);
  });

  it('while texts are stuck, those whose reminder is of no use before they may go again', () => {
    const waiting = facts({ reminders: [{ state: 'planned', sendBy: NOW + 9 }] });
    expect(callReason(waiting, { now: NOW, outageUntil: NOW + 9 })).toBe('outage');
    expect(callReason(waiting, { now: NOW, outageUntil: NOW + 8 })).toBeNull();
    expect(callReason({ ...waiting, reply: 'confirmed' }, { now: NOW, outageUntil: NOW + 9 })).toBeNull();
  });
});
