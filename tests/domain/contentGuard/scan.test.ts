/** The content guard, rule by rule: what each finds, what it must leave alone, and what holds for any text (rules.md section 8). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GuardRuleId, GuardSeverity, GuardText } from '../../../src/main/domain/contentGuard/finding.ts';
import { GUARD_RULES, GUARD_SEVERITIES } from '../../../src/main/domain/contentGuard/finding.ts';
import { isLuhnValid, isNhsValid, isVerhoeffValid } from '../../../src/main/domain/contentGuard/checkDigits.ts';
import { gravest, scanText } from '../../../src/main/domain/contentGuard/scan.ts';
import { GUARD_WORDS, neutralWords } from '../../../src/main/domain/contentGuard/words.ts';

const NOW = Date.UTC(2026, 10, 21, 12);

function ask(text: string, more: Partial<GuardText> = {}): GuardText {
  return { text, purpose: 'care', country: 'US', now: NOW, greetedAs: [], namesOnNumber: [], ...more };
}

function found(text: string, more: Partial<GuardText> = {}): [GuardRuleId, GuardSeverity][] {
  return scanText(ask(text, more)).map(({ rule, severity }) => [rule, severity]);
}

type Case = readonly [text: string, rule: GuardRuleId, severity: GuardSeverity, more?: Partial<GuardText>];

const FOUND: readonly Case[] = [
  ['Your number is 536-22-8726, right?', 'CG01', 'block'],
  ['SSN: 536228726', 'CG02', 'block'],
  ['Social security number ends in 8726', 'CG02', 'confirm'],
  ['Card 4111 1111 1111 1111 is on file', 'CG03', 'block'],
  ['5555-5555-5555-4444', 'CG03', 'block'],
  ['The security code is 123', 'CG04', 'block'],
  ['Routing 021000021 please', 'CG05', 'block'],
  ['account number is 1234567890', 'CG05', 'block'],
  ['Medicare 1EG4-TE5-MK73', 'CG06', 'block'],
  ['1EG4TE5MK73', 'CG06', 'block'],
  ['Aadhaar 2345 6789 0124', 'CG07', 'block', { country: 'IN' }],
  ['PAN ABCDE1234F', 'CG07', 'confirm', { country: 'IN' }],
  ['NHS number 943 476 5919', 'CG08', 'confirm', { country: 'GB' }],
  ['Medicare card 2123 45670 1', 'CG09', 'block', { country: 'AU' }],
  ['Your MRN is 00123456', 'CG10', 'confirm'],
  ['chart #AB12345', 'CG10', 'confirm'],
  ['DOB 4/12/1980', 'CG11', 'confirm'],
  ['born on 12 April 1980', 'CG11', 'confirm'],
  ['seen on 04/12/1980', 'CG11', 'warn'],
  ['Member ID: XYZ123456', 'CG12', 'confirm'],
  ['Your password is hunter22', 'CG13', 'block'],
  ['about your HIV test', 'CG14', 'block*'],
  ['Su prueba de embarazo', 'CG14', 'block*'],
  ['AIDS clinic', 'CG14', 'block*'],
  ['the biopsy on Monday', 'CG15', 'confirm'],
  ['control de diabetes', 'CG15', 'confirm'],
  ['para su cáncer', 'CG15', 'confirm'],
  ['our glitter treatment', 'CG15', 'confirm', { ownWords: ['glitter*'] }],
  ['Take 500 mg twice', 'CG16', 'confirm'],
  ['your metformin is here', 'CG16', 'confirm'],
  ['Your blood test came back negative', 'CG17', 'block*'],
  ['Lab: abnormal', 'CG17', 'block*'],
  ['Your balance is $45', 'CG18', 'confirm'],
  ['Su saldo es 45', 'CG18', 'confirm'],
  ['Su prueba de EMBARAZO', 'CG14', 'block*'],
  ['about your h\u200biv test', 'CG14', 'block*'],
  ['It is 536\u201322\u20138726', 'CG01', 'block'],
  ['Control de asma, Asma', 'CG15', 'confirm', { greetedAs: ['Asma'], namesOnNumber: ['Asma'] }],
  ['Harbor Diabetes: your diabetes', 'CG15', 'confirm', { practiceNames: ['Harbor Diabetes'] }],
  ['20% off this week', 'CG19', 'confirm'],
  ['Please leave us a review', 'CG19', 'confirm'],
  ['See bit.ly/abc123', 'CG20', 'block'],
  ['See https://tinyurl.com/x', 'CG20', 'warn', { country: 'DE' }],
  ['CBD gummies', 'CG21', 'block', { purpose: 'marketing' }],
  ['Reply YES to confirm', 'CG22', 'config'],
  ['Responda CANCELAR', 'CG22', 'config'],
  ['Hi {firstName}, see you', 'CG23', 'block'],
  ['See you at undefined', 'CG23', 'block'],
  ['Hi , see you', 'CG23', 'warn', { greetedAs: ['Ana'] }],
  ['Hi Ben, see you', 'CG24', 'confirm', { greetedAs: ['Ana'], namesOnNumber: ['Ana', 'Ben'] }],
  ['Ana and Ben, see you', 'CG24', 'confirm', { greetedAs: ['Ana'], namesOnNumber: ['Ana', 'Ben'] }],
  ['x'.repeat(170), 'CG25', 'warn'],
];

const LEFT_ALONE: readonly (readonly [text: string, rule: GuardRuleId, more?: Partial<GuardText>])[] = [
  ['Call (206) 555-0100 or 206-555-0100', 'CG01'],
  ['000-12-3456 and 987-65-4321', 'CG01'],
  ['Card 4111 1111 1111 1112', 'CG03'],
  ['Call +4915112345678901', 'CG03'],
  ['2345 6789 0124', 'CG07'],
  ['2345 6789 0125', 'CG07', { country: 'IN' }],
  ['NHS number 943 476 5918', 'CG08', { country: 'GB' }],
  ['Medicare questions? 206 555 0100', 'CG09'],
  ['The chart is ready in 3 days', 'CG10'],
  ['See you 11/24/2026', 'CG11'],
  ['a group of 12 people', 'CG12'],
  ['Your one-time code: ask at the desk', 'CG12'],
  ['Bring your hearing aids', 'CG14'],
  ['1st and std. parking', 'CG14'],
  ['Cancel by Friday', 'CG15'],
  ['Your prescription is ready', 'CG16'],
  ['Your results are ready, please call', 'CG17'],
  ['The lab is open during normal hours', 'CG17'],
  ['Your balance statement is at the desk', 'CG18'],
  ['Your balance is $45', 'CG18', { purpose: 'billing' }],
  ['20% off this week', 'CG19', { purpose: 'marketing' }],
  ['a slot.co-op and habit.lyric', 'CG20'],
  ['See https://example.com/t.co', 'CG20'],
  ['CBD gummies', 'CG21'],
  ['Reply C to confirm or R to change', 'CG22'],
  ['Please cancel early if you must', 'CG22'],
  ['The annulled visit', 'CG23'],
  ['Hi Ana, see you', 'CG24', { greetedAs: ['Ana', 'Anita'], namesOnNumber: ['Ana', 'Ben'] }],
  ['Hi there, see you', 'CG24', { greetedAs: ['Ana'], namesOnNumber: ['Ana'] }],
  ['Hello\nReply STOP to opt out.', 'CG24', { greetedAs: ['Ana'], namesOnNumber: ['Ana'] }],
  ['Hola buenos dias, Ana', 'CG24', { greetedAs: ['Ana'], namesOnNumber: ['Ana'] }],
  ['Hi Maria, see you', 'CG24', { greetedAs: ['María José', 'Ruiz'], namesOnNumber: ['María José'] }],
  ['Ana, Dr. Ben Osei is in', 'CG24', { greetedAs: ['Ana'], namesOnNumber: ['Ana', 'Ben'] }],
  ['Hi Asma, see you', 'CG15', { greetedAs: ['Asma'], namesOnNumber: ['Asma'] }],
  ['Harbor Diabetes: see you', 'CG15', { practiceNames: ['Harbor Diabetes'] }],
  ['Bennett Street', 'CG24', { greetedAs: ['Ana'], namesOnNumber: ['Ana', 'Ben'] }],
  ['1 Ana 9:00, 2 Ben 9:30', 'CG24', { greetedAs: ['Ana'], namesOnNumber: ['Ana', 'Ben'], household: true }],
  ['x'.repeat(160), 'CG25'],
];

for (const [text, rule, severity, more] of FOUND) {
  test(`${rule} finds "${text.slice(0, 60)}" in ${more?.country ?? 'US'} as ${severity}`, () => {
    expect(found(text, more)).toContainEqual([rule, severity]);
  });
}

for (const [text, rule, more] of LEFT_ALONE) {
  test(`${rule} leaves "${text.slice(0, 60)}" alone (${JSON.stringify(more ?? {})})`, () => {
    expect(found(text, more).map(([id]) => id)).not.toContain(rule);
  });
}

test('every rule is found in a sample, and has words', () => {
  expect(new Set(FOUND.map(([, rule]) => rule))).toEqual(new Set(GUARD_RULES));
  for (const rule of GUARD_RULES) expect(GUARD_WORDS[rule]).not.toBe('');
});

test('what is offered instead passes the guard itself', () => {
  for (const rule of GUARD_RULES) {
    for (const language of ['en', 'es'] as const) {
      const words = neutralWords(rule, language)?.replace('{phone}', '(206) 555-0100');
      if (words !== undefined) expect(found(words)).toEqual([]);
    }
  }
});

test('an ordinary reminder, a call for results and a text of ours give nothing', () => {
  for (const text of [
    'Riverside: Hi Ana, your visit is Tue, Nov 24 at 9:00 AM with Dr. Okafor. Reply C to confirm or R to change. (206) 555-0100',
    'Riverside: Hola Ana, su visita es el mar. 24 nov. a las 9:00. Responda C para confirmar o R para cambiar.',
    'Riverside: your results are ready. Please call (206) 555-0100.',
  ]) {
    expect(found(text, { greetedAs: ['Ana'], namesOnNumber: ['Ana'] })).toEqual([]);
  }
  expect(found('Your password is hunter22', { purpose: 'system' })).toEqual([]);
});

test('the gravest comes first; what concerns templates only does not count for sending', () => {
  expect(gravest(scanText(ask('SSN 536-22-8726, 500 mg')))).toBe('block');
  expect(gravest(scanText(ask('HIV and 500 mg')))).toBe('block*');
  expect(gravest(scanText(ask('Reply YES')))).toBe('none');
  expect(gravest([])).toBe('none');
});

describe('check digits', () => {
  test.each(['4111111111111111', '378282246310005', '6011111111111117'])('%s is a card', (digits) => {
    expect(isLuhnValid(digits)).toBe(true);
  });
  test('one wrong digit is noticed by each scheme', () => {
    const digit = fc.integer({ min: 0, max: 11 });
    fc.assert(
      fc.property(digit, fc.integer({ min: 1, max: 9 }), (place, by) => {
        const wrong = (digits: string): string =>
          [...digits].map((d, at) => (at === place % digits.length ? String((Number(d) + by) % 10) : d)).join('');
        expect(isVerhoeffValid('234567890124')).toBe(true);
        expect(isVerhoeffValid(wrong('234567890124'))).toBe(false);
        expect(isNhsValid('9434765919')).toBe(true);
        expect(isNhsValid(wrong('9434765919'))).toBe(false);
        expect(isLuhnValid(wrong('4111111111111111'))).toBe(false);
      }),
    );
  });
});

describe('whatever is written', () => {
  const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ maxLength: 2_000 }));

  test('places lie within the text, and nothing of it is kept', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const finding of scanText(ask(text, { greetedAs: ['Ana'], namesOnNumber: ['Ana', 'Ben'] }))) {
          expect(Object.keys(finding).toSorted()).toEqual(['end', 'rule', 'severity', 'start']);
          expect(finding.start).toBeGreaterThanOrEqual(0);
          expect(finding.end).toBeGreaterThanOrEqual(finding.start);
          expect(finding.end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  test('a secret is found wherever it stands', () => {
    const around = fc.stringMatching(/^[a-z ,.]{0,40}$/);
    fc.assert(
      fc.property(fc.constantFrom('536-22-8726', '4111 1111 1111 1111'), around, around, (secret, before, after) => {
        expect(gravest(scanText(ask(`${before} ${secret} ${after}`)))).toBe('block');
      }),
    );
  });

  test('more words never make it milder', () => {
    const words = fc.constantFrom(...FOUND.map(([text]) => text), 'See you then.', 'Hello');
    const rank = (text: string): number =>
      GUARD_SEVERITIES.findIndex((severity) => severity === gravest(scanText(ask(text))));
    fc.assert(
      fc.property(words, words, (one, other) => {
        expect(rank(`${one}\n${other}`)).toBeGreaterThanOrEqual(rank(one));
      }),
    );
  });
});

test('a place is told in the text as it was written, also behind invisible signs', () => {
  const text = 'a\u200bb\u200b your h\u00ad\u00edv te\u200bst';
  const [first] = scanText(ask('so\u200b it is metfor\u00admin.'));
  expect('so\u200b it is metfor\u00admin.'.slice(first?.start, first?.end)).toBe('metfor\u00admin');
  expect(scanText(ask(text)).every(({ start, end }) => start >= 0 && end <= text.length)).toBe(true);
});
