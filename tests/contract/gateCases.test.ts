/** All written cases of the gate as a program outside asks them: through the router, in the words of the file (`deskbell call gate.evaluate`). */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { gate } from '../../src/contract/gate.ts';
import { createRouter } from '../../src/main/rpc/router.ts';
import { createGateFeature } from '../../src/main/features/gate/index.ts';
import { createSilentLogger } from '../fakes/loggers.ts';
import { createSeededIds } from '../fakes/seeded.ts';
import { createTestStore } from '../fakes/testStore.ts';

const Expected = z.object({
  decision: z.string(),
  until: z.string().nullable(),
  code: z.string(),
  append: z.array(z.string()).optional(),
});
const Case = z.object({ id: z.string(), input: z.unknown(), expected: Expected });
const file = new URL('../fixtures/rules/send-gate-cases.json', import.meta.url);
const cases = z.array(Case).parse(JSON.parse(readFileSync(file, 'utf8')));

test('every case, asked through the router, is answered in the words of the file', async () => {
  const { store, clock } = await createTestStore({ start: 0 });
  const router = createRouter({
    log: createSilentLogger(),
    clock,
    ids: createSeededIds(),
    procedures: new Map([['gate.evaluate', gate.evaluate]]),
    handlers: { gate: { evaluate: createGateFeature({ store, clock }).evaluate } },
  });
  const actor = { id: 'commandLine', name: 'command line', role: 'owner' } as const;
  const answers = await Promise.all(
    cases.map(async ({ id, input, expected }) => {
      const answer = await router.call({
        procedure: 'gate.evaluate',
        input,
        actor,
        signal: new AbortController().signal,
      });
      const value = answer.ok ? Expected.parse(answer.value) : { refused: answer.error };
      return {
        id,
        value: 'refused' in value || expected.append !== undefined ? value : { ...value, append: undefined },
      };
    }),
  );
  expect(answers).toEqual(cases.map(({ id, expected }) => ({ id, value: expected })));
});

test('a misspelt restriction is refused and does not pass as none', () => {
  const [first] = cases;
  const asked = gate.evaluate.input.safeParse({ ...(first?.input as object), optedOut: true });
  expect(asked.success).toBe(false);
});
