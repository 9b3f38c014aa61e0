import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GateInput } from '../../src/contract/gate.ts';
import type { ConsentLevel, GateRequest } from '../../src/contract/gate.ts';
import { decide } from '../../src/main/domain/sendGate/decide.ts';
import { isFederalHoliday } from '../../src/main/domain/sendGate/federalHolidays.ts';
import { STAFF_WORDS, staffWords } from '../../src/main/domain/sendGate/words.ts';
import { addDays, toIso } from '../../src/main/domain/time.ts';
import { arbitraryRequest, baseRequest } from './sendGateArbitraries.ts';

type Changes = Partial<GateRequest>;
const gate = (changes: Changes = {}) => decide(GateInput.parse({ ...baseRequest, ...changes }));
const consent = (purpose: string, level: ConsentLevel) => ({ sms: { [purpose]: level }, whatsapp: {} });
const NIGHT = '2027-01-13T04:30:00Z';

describe('the rulings of rules.md section 0', () => {
  it('refuses marketing by state table when no state is known, even at a good hour', () => {
    const changes: Changes = {
      purpose: 'marketing',
      consent: consent('marketing', 'written'),
      marketingWindow: 'state_table',
      now: '2027-01-13T16:00:00Z',
    };
    expect(gate(changes).code).toBe('MARKETING_STATE_UNKNOWN');
    expect(gate({ ...changes, states: { address: 'AZ' } }).code).toBe('OK');
  });

  it('asks the opt-in question once in seven days, and never after an opt-out', () => {
    const ask: Changes = { purpose: 'system', systemKind: 'optin_request', consent: consent('care', 'none') };
    expect(gate(ask).decision).toBe('allow');
    expect(gate({ ...ask, consent: consent('care', 'pending') }).decision).toBe('allow');
    expect(gate({ ...ask, optInAskedAt: '2027-01-06T15:00:00Z' }).code).toBe('OPTIN_ALREADY_ASKED');
    expect(gate({ ...ask, optInAskedAt: '2027-01-05T14:59:59Z' }).decision).toBe('allow');
    expect(gate({ ...ask, optOut: { scope: 'all' } }).code).toBe('OPTED_OUT_ALL');
    expect(gate({ ...ask, now: NIGHT }).decision).toBe('delay');
  });

  it('lets answers to keywords through a suspected opt-out', () => {
    expect(gate({ purpose: 'system', systemKind: 'help_reply', optOut: { suspected: true } }).decision).toBe('allow');
  });

  it('turns WhatsApp off for billing as well as care in a HIPAA practice', () => {
    const billing: Changes = {
      channel: 'whatsapp',
      purpose: 'billing',
      consent: { whatsapp: { billing: 'express' }, sms: {} },
    };
    expect(gate({ ...billing, whatsapp: { windowOpen: true } }).code).toBe('WHATSAPP_HEALTH_OFF');
    expect(gate({ ...billing, whatsapp: { windowOpen: true, healthAllowed: true } }).decision).toBe('allow');
  });

  it('uses the marketing hours of the country, without US holidays', () => {
    const marketing: Changes = { purpose: 'marketing', consent: consent('marketing', 'written') };
    const london = { practice: 'Europe/London', onFile: 'Europe/London' };
    // 18 January 2027 is a holiday in the US alone.
    expect(gate({ ...marketing, country: 'GB', zone: london, now: '2027-01-18T10:00:00Z' }).decision).toBe('allow');
    expect(gate({ ...marketing, now: '2027-01-18T16:00:00Z' }).decision).toBe('delay');
    const delhi = { practice: 'Asia/Kolkata', onFile: 'Asia/Kolkata' };
    expect(gate({ ...marketing, country: 'IN', zone: delhi, now: '2027-01-17T14:00:00Z' }).decision).toBe('allow');
  });

  it('asks for the zone when no time is open in all candidate zones; confirming is no answer', () => {
    const nowhere: Changes = {
      zone: { practice: 'America/New_York', number: ['Australia/Sydney'] },
      window: { start: '09:00', end: '10:00' },
      trigger: 'manual',
      confirmed: ['ZONE_NO_OVERLAP'],
    };
    expect(gate(nowhere)).toMatchObject({ decision: 'confirm', code: 'ZONE_NO_OVERLAP' });
  });

  it('treats a zone it does not know as an unknown place, never as an open one', () => {
    expect(gate({ zone: { practice: 'America/New_York', onFile: 'Mars/Base' } }).code).toBe('ZONE_NO_OVERLAP');
  });
});

