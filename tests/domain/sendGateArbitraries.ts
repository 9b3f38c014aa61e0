/** Arbitrary questions to the send gate, biased to the nights on which clocks change. */
import fc from 'fast-check';
import { ConsentLevel, GateCode, Purpose, SystemKind } from '../../src/contract/gate.ts';
import type { GateInput, GateRequest, Severity } from '../../src/contract/gate.ts';

/** An ordinary reminder at 10:00 in New York with consent on file. */
export const baseRequest: GateRequest = {
  now: '2027-01-12T15:00:00Z',
  number: { e164: '+12125550123' },
  zone: { practice: 'America/New_York', onFile: 'America/New_York' },
  consent: { sms: { care: 'express' }, whatsapp: {} },
};

const HOUR = 3_600_000;
const DST_NIGHTS = [
  '2027-03-14T07:00Z',
  '2027-11-07T06:00Z',
  '2027-03-28T01:00Z',
  '2027-04-03T16:00Z',
  '2027-10-02T16:00Z',
];
const instant = fc.oneof(
  fc.integer({ min: Date.UTC(2027, 0, 1), max: Date.UTC(2028, 0, 1) }),
  ...DST_NIGHTS.map((night) =>
    fc.integer({ min: -30 * HOUR, max: 30 * HOUR }).map((shift) => Date.parse(night) + shift),
  ),
);
const zone = fc.constantFrom(
  'America/New_York',
  'America/Chicago',
  'America/Phoenix',
  'Pacific/Honolulu',
  'Europe/London',
  'Australia/Sydney',
  'Asia/Kolkata',
);
const levels = fc.record({
  care: fc.constantFrom(...ConsentLevel.options),
  billing: fc.constantFrom(...ConsentLevel.options),
  marketing: fc.constantFrom(...ConsentLevel.options),
  employee: fc.constantFrom(...ConsentLevel.options),
});
/** Mostly the harmless value, so that the rarer rules meet each other and also an "allow". */
const mostly = <T>(usual: T, ...rare: T[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: fc.constantFrom(usual, ...rare) });

export const arbitraryRequest: fc.Arbitrary<GateRequest> = instant.chain((now) => {
  const ago = (most: number) =>
    fc.option(
      fc.integer({ min: 0, max: most }).map((ms) => now - ms),
      { nil: null },
    );
  return fc.record({
    now: fc.constant(now),
    country: mostly('US', 'GB', 'AU', 'IN', 'PR'),
    hipaaCovered: fc.boolean(),
    channel: mostly<'sms' | 'whatsapp'>('sms', 'whatsapp'),
    purpose: fc.constantFrom(...Purpose.options),
    systemKind: fc.constantFrom(null, ...SystemKind.options),
    trigger: fc.constantFrom('auto', 'manual', 'reply'),
    recipientKind: fc.constantFrom('patient', 'employee'),
    number: fc.record({
      e164: fc.constantFrom('+12125550123', '+61412345678'),
      status: mostly<'ok' | 'landline'>('ok', 'landline'),
    }),
    zone: fc.record({
      onFile: fc.option(zone, { nil: null }),
      address: fc.uniqueArray(zone, { maxLength: 2 }),
      practice: zone,
      number: fc.uniqueArray(zone, { maxLength: 2 }),
    }),
    states: fc.record({
      address: fc.constantFrom('FL', 'TX', 'AZ', null),
      areaCode: fc.constantFrom('NY', 'AL', null),
    }),
    consent: fc.record({
      sms: fc.oneof(
        fc.constant({ care: 'express', billing: 'express', marketing: 'written', employee: 'express' } as const),
        levels,
      ),
      whatsapp: levels,
    }),
    optOut: fc.record({
      scope: mostly<'none' | 'marketing'>('none', 'marketing'),
      at: ago(10 * 60_000),
      suspected: mostly(false, true),
      otherNumber: mostly(false, true),
    }),
    lastInboundAt: ago(HOUR),
    lastContactAt: ago(400 * 24 * HOUR),
    sentAt: fc.array(
      fc.integer({ min: 0, max: 31 * 24 * HOUR }).map((ms) => now - ms),
      { maxLength: 6 },
    ),
    guard: mostly<'none' | 'confirm' | 'block*'>('none', 'confirm', 'block*'),
    provider: fc.record({
      kind: fc.constantFrom('twilio', 'android'),
      state: mostly<'ok' | 'offline' | 'daily_limit'>('ok', 'offline', 'daily_limit'),
      retryAt: fc.option(
        fc.integer({ min: -HOUR, max: 30 * HOUR }).map((ms) => now + ms),
        { nil: null },
      ),
    }),
    registration: fc.record({
      required: mostly(false, true),
      sender: mostly(true, false),
      text: mostly(true, false),
    }),
    whatsapp: fc.record({ windowOpen: fc.boolean(), template: fc.boolean(), healthAllowed: fc.boolean() }),
    expiry: fc.record({
      sendBy: fc.option(
        fc.integer({ min: -HOUR, max: 60 * HOUR }).map((ms) => now + ms),
        { nil: null },
      ),
    }),
    marketingWindow: fc.constantFrom('national_safe', 'state_table'),
    confirmed: fc.subarray(GateCode.options.filter((code) => code.startsWith('C') || code === 'QUIET_HOURS')),
  });
});

export const severity = (decision: Severity) => ['allow', 'delay', 'confirm', 'block'].indexOf(decision);

/** The hour of the wall clock wherever the person may be, by the platform's own calendar: independent of our code. */
export function wallClock(input: GateInput, at: number): number[] {
  const { onFile, address, practice, number } = input.zone;
  const zones = onFile !== null ? [onFile] : address.length > 0 ? address : [practice, ...number];
  return zones.map((timeZone) => {
    const hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(new Date(at));
    return Number(hour);
  });
}
