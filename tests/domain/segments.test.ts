import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSegments, toPlainPunctuation } from '../../src/contract/segments.ts';

const FAMILY = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}';

describe('counting the parts of a text', () => {
  it.each([
    ['', 'gsm7', 0, 0, 160],
    ['hello', 'gsm7', 5, 1, 155],
    ['a'.repeat(160), 'gsm7', 160, 1, 0],
    ['a'.repeat(161), 'gsm7', 161, 2, 145],
    ['a'.repeat(306), 'gsm7', 306, 2, 0],
    ['a'.repeat(307), 'gsm7', 307, 3, 152],
    ['€'.repeat(80), 'gsm7', 160, 1, 0],
    ['sí', 'ucs2', 2, 1, 68],
    ['ñéàü', 'gsm7', 4, 1, 156],
    ['é'.repeat(69) + 'á', 'ucs2', 70, 1, 0],
    ['é'.repeat(70) + 'á', 'ucs2', 71, 2, 63],
    ['line\r\nbreak', 'gsm7', 11, 1, 149],
  ] as const)('counts text %#', (text, encoding, units, parts, leftInPart) => {
    expect(countSegments(text)).toMatchObject({ encoding, units, parts, leftInPart });
  });

  it('never splits an escape pair over two parts', () => {
    // 152 letters leave one septet in the first part; the euro sign needs two.
    expect(countSegments('a'.repeat(152) + '€' + 'a'.repeat(151))).toMatchObject({
      units: 305,
      parts: 2,
      leftInPart: 0,
    });
    expect(countSegments('a'.repeat(152) + '€' + 'a'.repeat(152))).toMatchObject({ units: 306, parts: 3 });
  });

  it('never splits a visible character over two parts', () => {
    const text = 'a'.repeat(66) + FAMILY + 'a'.repeat(60);
    expect(countSegments(text)).toMatchObject({ encoding: 'ucs2', units: 134, parts: 3 });
  });

  it('names the first character that is not in the alphabet, whole', () => {
    expect(countSegments(`Hi ${FAMILY} á`).firstOffender).toEqual({ text: FAMILY, index: 3 });
    expect(countSegments('plain').firstOffender).toBeNull();
  });

  it('never promises more room than the parts have', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 700 }), (text) => {
        const count = countSegments(text);
        expect(Math.max(count.parts, 1) * count.unitsPerPart).toBeGreaterThanOrEqual(count.units + count.leftInPart);
        expect(count.leftInPart).toBeGreaterThanOrEqual(0);
        expect(count.encoding === 'gsm7').toBe(count.firstOffender === null);
      }),
    );
  });

  it('stays fast and finite on one enormous visible character', () => {
    const zalgo = 'a' + '\u0301'.repeat(100_000);
    expect(countSegments(zalgo).parts).toBeGreaterThanOrEqual(Math.ceil(100_001 / 67));
  });
});

describe('plain punctuation', () => {
  it('replaces typographic punctuation when that saves a part', () => {
    const text = `We’ll see you “soon” – bring your card…${'x'.repeat(60)}`;
    expect(toPlainPunctuation(text)).toBe(`We'll see you "soon" - bring your card...${'x'.repeat(60)}`);
  });

  it('leaves the text as typed when nothing is saved', () => {
    expect(toPlainPunctuation('We’ll see you')).toBe('We’ll see you');
    expect(toPlainPunctuation(`’${'x'.repeat(75)} 👍`)).toBe(`’${'x'.repeat(75)} 👍`);
  });

  it('never makes a text longer on the air', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        expect(countSegments(toPlainPunctuation(text)).parts).toBeLessThanOrEqual(countSegments(text).parts);
      }),
    );
  });
});
