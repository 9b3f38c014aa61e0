import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ReplyContext, ReplyInput } from '../../src/contract/replies.ts';
import { createReplyClassifier } from '../../src/main/domain/replies/classifier.ts';
import { classify } from '../../src/main/domain/replies/classify.ts';

const file = new URL('../fixtures/rules/inbound-cases.json', import.meta.url);
const Case = z.object({ text: z.string(), context: z.unknown() });
const cases = z
  .array(Case)
  .parse(JSON.parse(readFileSync(file, 'utf8')))
  .map((one) => ReplyInput.parse(one));

const context = fc.record({
  prompt: fc.constantFrom<ReplyContext['prompt']>('none', 'appointment', 'optin_request', 'marketing'),
  keys: fc.constantFrom<ReplyContext['keys']>({}, { C: 'confirm', R: 'reschedule', X: 'cancel' }, { '1': 'confirm' }),
  openAppointments: fc.integer({ min: 0, max: 2 }),
  optedOut: fc.boolean(),
  names: fc.subarray(['Maria', 'José', "D'Arcy", 'Yes', 'C', '']),
});
const DENIALS = [
  'not Maria',
  'this is not jose',
  'no soy José',
  'D Arcy doesnt live here',
  'I dont know maria',
  'not yes',
];

describe('a classifier that remembers', () => {
  it('says what the rules say, for any words after any question, however often it is asked', () => {
    const classifier = createReplyClassifier();
    const words = fc.constantFrom(...cases.map(({ text }) => text), ...DENIALS);
    fc.assert(
      fc.property(words, context, (text, asked) => {
        const meaning = classify(text, asked);
        expect(classifier.classify(text, asked)).toEqual(meaning);
        expect(classifier.classify(text, asked)).toEqual(meaning);
      }),
      { numRuns: 2_000 },
    );
  });

  it('understands a short reply once, whoever it is from', () => {
    const { classify: ask } = createReplyClassifier();
    const from = (names: string[]) => ask('ok thanks', ReplyContext.parse({ names }));
    expect(from(['Maria'])).toBe(from(['Tom', 'Leo']));
    expect(ask('not Maria', ReplyContext.parse({ names: ['Maria'] })).primary).toBe('wrong_number');
    expect(ask('not Maria', ReplyContext.parse({ names: ['Tom'] })).primary).not.toBe('wrong_number');
  });

  it('forgets before it grows large, and keeps no long text', () => {
    const { classify: ask } = createReplyClassifier();
    const none = ReplyContext.parse({});
    const first = ask('Reply 0', none);
    for (let nth = 1; nth <= 500; nth += 1) ask(`Reply ${nth}`, none);
    expect(ask('Reply 0', none)).not.toBe(first);
    const long = 'Could you tell me whether I have to bring all of my old insurance cards?';
    expect(ask(long, none)).not.toBe(ask(long, none));
  });

  it('gets ready in steps that change nothing', () => {
    const classifier = createReplyClassifier();
    for (const step of classifier.warmUp()) step();
    for (const { text, context: asked } of cases)
      expect(classifier.classify(text, asked)).toEqual(classify(text, asked));
  });
});
