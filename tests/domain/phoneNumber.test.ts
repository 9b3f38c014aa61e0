import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnitedStatesNumber, parsePhone, stateOfNumber, zonesOfNumber } from '../../src/main/domain/phoneNumber.ts';
import {
  AREA_CODE_COUNT,
  stateOfAreaCode,
  zonesOfAreaCode,
  zonesOfState,
} from '../../src/main/domain/phoneNumberAreas.ts';
import { isValidZone } from '../../src/main/domain/time.ts';

describe('reading a phone number', () => {
  it.each([
    ['(206) 555-0123', 'US'],
    ['206.555.0123', 'US'],
    [' 206 555 0123 ', 'US'],
    ['1-206-555-0123', 'US'],
    ['+1 206 555 0123', 'GB'],
    ['001 206 555 0123', 'US'],
    ['0012065550123', 'GB'],
    ["'2065550123", 'US'],
    ['="2065550123"', 'US'],
    ['２０６５５５０１２３', 'US'],
    ['\u202a+1 (206) 555\u20110123\u202c', 'US'],
    ['tel:+1-206-555-0123', 'US'],
    ['Cell: (206) 555-0123', 'US'],
    ['C: 206 555 0123', 'US'],
    ['(206) 555-0123 (home)', 'US'],
    ['206-555-0123 cell', 'US'],
  ])('reads %j in %s', (raw, region) => {
    expect(parsePhone(raw, region)).toMatchObject({ ok: true, e164: '+12065550123' });
  });

  it.each([
    ['07400 123456', 'GB', { e164: '+447400123456', kind: 'mobile', country: 'GB', textable: true }],
    ['0044 7400 123456', 'GB', { e164: '+447400123456', kind: 'mobile' }],
    ['020 7946 0958', 'GB', { kind: 'landline', textable: false }],
    ['0412 345 678', 'AU', { e164: '+61412345678', kind: 'mobile' }],
    ['98123 45678', 'IN', { e164: '+919812345678', kind: 'mobile' }],
    ['206 555 0123', 'US', { kind: 'fixedLineOrMobile', national: '(206) 555-0123', country: 'US', textable: true }],
    ['(800) 555-0123', 'US', { kind: 'tollFree', textable: false }],
    ['900 555 0123', 'US', { kind: 'premium', textable: false }],
    ['787 555 0123', 'US', { country: 'PR', textable: true }],
    ['(206) 555-0123 ext. 12', 'US', { e164: '+12065550123', extension: '12', textable: false }],
    ['206-555-0123 x5', 'US', { extension: '5', textable: false }],
  ])('knows what %j in %s is', (raw, region, expected) => {
    expect(parsePhone(raw, region)).toMatchObject({ ok: true, ...expected });
  });

  it.each([
    ['', 'empty'],
    ['  \u200b ', 'empty'],
    ['2.06556E+09', 'spreadsheetNotation'],
    ['2,06556e9', 'spreadsheetNotation'],
    ['same as mother', 'notANumber'],
    ['no cell', 'notANumber'],
    ['n/a', 'notANumber'],
    ['-', 'notANumber'],
    ['mother 206 555 0123 ask for Ana', 'notANumber'],
    ['1-800-FLOWERS', 'notANumber'],
    ['maria@example.com', 'notANumber'],
    ['206-555-0123 / 206-555-0199', 'severalNumbers'],
    ['H 206-555-0100 C 206-555-0123', 'severalNumbers'],
    ['555-0123', 'missingAreaCode'],
    ['12345', 'tooShort'],
    ['206555012', 'tooShort'],
    ['20655501234', 'tooLong'],
    ['12065550123456', 'tooLong'],
    ['20655501232065550199', 'tooLong'],
    ['000-000-0000', 'placeholder'],
    ['999 999 9999', 'placeholder'],
    ['(555) 555-5555', 'placeholder'],
    ['1234567890', 'placeholder'],
    ['055 555 0123', 'invalid'],
    ['206 055 0123', 'invalid'],
  ])('refuses %j: %s', (raw, problem) => {
    expect(parsePhone(raw, 'US')).toMatchObject({ ok: false, problem });
  });

  it('names the numbers it found when there are several', () => {
    expect(parsePhone('206-555-0123 or 206-555-0199', 'US')).toEqual({
      ok: false,
      problem: 'severalNumbers',
      candidates: ['+12065550123', '+12065550199'],
    });
  });

  it('accepts the same number twice as one', () => {
    expect(parsePhone('206-555-0123 / (206) 555-0123', 'US')).toMatchObject({ ok: true, e164: '+12065550123' });
  });

  it('answers anything in any region without throwing, and what it accepts it reads again the same', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 120 }),
        fc.constantFrom('US', 'GB', 'AU', 'IN', 'ZZ', ''),
        (raw, region) => {
          const parsed = parsePhone(raw, region);
          if (parsed.ok) expect(parsePhone(parsed.e164, 'US')).toMatchObject({ ok: true, e164: parsed.e164 });
        },
      ),
    );
  });

  it('reads every way of writing a North American number', () => {
    const separator = fc.constantFrom('', ' ', '-', '.', ' - ');
    const digits = fc.integer({ min: 100, max: 199 }).map(String);
    fc.assert(
      fc.property(
        fc.constantFrom('', '1', '+1', '001'),
        separator,
        separator,
        digits,
        fc.boolean(),
        (prefix, a, b, last, brackets) => {
          const area = brackets ? '(206)' : '206';
          const raw = `${prefix}${prefix === '' ? '' : a}${area}${a}555${b}0${last}`;
          expect(parsePhone(raw, 'US')).toMatchObject({ ok: true, e164: `+12065550${last}` });
        },
      ),
    );
  });
});

