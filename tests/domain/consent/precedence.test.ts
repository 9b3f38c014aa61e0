/** The order of precedence of the consent ledger, rule by rule (rules.md 11.2, P1 to P15), and what must hold whatever is written. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canTextFor } from '../../../src/main/domain/consent/canText.ts';
import {
  isSuspected,
  LINK_ENDED,
  LINK_ENDED_LAST,
  readLedger,
  standingOf,
  SUSPECTED_OPT_OUT,
} from '../../../src/main/domain/consent/ledger.ts';
import { relevantTo } from '../../../src/main/domain/consent/relevant.ts';
import type { ConsentLevels, LedgerEvent } from '../../../src/main/domain/consent/ledger.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 20, 14);
const LAPSE = 730 * DAY;
type More = Partial<LedgerEvent>;

const event = (kind: LedgerEvent['kind'], more: More = {}): LedgerEvent => ({
  at: NOW - DAY,
  personId: null,
  kind,
  level: kind === 'grant' || kind === 'restore' ? 'express' : null,
  purpose: kind === 'grant' || kind === 'restore' ? 'care' : null,
  channel: 'sms',
  method: kind === 'grant' ? 'spoken' : 'text',
  evidence: '',
  ...more,
});
const agrees = (more: More = {}) => event('grant', { personId: 'ana', ...more });
const stop = (more: More = {}) => event('revoke', { evidence: 'STOP', ...more });
const start = () => event('restore', { evidence: 'START' });
const told = (more: More = {}) => stop({ method: 'staff', evidence: '', ...more });
const spoken = agrees({ givenBy: 'self' });
const signed = agrees({ method: 'paper', givenBy: 'self' });
const doubt = event('note', { evidence: SUSPECTED_OPT_OUT });

const NONE: ConsentLevels = { care: 'none', billing: 'none', marketing: 'none', employee: 'none' };
const ALL_REVOKED: ConsentLevels = { care: 'revoked', billing: 'revoked', marketing: 'revoked', employee: 'revoked' };

/** Rule, what it says, the ledger oldest first, the levels of Ana's texts by SMS. */
const TABLE: readonly (readonly [string, string, readonly LedgerEvent[], Partial<ConsentLevels>])[] = [
  ['P2', 'an opt-out of the number takes every purpose from everybody on it', [agrees(), stop()], ALL_REVOKED],
  ['P3', 'an opt-out about Leo leaves Ana alone', [agrees(), stop({ personId: 'leo' })], { care: 'express' }],
  ['P3', 'an opt-out about Ana is hers', [agrees(), stop({ personId: 'ana' })], ALL_REVOKED],
  ['P4', 'they named advertising themselves', [agrees(), stop({ purpose: 'marketing' })], { care: 'express', marketing: 'revoked' }],
  ['P4', 'a list that names a purpose means all', [agrees(), stop({ purpose: 'marketing', method: 'import' })], ALL_REVOKED],
  ['P4', 'a carrier that names a purpose means all', [agrees(), stop({ purpose: 'marketing', method: 'provider' })], ALL_REVOKED],
  ['P7', 'START restores care alone', [agrees({ purpose: 'billing' }), agrees(), stop(), start()], { ...ALL_REVOKED, care: 'express' }],
  ['P7', 'after STOP by text not even a signature speaks for them', [agrees(), stop(), signed], ALL_REVOKED],
  ['P7', 'after a carrier said so neither', [agrees(), stop({ method: 'provider' }), signed], ALL_REVOKED],
  ['P7', 'what was told to the desk ends by a form they signed since', [agrees(), told(), signed], { care: 'express', billing: 'revoked' }],
  ['P7', 'or by a request of which it is known who spoke', [agrees(), told(), spoken], { care: 'express' }],
  ['P7', 'and not by one of which it is not', [agrees(), told(), agrees()], ALL_REVOKED],
  ['P7', 'and not by an earlier one', [spoken, signed, told()], ALL_REVOKED],
  ['P7', 'a STOP by text before stands although the later one at the desk was ended', [stop(), told(), signed], ALL_REVOKED],
  ['P8', 'an imported agreement after an opt-out changes nothing', [told(), agrees({ method: 'import' })], ALL_REVOKED],
  ['P8', 'also not once START came: it was no agreement', [stop(), agrees({ method: 'import', purpose: 'billing' }), start()], { ...ALL_REVOKED, care: 'express' }],
  ['P8', 'a do-not-text list wins over a signature', [signed, stop({ method: 'import' })], ALL_REVOKED],
  ['P8', 'and a later signature does not win over it', [stop({ method: 'import' }), signed], ALL_REVOKED],
  ['P8', 'except for one person of a shared phone, who cannot text START for themselves', [stop({ method: 'import', personId: 'ana' }), signed], { care: 'express' }],
  ['P9', 'advertising implies no care', [agrees({ purpose: 'marketing', level: 'written' })], { ...NONE, marketing: 'written' }],
  ['P9', 'care implies no billing', [agrees()], { ...NONE, care: 'express' }],
  ['P10', 'WhatsApp implies no SMS', [agrees({ channel: 'whatsapp' })], NONE],
  ['P10', 'an opt-out by WhatsApp ends SMS', [agrees(), stop({ channel: 'whatsapp' })], ALL_REVOKED],
  ['P11', 'the highest level counts', [agrees({ level: 'written' }), agrees({ level: 'provided_number' })], { care: 'written' }],
  ['P12', 'a parent speaks until the child is of age', [agrees({ givenBy: 'parent', endsAt: NOW + 1 })], { care: 'express' }],
  ['P12', 'and proves nothing from that day on', [agrees({ givenBy: 'parent', endsAt: NOW })], { care: 'unproven' }],
  ['P12', 'START from the parent’s phone lasts no longer', [agrees({ endsAt: NOW }), stop(), start()], { care: 'unproven' }],
  ['P13', 'a number that went takes no consent along', [agrees(), event('note', { personId: 'ana', evidence: LINK_ENDED })], NONE],
  ['P13', 'nor does START of whoever had it before', [start(), event('note', { personId: 'leo', evidence: LINK_ENDED_LAST })], NONE],
  ['P13', 'while the others who share it keep theirs', [start(), event('note', { personId: 'leo', evidence: LINK_ENDED })], { care: 'express' }],
  ['P13', 'and an opt-out stays with the number', [stop(), event('note', { personId: 'leo', evidence: LINK_ENDED_LAST })], ALL_REVOKED],
  ['P14', 'work texts end with the last day, care stays', [agrees(), agrees({ purpose: 'employee' }), told({ personId: 'ana', purpose: 'employee', effectiveAt: NOW })], { care: 'express', employee: 'revoked' }],
  ['P14', 'and go on until then', [agrees({ purpose: 'employee' }), told({ personId: 'ana', purpose: 'employee', effectiveAt: NOW + 1 })], { employee: 'express' }],
  ['P14', 'also what was recorded after the day was set', [told({ personId: 'ana', purpose: 'employee', at: NOW - 2 * DAY, effectiveAt: NOW }), agrees({ purpose: 'employee' })], { employee: 'revoked' }],
  ['P14', 'a later last day counts instead', [agrees({ purpose: 'employee' }), told({ personId: 'ana', purpose: 'employee', effectiveAt: NOW - 1 }), told({ personId: 'ana', purpose: 'employee', effectiveAt: NOW + DAY })], { employee: 'express' }],
  ['P14', 'and none when they stay', [agrees({ purpose: 'employee' }), told({ personId: 'ana', purpose: 'employee', effectiveAt: NOW - 1 }), event('note', { personId: 'ana', purpose: 'employee', method: 'staff', evidence: 'lastDayCleared' })], { employee: 'express' }],
]; // prettier-ignore

