/** `npm run fuzz -- [--calls 100000] [--seed 1] [--json]`: calls of every procedure by every role. Exit code 1 when there was a defect. */
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';
import { OUT_OF_REACH } from './recipes.ts';

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});

const progress = (done: number): void => void process.stderr.write(`${String(done)} calls\n`);
const result = await fuzz({ seed: Number(values.seed), calls: Number(values.calls), progress });
if (values.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
else {
  process.stdout.write(`${String(result.calls)} calls, ${String(result.defects.length)} defects.\n`);
  process.stdout.write(`Answers: ${JSON.stringify(result.answers)}\n`);
  process.stdout.write(`Never answered OK: ${result.neverOk.join(', ') || 'none'}\n`);
  for (const [name, why] of OUT_OF_REACH) process.stdout.write(`Out of reach: ${name}, because ${why}\n`);
  for (const defect of result.defects) process.stdout.write(`  ${defect}\n`);
}
process.exitCode = result.defects.length > 0 ? 1 : 0;
