import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSegments } from '../../../src/contract/segments.ts';
import { plainCharacter } from '../../../src/main/domain/templates/characters.ts';
import { lintTemplate } from '../../../src/main/domain/templates/lint.ts';
import { renderTemplate } from '../../../src/main/domain/templates/render.ts';
import { relativeDayText } from '../../../src/main/domain/timeText.ts';

const values = {
  firstName: 'Ana',
  visitDay: 'Wed Nov 25',
  visitTime: '10:30 AM',
  practiceShortName: 'Lakeside Clinic',
  practicePhone: '(206) 555-0100',
};
const lint = (body: string, real = false) => lintTemplate({ body, values, real });
const codes = (body: string, real = false) => lint(body, real).map(({ code }) => code);
const NAMED = '{practiceShortName}: ';

describe('the check of a template', () => {
  it('finds nothing in a plain reminder', () => {
    expect(codes(`${NAMED}{firstName}, see you {visitDay}, {visitTime}. Reply C to confirm. STOP to opt out.`)).toEqual(
      [],
    );
  });

  it('says where an unknown detail stands and which one was probably meant', () => {
    expect(lint(`${NAMED}see you {visit_tme}`)[0]).toEqual({
      code: 'unknownDetail',
      severity: 'error',
      start: 29,
      end: 40,
      found: '{visit_tme}',
      fix: '{visitTime}',
      params: { meant: 'visitTime' },
    });
    expect(lint(`${NAMED}{qqqqqq}`)[0]).toMatchObject({ code: 'unknownDetail', fix: null });
  });

  it.each(['{firstName', 'firstName}', 'a { b'])('refuses a brace that stands alone: %s', (body) => {
    expect(lint(NAMED + body)[0]).toMatchObject({ code: 'strayBrace', severity: 'error' });
  });

  it('refuses a reserved word as an answer, with its place', () => {
    const body = `${NAMED}Reply YES to confirm`;
    const [found] = lint(body);
    expect(found).toMatchObject({ code: 'reservedWord', severity: 'error', params: { word: 'YES' } });
    expect(body.slice(found?.start, found?.end)).toBe('YES');
  });

  it('names the character that makes a text longer, where it stands, and a plain one for it', () => {
    const body = `${NAMED}{firstName}, we can’t see you on {visitDay} and would like to find a new time with you soon. Call us.`;
    expect(lint(body)[0]).toMatchObject({
      code: 'costlyCharacter',
      found: '’',
      start: body.indexOf('’'),
      fix: "'",
      params: { parts: 2, without: 1 },
    });
    expect(codes(body.replace('’', "'"))).toEqual([]);
  });

  it('says so when a text is long in plain characters', () => {
    expect(lint(NAMED + 'We look forward to your visit. '.repeat(6))[0]).toMatchObject({
      code: 'tooLong',
      params: { parts: 2 },
    });
  });

  it.each([
    ['Hello {firstName}', ['noPracticeName']],
    [`${NAMED}look at bit.ly/abc`, ['shortLink']],
    [`${NAMED}look at https://lakeside.example/map`, ['link']],
    [`${NAMED}your {visitKind}`, ['saysVisitKind', 'mayBeEmpty']],
    [`${NAMED}with {clinician}`, ['mayBeEmpty']],
  ])('warns: %s', (body, expected) => {
    expect(codes(body)).toEqual(expected);
  });

  it('says which detail has no value for this very person', () => {
    expect(lint(`${NAMED}with {clinician}`, true)[0]).toMatchObject({
      code: 'empty',
      severity: 'warning',
      found: '{clinician}',
    });
  });

  it('never offers a mending that leaves the text as long, or a place outside the text', () => {
    const piece = fc.constantFrom(
      'a',
      'é',
      'í',
      '’',
      '…',
      '😀',
      '{',
      '}',
      '{firstName}',
      ' Reply YES ',
      'ж',
      '\n',
      'x'.repeat(30),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const body = pieces.join('');
        for (const { code, start, end, fix, found } of lint(body)) {
          expect(body.slice(start, end)).toBe(found);
          if (code !== 'costlyCharacter') continue;
          const mended = body.replaceAll(found, fix ?? '');
          const parts = (text: string) => countSegments(renderTemplate(text, values).body).parts;
          expect(parts(mended)).toBeLessThan(parts(body));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a plain character', () => {
  it.each([
    ['’', "'"],
    ['“', '"'],
    ['—', '-'],
    ['…', '...'],
    ['í', 'i'],
    ['😀', null],
    ['ж', null],
  ])('for %s is %s', (char, plain) => {
    expect(plainCharacter(char)).toBe(plain);
  });
});

describe('the day of a visit in words', () => {
  const day = { year: 2026, month: 12, day: 1 };
  it.each([
    [{ year: 2026, month: 12, day: 1 }, 'today', 'hoy'],
    [{ year: 2026, month: 11, day: 30 }, 'tomorrow', 'mañana'],
    [{ year: 2026, month: 11, day: 29 }, 'Tue 1 Dec', 'mar 1 dic'],
    [{ year: 2026, month: 12, day: 2 }, 'Tue 1 Dec', 'mar 1 dic'],
  ])('seen from %o is %s', (from, english, spanish) => {
    expect(relativeDayText(day, from, { language: 'en' })).toBe(english);
    expect(relativeDayText(day, from, { language: 'es' })).toBe(spanish);
    expect(countSegments(relativeDayText(day, from, { language: 'es' })).encoding).toBe('gsm7');
  });
});
