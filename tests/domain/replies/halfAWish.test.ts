/** A wish to stop that holds only sometimes, for somebody else, or is a question: a person decides (rules.md 14.3). */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { ReplyContext } from '../../../src/contract/replies.ts';
import { classify } from '../../../src/main/domain/replies/classify.ts';

const NONE = ReplyContext.parse({});

it.each([
  'If you text me again after 9pm I will have to opt out',
  'how would I unsubscribe if I wanted to?',
  'my husband said stop texting him not me',
  'stop texting my mom, text me instead',
  'please stop sending them to my old number, use this one',
  "unless it's about my results don't text me",
  "did you stop the reminders? I didn't get one",
  'I was told you would stop texting, is that right?',
])('waits for a person: %s', (text) => {
  expect(classify(text, NONE)).toMatchObject({ recordsOptOut: false, needsPerson: true });
});

it.each([
  'I am done getting the texts set up, thanks',
  'If the texts stopped, is something wrong with my phone?',
  'make sure I do not miss a reminder',
  'make sure they do not get my results by mail',
  'You should not text while driving',
  'I decline the 3 pm, mornings are better',
  'please add me to the list',
  'stop the physio program on Friday',
  'Do not send anything to my insurance',
  'turn these pills down? I want fewer',
  'I would appreciate it if you did not cancel my visit',
  'would be great if you texted me the address',
  'if you text me the address I can find it',
])('is no wish to get fewer texts: %s', (text) => {
  expect(classify(text, NONE).recordsOptOut).toBe(false);
});

it.each([
  'Stop texting me. Only call if it is urgent.',
  "Don't text me again until further notice",
  'Please stop sending reminders so early',
  'If you text me again I am calling a lawyer',
  'Did my husband ask you to text me? Please stop texting me.',
])('is honoured, for another sentence says it or nothing narrows it: %s', (text) => {
  expect(classify(text, NONE)).toMatchObject({ recordsOptOut: true });
});

it('takes none of the texts that only sound alike for a wish to stop', () => {
  const file = new URL('../../fixtures/replies/lookalikes.json', import.meta.url);
  const texts = z
    .array(z.string())
    .min(80)
    .parse(JSON.parse(readFileSync(file, 'utf8')));
  expect(texts.filter((text) => classify(text, NONE).recordsOptOut)).toEqual([]);
});
