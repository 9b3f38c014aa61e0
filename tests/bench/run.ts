/**
 * `npm run bench -- [--json] [--only NAME] [--quick] [--keep] [--strict]`: takes the measures and prints what came out.
 * Exit code 0 also when a limit is missed, unless `--strict`; 1 when a measure broke.
 */
import { parseArgs } from 'node:util';
import { openFsyncFloor } from './lib/fsyncFloor.ts';
import type { Bench, Measure } from './lib/measure.ts';
import { NotMeasured } from './lib/measure.ts';
import { formatTable, toJson } from './lib/report.ts';
import type { Outcome } from './lib/report.ts';
import { createStage } from './lib/stage.ts';
import { measures } from './registry.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    quick: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function take(measure: Measure, bench: Bench): Promise<Outcome> {
  const started = performance.now();
  try {
    const rows = await measure.run(bench);
    return { measure: measure.name, kind: 'measured', rows, seconds: (performance.now() - started) / 1000 };
  } catch (error) {
    if (error instanceof NotMeasured) return { measure: measure.name, kind: 'notMeasured', why: error.message };
    return {
      measure: measure.name,
      kind: 'broken',
      why: error instanceof Error ? (error.stack ?? error.message) : '?',
    };
  } finally {
    await bench.stage.endMeasure();
  }
}

async function runAll(chosen: readonly Measure[]): Promise<void> {
  const { quick } = values;
  const stage = createStage({ quick, keep: values.keep, say });
  const floor = openFsyncFloor(stage.folder());
  const bench: Bench = { stage, floor, quick, say, count: (full, small) => (quick ? small : full) };
  const startedAt = new Date().toISOString();
  const outcomes: Outcome[] = [];
  try {
    for (const measure of chosen) {
      say(`${measure.name} ...`);
      for (let sample = 0; sample < 20; sample += 1) floor.sample();
      outcomes.push(await take(measure, bench));
    }
  } finally {
    floor.close();
    await stage.close();
  }
  const run = { startedAt, quick, fsync: floor.samples, outcomes };
  process.stdout.write(values.json ? `${JSON.stringify(toJson(run))}\n` : formatTable(run));
  const missed = outcomes.some((one) => one.kind === 'measured' && one.rows.some(({ ok }) => ok === false));
  const broken = outcomes.some(({ kind }) => kind === 'broken');
  if (broken || (values.strict && missed)) process.exitCode = 1;
}

if (values.list) {
  process.stdout.write(`${measures.map(({ name }) => name).join('\n')}\n`);
} else {
  const chosen = measures.filter(({ name }) => values.only.length === 0 || values.only.includes(name));
  if (chosen.length === 0) {
    say(`No measure has that name. There are: ${measures.map(({ name }) => name).join(', ')}.`);
    process.exitCode = 1;
  } else {
    await runAll(chosen);
  }
}