describe('precedence in the consent ledger', () => {
  it.each(TABLE)('%s: %s', (_rule, _says, events, levels) => {
    expect(readLedger(events, 'ana', NOW).levels.sms).toMatchObject(levels);
  });

  it('P1: neither a suspended number nor a landline is texted, whatever was agreed', () => {
    const view = standingOf([agrees()], 'ana', 'care', NOW);
    expect(canTextFor({ suspended: true, landline: false }, view)).toBe('suspended');
    expect(canTextFor({ suspended: false, landline: true }, view)).toBe('landline');
  });

  it('P5: a doubt stays until a person or the patient decides; a list decides nothing', () => {
    expect(isSuspected([agrees(), doubt])).toBe(true);
    expect(isSuspected([doubt, agrees({ method: 'import' })])).toBe(true);
    expect(isSuspected([doubt, event('note', { personId: 'ana', method: 'staff', evidence: LINK_ENDED })])).toBe(true);
    expect(isSuspected([doubt, event('note', { method: 'staff', evidence: 'Meant the visit' })])).toBe(false);
    expect(isSuspected([doubt, stop()])).toBe(false);
  });

  it('P11: the newest of the highest agreements is the evidence', () => {
    const view = readLedger(
      [agrees({ at: 1 }), agrees({ at: 2, method: 'paper' }), agrees({ at: 3, level: 'unproven' })],
      'ana',
      NOW,
    );
    expect(view.careGrant).toEqual({ at: 2, method: 'paper' });
  });

  it('P15: advertising lapses 24 months after the last contact, and nothing else does', () => {
    const old = { at: NOW - 3 * 365 * DAY, level: 'written' } as const;
    const events = [agrees({ ...old, purpose: 'marketing' }), agrees({ ...old, purpose: 'care' })];
    const levels = (lastAt: number | null) =>
      readLedger(events, 'ana', NOW, { lastAt, marketingLapseMs: LAPSE }).levels.sms;
    expect(levels(null)).toMatchObject({ marketing: 'none', care: 'written' });
    expect(levels(NOW - LAPSE - 1).marketing).toBe('none');
    expect(levels(NOW - LAPSE).marketing).toBe('written');
  });
});

