/** The pure rules: one gate decision and one reading of a reply. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { GateInput } from '../../../src/contract/gate.ts';
import { ReplyInput } from '../../../src/contract/replies.ts';
import { scanText } from '../../../src/main/domain/contentGuard/scan.ts';
import { decide } from '../../../src/main/domain/sendGate/decide.ts';
import { classify } from '../../../src/main/domain/replies/classify.ts';
import { contextOf, readSample } from '../../replies/sample.ts';
import type { Bench, Measure } from '../lib/measure.ts';
import { atMost, plainRow } from '../lib/row.ts';
import type { Row } from '../lib/row.ts';
import { median, percentile, round, timed } from '../lib/stats.ts';

export const rules: Measure = { name: 'rules', run };

/** What a practice sends: reminders, answers by hand, and texts in which something is found. */
const TEXTS: readonly string[] = [
  'Lakeside Clinic: Maria, your visit is Tue Jan 12, 2:00 PM. Reply C to confirm, R to reschedule or call (206) 555-0100. STOP to opt out.',
  'Lakeside Clinic: visits on Wed Nov 25: 1 Ana 9:00 AM, 2 Ben 9:30 AM. Reply for each: 1 yes 2 no. STOP to opt out.',
  'Lakeside Clinic: María, su cita es el martes 12 de enero a las 14:00. Responda C para confirmar. STOP: no mas.',
  'Sure, we moved you to 1:15. See you then!',
  'Your blood test came back negative, and your metformin is at the desk.',
  'Please send the form. Your member ID: XYZ123456, DOB 4/12/1980.',
];
const SCAN = {
  purpose: 'care',
  country: 'US',
  now: Date.UTC(2026, 10, 21, 12),
  greetedAs: ['Maria', 'Alvarez', 'Maria Alvarez'],
  namesOnNumber: ['Maria', 'Ben'],
  practiceNames: ['Lakeside Family Clinic', 'Lakeside Clinic'],
} as const;

function run(bench: Bench): readonly Row[] {
  const rounds = bench.count(20, 3);
  return [
    summary(
      'Gate decision',
      rounds,
      gateInputs().map((input) => () => decide(input)),
    ),
    summary(
      'Content guard on a text',
      rounds,
      TEXTS.map((text) => () => scanText({ ...SCAN, text })),
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
    atMost(
      summary(
        'Reading a reply in free words',
        rounds,
        readSample('heldOut').map((example) => {
          const context = contextOf(example);
          return () => classify(example.text, context);
        }),
      ),
      200,
      'median under 200 us',
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
