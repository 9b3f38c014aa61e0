/** The pure rules: one gate decision and one reading of a reply. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { GateInput } from '../../../src/contract/gate.ts';
import { ReplyInput } from '../../../src/contract/replies.ts';
import { decide } from '../../../src/main/domain/sendGate/decide.ts';
import { classify } from '../../../src/main/domain/replies/classify.ts';
import type { Bench, Measure } from '../lib/measure.ts';
import { plainRow } from '../lib/row.ts';
import type { Row } from '../lib/row.ts';
import { median, percentile, round, timed } from '../lib/stats.ts';

export const rules: Measure = { name: 'rules', run };

function run(bench: Bench): readonly Row[] {
  const rounds = bench.count(20, 3);
  return [
    summary(
      'Gate decision',
      rounds,
      gateInputs().map((input) => () => decide(input)),
    ),
    summary(
      'Reading a reply',
      rounds,
      replies().map(
        ({ text, context }) =>
          () =>
            classify(text, context),
      ),
    ),
  ];
}

/** Median over all cases of the best of some rounds each. */
function summary(name: string, rounds: number, cases: readonly (() => unknown)[]): Row {
  for (const one of cases) one();
  const samples = cases.flatMap((one) => Array.from({ length: rounds }, () => 1000 * timed(one)));
  return plainRow({
    name: `${name}, median`,
    figure: median(samples),
    unit: 'us',
    note: `p99 ${round(percentile(samples, 0.99))} us over ${cases.length} cases`,
  });
}

/** The written cases of the rules: what the tests hold them to. */
function readCases(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../fixtures/rules/${name}`, import.meta.url), 'utf8'));
}

function gateInputs(): readonly GateInput[] {
  return z
    .array(z.object({ input: GateInput }))
    .parse(readCases('send-gate-cases.json'))
    .map(({ input }) => input);
}

function replies(): readonly ReplyInput[] {
  return z.array(ReplyInput.loose()).parse(readCases('inbound-cases.json'));
}