const person = fc.constantFrom(null, 'ana', 'leo');
const purpose = fc.constantFrom(null, 'care', 'billing', 'marketing', 'employee');
const shared = {
  personId: person,
  at: fc.integer({ min: NOW - 900 * DAY, max: NOW }),
  channel: fc.constantFrom('sms', 'whatsapp'),
};
const anyGrant = fc.record({
  ...shared,
  kind: fc.constant('grant'),
  purpose,
  level: fc.constantFrom('written', 'express', 'provided_number', 'unproven', 'pending'),
  method: fc.constantFrom('spoken', 'paper', 'form', 'website', 'import', 'staff', 'text'),
  givenBy: fc.constantFrom(null, 'self', 'parent'),
  endsAt: fc.constantFrom(null, NOW - DAY, NOW + DAY),
  evidence: fc.constant(''),
});
const anyStop = fc.record({
  ...shared,
  kind: fc.constant('revoke'),
  purpose,
  level: fc.constant(null),
  method: fc.constantFrom('text', 'staff', 'spoken', 'provider', 'import'),
  evidence: fc.constant('STOP'),
  effectiveAt: fc.constant(null),
});
/** A last day ends the purpose employee, and nothing else (P14). */
const anyLastDay = fc.record({
  ...shared,
  kind: fc.constant('revoke'),
  purpose: fc.constant('employee'),
  level: fc.constant(null),
  method: fc.constant('staff'),
  evidence: fc.constant(''),
  effectiveAt: fc.constantFrom(NOW - DAY, NOW + DAY),
});
const anyStart = fc.record({
  ...shared,
  kind: fc.constant('restore'),
  purpose: fc.constant('care'),
  level: fc.constant('express'),
  method: fc.constant('text'),
  evidence: fc.constant(''),
});
const anyNote = fc.record({
  ...shared,
  kind: fc.constant('note'),
  purpose: fc.constant(null),
  level: fc.constant(null),
  method: fc.constantFrom('staff', 'text', 'import'),
  evidence: fc.constantFrom('', LINK_ENDED, LINK_ENDED_LAST, SUSPECTED_OPT_OUT),
});
const anyEvent = fc.oneof(anyGrant, anyStop, anyLastDay, anyStart, anyNote) as fc.Arbitrary<LedgerEvent>;
const ledger = fc.array(anyEvent, { maxLength: 12 });
const anyNoteOrGrant = fc.oneof(anyGrant, anyNote, anyStop) as fc.Arbitrary<LedgerEvent>;
const withoutStart = fc.array(fc.oneof(anyGrant, anyNote, anyStop, anyLastDay), { maxLength: 8 });
const imported: fc.Arbitrary<LedgerEvent> = (anyGrant as fc.Arbitrary<LedgerEvent>).map((one) => ({
  ...one,
  method: 'import',
  givenBy: null,
}));
const imports = fc.array(imported, { maxLength: 6 });
const WEIGHT = { revoked: 0, none: 0, pending: 1, unproven: 2, provided_number: 3, express: 4, written: 5 } as const;
const runs = { numRuns: 100 };

