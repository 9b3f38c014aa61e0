import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GateAnswer, GateInput } from '../../src/contract/gate.ts';
import { decide } from '../../src/main/domain/sendGate/decide.ts';
import { toAnswer } from '../../src/main/domain/sendGate/words.ts';

const Case = z.object({
  id: z.string(),
  title: z.string(),
  input: z.unknown(),
  expected: z.object({
    decision: z.string(),
    until: z.string().nullable(),
    code: z.string(),
    append: z.array(z.string()).optional(),
  }),
});
const file = new URL('../fixtures/rules/send-gate-cases.json', import.meta.url);
const cases = z.array(Case).parse(JSON.parse(readFileSync(file, 'utf8')));

describe('the send gate decides every written case', () => {
  it('has all 114 of them', () => {
    expect(cases).toHaveLength(114);
  });

  it.each(cases)('$id $title', ({ input, expected }) => {
    const answer = GateAnswer.parse(toAnswer(decide(GateInput.parse(input))));
    const { append, ...rest } = expected;
    expect({ decision: answer.decision, until: answer.until, code: answer.code }).toEqual(rest);
    if (append !== undefined) expect(answer.append).toEqual(append);
  });
});
