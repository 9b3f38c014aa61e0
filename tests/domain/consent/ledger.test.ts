import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canTextFor } from '../../../src/main/domain/consent/canText.ts';
import { readLedger } from '../../../src/main/domain/consent/ledger.ts';
import type { LedgerEvent } from '../../../src/main/domain/consent/ledger.ts';

const NOW = Date.UTC(2026, 10, 20, 14);
const event = (kind: LedgerEvent['kind'], more: Partial<LedgerEvent> = {}): LedgerEvent => ({
  at: NOW - 1000,
  personId: null,
  kind,
  level: kind === 'grant' || kind === 'restore' ? 'express' : null,
  purpose: kind === 'grant' || kind === 'restore' ? 'care' : null,
  channel: 'sms',
  method: kind === 'grant' ? 'form' : 'text',
  evidence: kind === 'revoke' ? 'STOP' : '',
  ...more,
});
const read = (events: readonly LedgerEvent[], personId: string | null = null) => readLedger(events, personId, NOW);
const open = { suspended: false, landline: false };
const standing = ({ optedOut, levels }: ReturnType<typeof read>) => ({ optedOut, level: levels.sms.care });

describe('the consent ledger', () => {
  it('permits nothing while nothing is written', () => {
    const view = read([]);
    expect(view.levels.sms).toEqual({ care: 'none', billing: 'none', marketing: 'none', employee: 'none' });
    expect(canTextFor(open, standing(view))).toBe('ask');
  });

  it('never lets one purpose stand for another (P9)', () => {
    expect(read([event('grant', { purpose: 'marketing', level: 'written' })]).levels.sms.care).toBe('none');
  });

  it('never lets one channel grant for another, while an opt-out covers all (P10)', () => {
    const view = read([
      event('grant'),
      event('grant', { channel: 'whatsapp' }),
      event('revoke', { channel: 'whatsapp' }),
    ]);
    expect(view.levels.sms.care).toBe('revoked');
    expect(read([event('grant', { channel: 'whatsapp' })]).levels.sms.care).toBe('none');
  });

  it('counts the highest level, and the newest grant of it as evidence (P11)', () => {
    const view = read([
      event('grant', { level: 'written', at: 1, method: 'paper' }),
      event('grant', { level: 'written', at: 2, method: 'website' }),
      event('grant', { level: 'provided_number', at: 3, method: 'staff' }),
    ]);
    expect(view.levels.sms.care).toBe('written');
    expect(view.careGrant).toEqual({ at: 2, method: 'website' });
  });

  it('lets a request without an answer lapse after seven days', () => {
    const asked = (days: number) =>
      read([event('grant', { level: 'pending', at: NOW - days * 86_400_000 })]).levels.sms.care;
    expect([asked(6), asked(8)]).toEqual(['pending', 'none']);
  });

  it('turns one person of a shared number off without the others (P3)', () => {
    const events = [
      event('grant', { personId: 'ana' }),
      event('grant', { personId: 'leo' }),
      event('revoke', { personId: 'leo' }),
    ];
    expect(canTextFor(open, standing(read(events, 'ana')))).toBe('yes');
    expect(canTextFor(open, standing(read(events, 'leo')))).toBe('optedOut');
    expect(read(events, 'ana').personsOptedOut).toEqual(['leo']);
  });

  it('gives back care and only care when the recipient texts START (P7)', () => {
    const events = [event('grant', { purpose: null, level: 'written' }), event('revoke'), event('restore')];
    expect(read(events).levels.sms).toEqual({
      care: 'express',
      billing: 'revoked',
      marketing: 'revoked',
      employee: 'revoked',
    });
    expect(read(events).optedOut).toBeNull();
  });

  it('does not take START from a shared phone as word for somebody turned off by name', () => {
    const events = [event('revoke', { personId: 'leo' }), event('revoke'), event('restore')];
    expect(read(events, 'leo').optedOut?.scope).toBe('person');
  });

  it('counts a grant that staff give after START', () => {
    const events = [event('revoke'), event('restore'), event('grant', { purpose: 'billing' })];
    expect(read(events).levels.sms.billing).toBe('express');
  });

  it('ends an opt-out of one purpose by a later signature, and by nothing less', () => {
    const stop = event('revoke', { purpose: 'marketing' });
    const grant = (more: Partial<LedgerEvent>) => event('grant', { purpose: 'marketing', level: 'written', ...more });
    expect(read([stop, grant({ method: 'spoken' })]).levels.sms.marketing).toBe('revoked');
    expect(read([stop, grant({ method: 'paper' })]).levels.sms.marketing).toBe('written');
  });

  it('keeps a suspicion until the next entry', () => {
    const doubt = event('note', { evidence: 'suspectedOptOut' });
    expect(read([doubt]).suspected).toBe(true);
    expect(read([doubt, event('note', { method: 'staff', evidence: 'Not about texts' })]).suspected).toBe(false);
  });

  it('stays opted out whatever staff and imports write after a STOP (P2, P8)', () => {
    const anyGrant = fc.record({
      personId: fc.constantFrom(null, 'ana'),
      purpose: fc.constantFrom(null, 'care', 'billing'),
      level: fc.constantFrom('written', 'express', 'provided_number', 'unproven'),
      method: fc.constantFrom('spoken', 'paper', 'form', 'website', 'import', 'staff'),
    });
    fc.assert(
      fc.property(fc.array(anyGrant), fc.array(anyGrant), (before, after) => {
        const grants = (list: typeof before) => list.map((more) => event('grant', more as Partial<LedgerEvent>));
        const view = read([...grants(before), event('revoke'), ...grants(after)], 'ana');
        expect(view.optedOut?.scope).toBe('number');
        expect(view.levels.sms.care).toBe('revoked');
        expect(canTextFor(open, standing(view))).toBe('optedOut');
      }),
    );
  });
});
