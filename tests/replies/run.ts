/**
 * `npm run replies:report -- [--json] [--misses] [--learn] [--price]`: how well reply understanding does on texts it was and was not tuned on. Shows
 * which texts were missed only for those that rules may be tuned on: whoever reads the misses of the others has spoiled them. With
 * `--learn` the weights of the second opinion are learned from that half first, and written; with `--price` it shows what other thresholds would cost.
 */
import { writeFileSync } from 'node:fs';
import { classify } from '../../src/main/domain/replies/classify.ts';
import { learn, lessons, WEIGHTS_FILE, weightsSource } from './learn.ts';
import { measure } from './measure.ts';
import { priceTable } from './price.ts';
import type { Measured, Share } from './measure.ts';
import { SAMPLES, readSample } from './sample.ts';

const percent = ({ right, of }: Share): string => (of === 0 ? '-' : `${((100 * right) / of).toFixed(1)} %`);
const counted = (share: Share): string => `${percent(share)} (${String(share.right)}/${String(share.of)})`;

function table(name: string, measured: Measured): string {
  const rows = measured.byClass.map(
    ({ name: label, precision, recall }) => `${label.padEnd(14)}${counted(precision).padEnd(20)}${counted(recall)}`,
  );
  return [
    `${name}: ${String(measured.rightClass.of)} texts`,
    `  right class                       ${counted(measured.rightClass)}`,
    `  clear opt-outs in the ledger      ${counted(measured.clearOptOuts)}`,
    `  clear opt-outs that stop us       ${counted(measured.quietAfterOptOut)}`,
    `  right of what is done alone       ${counted(measured.automatic)}`,
    `  doubtful opt-outs held            ${counted(measured.doubtfulHeld)}`,
    `  other texts that made us wait     ${counted(measured.othersHeld)}`,
    '',
    `  ${'class'.padEnd(14)}${'precision'.padEnd(20)}recall`,
    ...rows.map((row) => `  ${row}`),
    '',
  ].join('\n');
}

/** Whoever reads the misses of the others has spoiled them. */
const TUNED: ReadonlySet<string> = new Set(['tune', 'authors']);

const flags = new Set(process.argv.slice(2));
if (flags.has('--price')) {
  process.stdout.write(`${priceTable()}\n`);
  process.exit(0);
}
if (flags.has('--learn')) writeFileSync(WEIGHTS_FILE, weightsSource(learn(lessons())));
const all = SAMPLES.map((sample) => ({ sample, measured: measure(readSample(sample), classify) }));
if (flags.has('--json')) {
  const figures = all.map(({ sample, measured: { misses, ...rest } }) => ({ sample, missed: misses.length, ...rest }));
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
} else {
  for (const { sample, measured } of all) process.stdout.write(`${table(sample, measured)}\n`);
}
if (flags.has('--misses')) {
  const tuned = all.flatMap(({ sample, measured }) => (TUNED.has(sample) ? measured.misses : []));
  for (const { example, meaning, why } of tuned) {
    const line = [why, example.context, `${example.class} <- ${meaning.primary}/${meaning.action}`, example.text];
    process.stdout.write(`${line.join(' | ')}\n`);
  }
}
