import { describe, expect, it } from 'vitest';
import { countSegments } from '../../../src/contract/segments.ts';
import { requiredText, withRequiredLines } from '../../../src/main/domain/templates/requiredTexts.ts';
import type { RequiredText } from '../../../src/main/domain/templates/requiredTexts.ts';

const KINDS: readonly RequiredText[] = [
  'help',
  'optedOut',
  'optedOutVisitUnchanged',
  'optedIn',
  'welcome',
  'emergency',
  'optedOutEmergency',
  'visitConfirmed',
];
const facts = { practice: 'X'.repeat(20), phone: '(212) 555-0100', country: 'US', date: 'Wed Nov 25' };

describe('the texts the rules oblige us to send', () => {
  it.each(KINDS.flatMap((kind) => [['en', kind] as const, ['es', kind] as const]))(
    'are one part of plain characters with a practice name of 20 (%s %s)',
    (language, kind) => {
      const text = requiredText(kind, language, facts);
      expect(countSegments(text)).toMatchObject({ encoding: 'gsm7', parts: 1 });
      expect(text).not.toMatch(/undefined|\s\s/);
    },
  );

  it('are whole sentences without a name and a phone too', () => {
    const bare = { practice: '', phone: '', country: 'AU' };
    expect(requiredText('optedOut', 'en', bare)).toBe(
      'You are opted out and will get no more texts. Reply START to get texts again.',
    );
    expect(requiredText('emergency', 'en', bare)).toBe('We may not see texts right away. In an emergency call 000.');
  });

  it.each([
    ['US', '911', true],
    ['GB', '999', false],
    ['AU', '000', false],
    ['IE', '112', false],
    ['IN', '112', false],
  ])(
    'name the emergency number of the country, and charges only where there are any: %s',
    (country, number, charged) => {
      const here = { ...facts, country };
      expect(requiredText('emergency', 'en', here)).toContain(`call ${number}.`);
      expect(requiredText('emergency', 'en', here).includes('988')).toBe(country === 'US');
      expect(requiredText('optedOutEmergency', 'es', here)).toContain(`al ${number}.`);
      for (const kind of ['help', 'welcome'] as const) {
        expect(requiredText(kind, 'en', here).includes('rates')).toBe(charged);
        expect(requiredText(kind, 'es', here).includes('tarifas')).toBe(charged);
      }
    },
  );

  it('add their lines once, however often the gate asks', () => {
    const add = (body: string) =>
      withRequiredLines(body, ['identity', 'optout'], { practice: 'Lakeside', language: 'en', country: 'US' });
    const once = add('See you at 3.');
    expect(once).toBe('Lakeside: See you at 3. Reply STOP to opt out.');
    expect(add(once)).toBe(once);
  });
});
