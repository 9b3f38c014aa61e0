import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureCauseOf, isFalseFailure, mergeDeliveryStatus } from '../../src/main/domain/messageStatus.ts';
import type { DeliveryStatus } from '../../src/main/domain/messageStatus.ts';

const STATUSES: readonly DeliveryStatus[] = [
  'scheduled',
  'pending',
  'processed',
  'sent',
  'delivered',
  'failed',
  'cancelled',
];
const status = fc.constantFrom(...STATUSES);
const report = fc.record({
  status,
  error: fc.constantFrom(null, 'Send result: RESULT_ERROR_NONE (No error)', 'TTL expired'),
});

/** The states that may follow each state, itself included; written out here so that the rule is checked, not repeated. */
const MAY_FOLLOW: Record<DeliveryStatus, readonly DeliveryStatus[]> = {
  scheduled: STATUSES,
  pending: ['pending', 'processed', 'sent', 'delivered', 'failed', 'cancelled'],
  processed: ['processed', 'sent', 'delivered', 'failed'],
  sent: ['sent', 'delivered', 'failed'],
  delivered: ['delivered'],
  failed: ['failed'],
  cancelled: ['cancelled'],
};

describe('merging delivery reports', () => {
  it('never goes back, whatever arrives in whatever order', () => {
    fc.assert(
      fc.property(fc.array(report, { maxLength: 30 }), (reports) => {
        let held: DeliveryStatus = 'scheduled';
        for (const next of reports) {
          const merged = mergeDeliveryStatus(held, next);
          expect(MAY_FOLLOW[held]).toContain(merged.status);
          held = merged.status;
        }
      }),
    );
  });

  it('does not change when the same report comes twice', () => {
    fc.assert(
      fc.property(status, report, (held, next) => {
        const once = mergeDeliveryStatus(held, next).status;
        expect(mergeDeliveryStatus(once, next).status).toBe(once);
      }),
    );
  });

  it('ends the same for good news in any order', () => {
    const goodNews = fc.constantFrom<DeliveryStatus>('scheduled', 'pending', 'processed', 'sent', 'delivered');
    fc.assert(
      fc.property(fc.array(goodNews, { maxLength: 12 }), (reports) => {
        const merge = (all: readonly DeliveryStatus[]): DeliveryStatus =>
          all.reduce<DeliveryStatus>((held, next) => mergeDeliveryStatus(held, { status: next }).status, 'scheduled');
        expect(merge(reports.toReversed())).toBe(merge(reports));
      }),
    );
  });

  it.each([
    ['scheduled', 'pending', 'pending', undefined],
    ['scheduled', 'processed', 'processed', undefined],
    ['scheduled', 'sent', 'sent', undefined],
    ['scheduled', 'delivered', 'delivered', undefined],
    ['scheduled', 'failed', 'failed', undefined],
    ['scheduled', 'cancelled', 'cancelled', undefined],
    ['pending', 'scheduled', 'pending', undefined],
    ['sent', 'scheduled', 'sent', undefined],
    ['cancelled', 'scheduled', 'cancelled', undefined],
    ['failed', 'scheduled', 'failed', undefined],
    ['sent', 'processed', 'sent', undefined],
    ['processed', 'delivered', 'delivered', undefined],
    ['sent', 'failed', 'failed', undefined],
    ['delivered', 'failed', 'delivered', 'failedAfterDelivered'],
    ['failed', 'sent', 'failed', 'likelySent'],
    ['failed', 'delivered', 'failed', 'likelySent'],
    ['failed', 'processed', 'failed', undefined],
    ['pending', 'cancelled', 'cancelled', undefined],
    ['processed', 'cancelled', 'processed', undefined],
    ['cancelled', 'sent', 'cancelled', 'likelySent'],
  ] as const)('from %s, a report of %s leaves %s (conflict: %s)', (held, next, status, conflict) => {
    expect(mergeDeliveryStatus(held, { status: next })).toEqual(conflict ? { status, conflict } : { status });
  });

  it('marks the false failure of older apps as probably sent', () => {
    const error = 'Send result: RESULT_ERROR_NONE (No error)';
    expect(isFalseFailure(error)).toBe(true);
    expect(mergeDeliveryStatus('processed', { status: 'failed', error })).toEqual({
      status: 'failed',
      conflict: 'likelySent',
    });
  });
});

describe('reading the reason of a failure', () => {
  it.each([
    ['Send result: RESULT_ERROR_NONE (No error)', 'probablySent'],
    ['Send result: RESULT_ERROR_NO_SERVICE (Failed because service is currently unavailable)', 'noSignal'],
    ['Send result: RESULT_ERROR_LIMIT_EXCEEDED (Failed because we reached the sending queue limit)', 'limitExceeded'],
    ['TTL expired', 'expired'],
    ["Can't send message: SIM 3 not found", 'noSim'],
    ['sendSMS: Invalid phone number type', 'notMobile'],
    ['sendSMS: Invalid phone number', 'invalidNumber'],
    ['sendSMS: User 10123 does not have android.permission.SEND_SMS.', 'noSmsPermission'],
    ['Delivery result from SC +12065550100: 70', 'refusedByNetwork'],
    ['Send result: RESULT_ERROR_GENERIC_FAILURE (Generic failure cause)', 'other'],
    [null, 'other'],
  ] as const)('%s is %s', (error, cause) => {
    expect(failureCauseOf(error)).toBe(cause);
  });
});