describe('where a number may be', () => {
  it.each([
    ['+12065550123', ['America/Los_Angeles'], 'WA'],
    ['+12195550123', ['America/Chicago', 'America/New_York'], 'IN'],
    ['+19285550123', ['America/Phoenix', 'America/Denver'], 'AZ'],
    ['+19075550123', ['America/Anchorage', 'Pacific/Honolulu'], 'AK'],
    ['+16895550123', ['America/New_York'], 'FL'],
    ['+17875550123', ['America/Puerto_Rico'], 'PR'],
    ['+18005550123', [], null],
    ['+14165550123', [], null],
    ['+61412345678', [], null],
    ['+919812345678', ['Asia/Kolkata'], null],
    ['+447400123456', ['Europe/London'], null],
  ])('%s', (e164, zones, state) => {
    expect(zonesOfNumber(e164)).toEqual(zones);
    expect(stateOfNumber(e164)).toBe(state);
  });

  it('has one row for each code, and only zones that exist', () => {
    // 377 codes were compared with public metadata; newer overlays may only add.
    expect(AREA_CODE_COUNT).toBeGreaterThanOrEqual(377);
    for (let code = 200; code < 1000; code += 1) {
      const zones = zonesOfAreaCode(String(code));
      expect(zones.every(isValidZone)).toBe(true);
      expect(zones.length > 0).toBe(stateOfAreaCode(String(code)) !== null);
    }
  });

  it('gives both zones of a state that lies in two', () => {
    expect(zonesOfState('TN')).toEqual(['America/New_York', 'America/Chicago']);
    expect(zonesOfState('WA')).toEqual(['America/Los_Angeles']);
    expect(zonesOfState('ZZ')).toEqual([]);
  });

  it('counts US territories as the US, Canada not, and doubtful +1 numbers as the US', () => {
    expect(isUnitedStatesNumber('+12065550123')).toBe(true);
    expect(isUnitedStatesNumber('+17875550123')).toBe(true);
    expect(isUnitedStatesNumber('+10000000000')).toBe(true);
    expect(isUnitedStatesNumber('+14165550123')).toBe(false);
    expect(isUnitedStatesNumber('+61412345678')).toBe(false);
  });
});
