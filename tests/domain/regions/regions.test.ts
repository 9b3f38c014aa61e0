/** Each country's hours, holidays and emergency number (rules.md section 10), as the gate and the texts use them. */
import { describe, expect, test } from 'vitest';
import { GateInput } from '../../../src/contract/gate.ts';
import { Practice } from '../../../src/contract/settings.ts';
import { decide } from '../../../src/main/domain/sendGate/decide.ts';
import { isPublicHoliday, regionOf } from '../../../src/main/domain/regions/regions.ts';
import { ReplyContext } from '../../../src/contract/replies.ts';
import { classify } from '../../../src/main/domain/replies/classify.ts';
import { requiredText, saysHowToStop, withRequiredLines } from '../../../src/main/domain/templates/requiredTexts.ts';

const COUNTRIES = Practice.shape.country.unwrap().options;

function at(country: string, zone: string, purpose: 'care' | 'marketing', now: string) {
  const written = { care: 'written', marketing: 'written' };
  return decide(
    GateInput.parse({
      now,
      country,
      purpose,
      number: { e164: '+12125550172' },
      zone: { onFile: zone, practice: zone },
      consent: { sms: written },
      window: { start: '00:00', end: '24:00' },
    }),
  );
}

describe('hours by country', () => {
  test.each([
    ['US', 'America/New_York', 'care', '2027-01-13T01:59:00Z', 'allow'],
    ['US', 'America/New_York', 'care', '2027-01-13T02:00:00Z', 'delay'],
    ['GB', 'Europe/London', 'care', '2027-01-13T19:59:00Z', 'allow'],
    ['GB', 'Europe/London', 'care', '2027-01-13T20:00:00Z', 'delay'],
    ['DE', 'Europe/Berlin', 'care', '2027-01-13T19:00:00Z', 'delay'],
    ['AU', 'Australia/Sydney', 'care', '2027-01-13T08:59:00Z', 'allow'],
    ['AU', 'Australia/Sydney', 'care', '2027-01-13T09:00:00Z', 'delay'],
    ['IN', 'Asia/Kolkata', 'care', '2027-01-13T15:29:00Z', 'allow'],
    ['IN', 'Asia/Kolkata', 'care', '2027-01-13T15:30:00Z', 'delay'],
    ['GB', 'Europe/London', 'marketing', '2027-01-13T09:59:00Z', 'delay'],
    ['GB', 'Europe/London', 'marketing', '2027-01-13T10:00:00Z', 'allow'],
    ['GB', 'Europe/London', 'marketing', '2027-01-16T12:00:00Z', 'delay'],
    ['IN', 'Asia/Kolkata', 'marketing', '2027-01-17T12:00:00Z', 'allow'],
  ] as const)('%s in %s: %s at %s is %s', (country, zone, purpose, now, decision) => {
    expect(at(country, zone, purpose, now).decision).toBe(decision);
  });

  test('nothing is advertised on a public holiday in the EU, and it waits for the next working day', () => {
    // Good Friday and Easter Monday 2027 are 26 and 29 March; the clocks go forward in between.
    const friday = at('DE', 'Europe/Berlin', 'marketing', '2027-03-26T11:00:00Z');
    expect(friday).toMatchObject({ decision: 'delay', until: Date.parse('2027-03-30T08:00:00Z') });
    expect(at('FR', 'Europe/Paris', 'marketing', '2027-07-14T10:00:00Z').decision).toBe('delay');
    expect(at('AU', 'Australia/Sydney', 'marketing', '2027-07-14T02:00:00Z').decision).toBe('allow');
    expect(isPublicHoliday('ES', { year: 2027, month: 1, day: 6 })).toBe(true);
  });

  test('a practice may narrow the hours of its country and never widen them', () => {
    for (const country of COUNTRIES) expect(at(country, 'UTC', 'care', '2027-01-13T22:00:00Z').decision).toBe('delay');
  });
});

test.each([
  ['US', '911'],
  ['CA', '911'],
  ['GB', '999'],
  ['IE', '112'],
  ['DE', '112'],
  ['FR', '112'],
  ['ES', '112'],
  ['AU', '000'],
  ['NZ', '111'],
  ['IN', '112'],
])('the emergency text of %s names %s, and 988 in the US alone', (country, number) => {
  expect(regionOf(country).emergency).toBe(number);
  for (const language of ['en', 'es'] as const) {
    const text = requiredText('emergency', language, { practice: 'Lakeside Clinic', phone: '', country });
    expect(text).toContain(number);
    expect(text.includes('988')).toBe(country === 'US');
    expect(text.length).toBeLessThanOrEqual(160);
  }
});

describe('what advertising says', () => {
  const OFFER = 'Whitening this week';
  const lines = (country: string, language: 'en' | 'es' = 'en') =>
    withRequiredLines(OFFER, regionOf(country).marketingLines, { practice: 'Lakeside', language, country });

  test.each([
    ['US', 'Whitening this week\nReply STOP to opt out.'],
    ['CA', 'Lakeside: Whitening this week\nReply STOP to opt out.'],
    ['GB', 'Lakeside: Whitening this week\nReply STOP to opt out.'],
    ['IE', 'Lakeside: Whitening this week\nReply STOP to opt out.'],
    ['DE', 'Lakeside: Whitening this week\nReply STOP or STOPP to opt out.'],
    ['FR', 'Lakeside: Whitening this week\nReply STOP or ARRET to opt out.'],
    ['ES', 'Lakeside: Whitening this week\nReply STOP or BAJA to opt out.'],
    ['AU', 'Lakeside: Whitening this week\nReply STOP to opt out.'],
    ['NZ', 'Lakeside: Whitening this week\nReply STOP to opt out.'],
    ['IN', 'Lakeside: Whitening this week\nReply STOP to opt out.'],
  ])('%s', (country, text) => {
    expect(lines(country)).toBe(text);
  });

  test('every country that a practice can be in stands in the table above', () => {
    expect([...COUNTRIES].toSorted()).toEqual(['AU', 'CA', 'DE', 'ES', 'FR', 'GB', 'IE', 'IN', 'NZ', 'US']);
  });

  test.each(COUNTRIES)(
    '%s: the gate asks for these lines also where the number is known and was told lately',
    (country) => {
      const now = '2027-01-13T12:00:00Z';
      const { decision, append } = decide(
        GateInput.parse({
          now,
          country,
          purpose: 'marketing',
          number: { e164: '+12125550172' },
          zone: { onFile: 'UTC', practice: 'UTC' },
          consent: { sms: { marketing: 'written' } },
          lastOptOutHintAt: now,
        }),
      );
      expect({ decision, append }).toEqual({ decision: 'allow', append: regionOf(country).marketingLines });
    },
  );

  test('a line is said once, and every word it offers is one we understand', () => {
    for (const country of COUNTRIES) {
      for (const language of ['en', 'es'] as const) {
        const body = lines(country, language);
        expect(saysHowToStop(body)).toBe(true);
        const facts = { practice: 'Lakeside', language, country };
        expect(withRequiredLines(body, ['identity', 'optout'], facts).match(/STOP\b/g)).toHaveLength(1);
      }
      for (const word of regionOf(country).stopWords)
        for (const text of [word, word.toLowerCase(), `${word}!`]) {
          expect(classify(text, ReplyContext.parse({})).action).toBe('optout');
        }
    }
  });

  test('a name is no line: "Baja Dental" has not said how to stop', () => {
    expect(saysHowToStop('BAJA DENTAL: 20 percent off')).toBe(false);
    expect(saysHowToStop('Oferta. Responda BAJA para no recibir mas.')).toBe(true);
  });
});