describe('details of the table', () => {
  it('blocks a reminder whose wait would end exactly at its send-by time', () => {
    expect(gate({ now: NIGHT, expiry: { sendBy: '2027-01-13T13:00:00Z' } }).code).toBe('EXPIRED_BEFORE_WINDOW');
    expect(gate({ now: NIGHT, expiry: { sendBy: '2027-01-13T13:00:01Z' } }).decision).toBe('delay');
  });

  it('blocks WhatsApp health texts, not SMS, and free text after the 24-hour window', () => {
    const text: Changes = {
      country: 'AU',
      hipaaCovered: false,
      channel: 'whatsapp',
      consent: { whatsapp: { care: 'express' }, sms: {} },
    };
    expect(gate(text).code).toBe('WHATSAPP_WINDOW');
  });

  it('does not believe an inbound text from the future, nor one of 30 minutes and a millisecond ago', () => {
    const reply: Changes = { trigger: 'reply', now: NIGHT };
    expect(gate({ ...reply, lastInboundAt: '2027-01-13T04:00:00Z' }).decision).toBe('allow');
    expect(gate({ ...reply, lastInboundAt: '2027-01-13T03:59:59.999Z' }).code).toBe('QUIET_HOURS');
    expect(gate({ ...reply, lastInboundAt: '2027-01-13T04:31:00Z' }).code).toBe('QUIET_HOURS');
  });

  it('moves a reply that stops being direct while the provider is busy to an open hour', () => {
    const decision = gate({
      trigger: 'reply',
      now: NIGHT,
      lastInboundAt: '2027-01-13T04:10:00Z',
      provider: { kind: 'android', state: 'offline', retryAt: '2027-01-13T04:50:00Z' },
    });
    expect(decision.until === null ? null : toIso(decision.until)).toBe('2027-01-13T13:00:00Z');
  });

  it('keeps a confirmed "send now" through a retry at night', () => {
    const decision = gate({
      trigger: 'manual',
      now: NIGHT,
      confirmed: ['QUIET_HOURS'],
      provider: { kind: 'android', state: 'offline', retryAt: '2027-01-13T04:50:00Z' },
    });
    expect(decision.until === null ? null : toIso(decision.until)).toBe('2027-01-13T04:50:00Z');
    expect(decision.findings.find((one) => one.code === 'QUIET_HOURS')).toMatchObject({
      confirmed: true,
      decision: 'allow',
    });
  });

  it('asks again in a minute when a busy provider names no time', () => {
    expect(gate({ provider: { state: 'offline' } }).until).toBe(Date.parse('2027-01-12T15:01:00Z'));
  });

  it('honours a purpose revoked on the other channel, and an employee opt-out in an emergency', () => {
    expect(gate({ consent: { sms: { care: 'express' }, whatsapp: { care: 'revoked' } } }).code).toBe(
      'OPTED_OUT_PURPOSE',
    );
    const flood: Changes = {
      purpose: 'employee_emergency',
      recipientKind: 'employee',
      trigger: 'manual',
      confirmed: ['EMERGENCY_BLAST'],
    };
    expect(gate(flood).decision).toBe('allow');
    expect(gate({ ...flood, optOut: { scope: 'employee' } }).code).toBe('OPTED_OUT_PURPOSE');
    expect(gate({ ...flood, recipientKind: 'patient' }).code).toBe('CONSENT_MISSING');
  });

  it('sends a system message once', () => {
    expect(gate({ purpose: 'system', systemKind: 'help_reply', systemAlreadySent: true }).decision).toBe('block');
  });

  it('lets clinical words through only with accepted unencrypted texts and a reason', () => {
    const clinical: Changes = { guard: 'block*', trigger: 'manual' };
    expect(gate(clinical).code).toBe('CONTENT_BLOCK');
    expect(gate({ ...clinical, acceptedUnencrypted: true }).code).toBe('CONTENT_CONFIRM');
    expect(gate({ ...clinical, acceptedUnencrypted: true, confirmed: ['CONTENT_CONFIRM'] }).decision).toBe('allow');
  });

  it('clamps a window wider than the country allows', () => {
    expect(gate({ now: '2027-01-13T02:30:00Z', window: { start: '06:00', end: '23:00' } }).decision).toBe('delay');
  });

  it('holds the person when staff did, or when they died', () => {
    expect(gate({ personHold: 'deceased' }).code).toBe('NUMBER_SUSPENDED');
  });

  it('refuses a misspelt restriction instead of ignoring it', () => {
    expect(GateInput.safeParse({ ...baseRequest, optout: { scope: 'all' } }).success).toBe(false);
    expect(GateInput.safeParse({ ...baseRequest, optOut: { skope: 'all' } }).success).toBe(false);
  });

  it('knows no consent where none is given', () => {
    expect(decide(GateInput.parse({ ...baseRequest, consent: undefined })).code).toBe('CONSENT_MISSING');
  });
});

