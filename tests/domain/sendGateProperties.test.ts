import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GateInput } from '../../src/contract/gate.ts';
import type { GateRequest } from '../../src/contract/gate.ts';
import { decide } from '../../src/main/domain/sendGate/decide.ts';
import { arbitraryRequest, severity, wallClock } from './sendGateArbitraries.ts';

describe('properties of the gate', () => {
  it('never allows an automatic text outside 08:00-21:00 of any place the person may be', () => {
    fc.assert(
      fc.property(arbitraryRequest, (request) => {
        const input = GateInput.parse({ ...request, trigger: 'auto' });
        fc.pre(input.purpose === 'care' || input.purpose === 'billing' || input.purpose === 'marketing');
        if (decide(input).decision !== 'allow') return;
        for (const hour of wallClock(input, input.now)) expect(hour >= 8 && hour < 21).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('never allows anything after an opt-out of the number, except an answer to the person', () => {
    fc.assert(
      fc.property(arbitraryRequest, (request) => {
        const input = GateInput.parse({ ...request, optOut: { ...request.optOut, scope: 'all' } });
        const answers = input.purpose === 'system' && input.systemKind !== null && input.systemKind !== 'optin_request';
        if (!answers) expect(decide(input).decision).toBe('block');
      }),
      { numRuns: 1000 },
    );
  });

  it('never sends what is not registered where a network takes nothing else, and adds no word to what is', () => {
    fc.assert(
      fc.property(arbitraryRequest, fc.boolean(), fc.boolean(), (request, sender, text) => {
        const { decision, append } = decide(
          GateInput.parse({ ...request, registration: { required: true, sender, text } }),
        );
        if (!sender || !text) expect(decision).toBe('block');
        expect(append).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('gives every delay an end that is later than now, open, and before the send-by time', () => {
    fc.assert(
      fc.property(arbitraryRequest, (request) => {
        const input = GateInput.parse(request);
        const { decision, until } = decide(input);
        if (decision !== 'delay') {
          expect(until).toBeNull();
          return;
        }
        if (until === null) throw new Error('a delay without end');
        expect(until).toBeGreaterThan(input.now);
        if (input.expiry.sendBy !== null) expect(until).toBeLessThan(input.expiry.sendBy);
        const later = decide({ ...input, now: until, provider: { ...input.provider, state: 'ok' } });
        // Asked again then, the hour is no obstacle, nor any cap.
        expect(later.findings.filter((one) => one.decision === 'delay')).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('never gets milder when something is added that speaks against sending', () => {
    const worse: readonly ((request: GateRequest) => GateRequest)[] = [
      (request) => ({ ...request, optOut: { ...request.optOut, scope: 'all' } }),
      (request) => ({ ...request, optOut: { ...request.optOut, suspected: true } }),
      (request) => ({ ...request, optOut: { ...request.optOut, otherNumber: true } }),
      (request) => ({ ...request, number: { ...request.number, status: 'suspended' } }),
      (request) => ({ ...request, guard: 'block' }),
      (request) => ({ ...request, registration: { required: true, sender: true, text: false } }),
      (request) => ({ ...request, consent: { sms: REVOKED, whatsapp: REVOKED } }),
      (request) => ({ ...request, provider: { ...request.provider, state: 'auth_failed' } }),
      (request) => ({ ...request, expiry: { ...request.expiry, appointmentStatus: 'cancelled' } }),
      (request) => ({ ...request, sentAt: [...(request.sentAt ?? []), request.now] }),
      (request) => ({ ...request, confirmed: [] }),
      (request) => ({ ...request, personHold: 'held' }),
    ];
    fc.assert(
      fc.property(arbitraryRequest, fc.constantFrom(...worse), (request, worsen) => {
        const before = severity(decide(GateInput.parse(request)).decision);
        expect(severity(decide(GateInput.parse(worsen(request))).decision)).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 3000 },
    );
  });

  it('is the same answer for the same question, and its code is one of its findings', () => {
    fc.assert(
      fc.property(arbitraryRequest, (request) => {
        const input = GateInput.parse(request);
        const decision = decide(input);
        expect(decide(input)).toEqual(decision);
        const first = decision.findings.find((one) => one.decision === decision.decision && !one.confirmed);
        expect(decision.code).toBe(first?.code ?? 'OK');
        expect(decision.decision === 'allow').toBe(decision.code === 'OK');
      }),
    );
  });
});

const REVOKED = { care: 'revoked', billing: 'revoked', marketing: 'revoked', employee: 'revoked' } as const;
