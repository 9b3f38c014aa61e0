import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ReplyInput } from '../../src/contract/replies.ts';
import { openDesk } from './desk.ts';

const file = new URL('../fixtures/rules/inbound-cases.json', import.meta.url);
const Case = z.object({
  ...{ id: z.string(), text: z.string(), context: z.unknown() },
  expected: z.object({ primary: z.string(), also: z.array(z.string()), action: z.string(), scope: z.string() }),
});

describe('asking what a reply means', () => {
  it("answers every written case in the case's own words", async () => {
    const desk = await openDesk();
    const cases = z.array(Case).parse(JSON.parse(readFileSync(file, 'utf8')));
    const wrong: string[] = [];
    for (const { id, text, context, expected } of cases) {
      const answer = await desk.call('replies.classify', ReplyInput.parse({ text, context }));
      const { primary, also, action, scope } = answer;
      if (JSON.stringify({ primary, also, action, scope }) !== JSON.stringify(expected)) wrong.push(id);
    }
    expect(cases).toHaveLength(170);
    expect(wrong).toEqual([]);
  });
});
