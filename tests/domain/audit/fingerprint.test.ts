import { describe, expect, it } from 'vitest';
import { judgeFingerprint, readFingerprint } from '../../../src/main/domain/audit/fingerprint.ts';

const HASH = '3f9a02c177deb510'.repeat(4);
const whole = { hash: HASH, brokenAt: null, restoredAt: [] };
const sheet = { seq: 40, code: HASH.slice(0, 16) };

describe('a fingerprint on paper', () => {
  it.each([
    ['3f9a 02c1 77de b510', '3f9a02c177deb510'],
    ['3F9A-02C1', '3f9a02c1'],
    ['(3f9a02c1).', '3f9a02c1'],
    ['3f9a O2cl', '3f9a02c1'],
    [HASH, HASH],
  ])('is read from %j however it was typed', (typed, code) => {
    expect(readFingerprint(typed)).toBe(code);
  });

  it.each(['', '3f9a', '3f9a02c', 'entry 40 3f9a02c1', `${HASH}0`])('is none in %j', (typed) => {
    expect(readFingerprint(typed)).toBeNull();
  });

  it.each([
    ['fits', {}],
    ['fits', { brokenAt: 41 }],
    ['broken', { brokenAt: 40 }],
    ['broken', { brokenAt: 3 }],
    ['differs', { hash: 'a'.repeat(64) }],
    ['differs', { hash: 'a'.repeat(64), restoredAt: [41] }],
    ['beyond', { hash: null }],
    ['putAside', { hash: null, restoredAt: [12] }],
    ['putAside', { hash: 'a'.repeat(64), restoredAt: [40] }],
    ['fits', { restoredAt: [12] }],
  ])('is %s against a log of %j', (result, facts) => {
    expect(judgeFingerprint(sheet, { ...whole, ...facts })).toBe(result);
  });
});