describe('whatever is written in the ledger', () => {
  const levels = (events: readonly LedgerEvent[], who: string | null = 'ana') =>
    readLedger(events, who, NOW).levels.sms;

  it('nobody is texted after STOP until they text START themselves', () => {
    fc.assert(
      fc.property(ledger, withoutStart, person, (before, after, who) => {
        const view = readLedger([...before, stop(), ...after], who, NOW);
        expect(view.levels).toEqual({ sms: ALL_REVOKED, whatsapp: ALL_REVOKED });
        expect(view.optedOut?.scope).toBe('number');
      }),
      runs,
    );
  });

  it('what a phone of many people says about one of them is the same without the agreements of the others', () => {
    const kept = (events: readonly LedgerEvent[]) => events.filter(({ kind }) => kind !== 'restore');
    fc.assert(
      fc.property(
        fc.oneof(ledger, ledger.map(kept), fc.array(anyNoteOrGrant, { maxLength: 12 })),
        person,
        (events, who) => {
          const relevant = relevantTo(events, who);
          expect(readLedger(relevant, who, NOW)).toEqual(readLedger(events, who, NOW));
          expect(isSuspected(relevant)).toBe(isSuspected(events));
        },
      ),
      { numRuns: 300 },
    );
    const crowd = Array.from({ length: 1000 }, (_, at) => agrees({ personId: `p${String(at)}` }));
    expect(relevantTo([...crowd, stop(), agrees()], 'ana')).toHaveLength(2);
    expect(relevantTo(crowd, 'p7').length).toBeLessThan(3);
  });

  it('a do-not-text list ends everything that was there', () => {
    fc.assert(
      fc.property(ledger, imports, (before, after) => {
        expect(levels([...before, stop({ method: 'import' }), ...after])).toEqual(ALL_REVOKED);
      }),
      runs,
    );
  });

  it('an import of agreements never raises what an opt-out holds down', () => {
    fc.assert(
      fc.property(ledger, imports, (before, list) => {
        const then = levels(before);
        const now = levels([...before, ...list]);
        for (const key of ['care', 'billing', 'marketing', 'employee'] as const) {
          if (then[key] === 'revoked') expect.soft(now[key]).toBe('revoked');
        }
      }),
      runs,
    );
  });

  it('one more opt-out never permits anything', () => {
    fc.assert(
      fc.property(ledger, anyStop as fc.Arbitrary<LedgerEvent>, (before, refusal) => {
        const [then, now] = [levels(before), levels([...before, refusal])];
        for (const key of ['care', 'billing', 'marketing', 'employee'] as const) {
          expect(WEIGHT[now[key]]).toBeLessThanOrEqual(WEIGHT[then[key]]);
        }
      }),
      runs,
    );
  });

  it('an agreement to one purpose changes no other', () => {
    fc.assert(
      fc.property(ledger, anyGrant as fc.Arbitrary<LedgerEvent>, (before, grant) => {
        const [then, now] = [levels(before), levels([...before, grant])];
        for (const key of ['care', 'billing', 'marketing', 'employee'] as const) {
          if (grant.purpose !== null && grant.purpose !== key) expect(now[key]).toBe(then[key]);
        }
      }),
      runs,
    );
  });

  it('START gives nothing but care', () => {
    fc.assert(
      fc.property(ledger, (before) => {
        const [then, now] = [levels(before), levels([...before, start()])];
        for (const key of ['billing', 'marketing', 'employee'] as const) expect(now[key]).toBe(then[key]);
      }),
      runs,
    );
  });
});