describe('federal holidays', () => {
  it('matches the published lists of 2026 and 2027, observed days included', () => {
    const found = (year: number) => {
      const days: string[] = [];
      for (let date = { year, month: 1, day: 1 }; date.year === year; date = addDays(date, 1)) {
        if (isFederalHoliday(date) && weekday(date)) days.push(`${date.month}-${date.day}`);
      }
      return days;
    };
    const weekday = (date: { year: number; month: number; day: number }) => {
      const day = new Date(Date.UTC(date.year, date.month - 1, date.day)).getUTCDay();
      return day !== 0 && day !== 6;
    };
    expect(found(2026)).toEqual([
      '1-1',
      '1-19',
      '2-16',
      '5-25',
      '6-19',
      '7-3',
      '9-7',
      '10-12',
      '11-11',
      '11-26',
      '12-25',
    ]);
    expect(found(2027)).toEqual([
      '1-1',
      '1-18',
      '2-15',
      '5-31',
      '6-18',
      '7-5',
      '9-6',
      '10-11',
      '11-11',
      '11-25',
      '12-24',
      '12-31',
    ]);
  });
});

describe('words for staff', () => {
  it('fills what is known and never shows a placeholder', () => {
    fc.assert(
      fc.property(arbitraryRequest, (request) => {
        for (const finding of decide(GateInput.parse(request)).findings) {
          const words = staffWords(finding, {});
          expect(words).not.toMatch(/[{}]|undefined|null/);
          expect(words === '').toBe(STAFF_WORDS[finding.code] === '');
        }
      }),
    );
  });

  it('adds that CANCEL may have meant the appointment', () => {
    const [finding] = gate({ optOut: { scope: 'all', how: 'keyword CANCEL' } }).findings;
    if (finding === undefined) throw new Error('no finding');
    const words = staffWords(finding, { name: 'Maria', date: '5 Jan' });
    expect(words).toContain('Maria asked us to stop texting on 5 Jan');
    expect(words).toContain('may have meant the appointment');
  });

  it('counts texts in words', () => {
    const changes: Changes = {
      trigger: 'manual',
      consent: consent('care', 'provided_number'),
      sentAt: ['2027-01-12T13:10:00Z'],
    };
    const finding = gate(changes).findings[0];
    if (finding === undefined) throw new Error('no finding');
    expect(staffWords(finding, { name: 'Maria' })).toBe('Maria already got 1 text today.');
  });
});
