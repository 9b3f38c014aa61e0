import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ReplyClassification, ReplyInput } from '../../src/contract/replies.ts';
import { classify } from '../../src/main/domain/replies/classify.ts';

const Case = z.object({
  id: z.string(),
  text: z.string(),
  context: z.unknown(),
  expected: z.object({ primary: z.string(), also: z.array(z.string()), action: z.string(), scope: z.string() }),
});
const file = new URL('../fixtures/rules/inbound-cases.json', import.meta.url);
const cases = z.array(Case).parse(JSON.parse(readFileSync(file, 'utf8')));

describe('every written reply is understood', () => {
  it('has all 170 of them', () => {
    expect(cases).toHaveLength(170);
  });

  it.each(cases)('$id $text', ({ text, context, expected }) => {
    const input = ReplyInput.parse({ text, context });
    const { primary, also, action, scope } = ReplyClassification.parse(classify(input.text, input.context));
    expect({ primary, also, action, scope }).toEqual(expected);
  });
});
