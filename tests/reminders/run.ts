/** `npm run reminders:proof -- [--seeds 1000] [--from 1] [--json]`: many seeds of the proof. Exit code 1 when a promise was broken. */
import { parseArgs } from 'node:util';
import { prove, type Proof } from './proof.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});

const broken: Proof[] = [];
const why = new Map<string, number>();
let sent = 0;
const from = Number(values.from);
const count = Number(values.seeds);
for (let seed = from; seed < from + count; seed += 1) {
  const proof = await prove(seed);
  sent += proof.sent;
  for (const [code, times] of Object.entries(proof.why)) why.set(code, (why.get(code) ?? 0) + times);
  if (proof.violations.length > 0) {
    broken.push(proof);
    // At once: the rest may take hours.
    process.stderr.write(`seed ${String(seed)}:\n  ${proof.violations.join('\n  ')}\n`);
  }
  if ((seed - from + 1) % 20 === 0)
    process.stderr.write(`${String(seed - from + 1)} of ${String(count)} seeds, ${String(broken.length)} broken\n`);
}
const explained = Object.fromEntries([...why].sort((a, b) => b[1] - a[1]));
if (values.json) process.stdout.write(`${JSON.stringify({ seeds: count, sent, explained, broken }, null, 2)}\n`);
else {
  process.stdout.write(
    `${String(count)} seeds of 90 days, ${String(sent)} texts sent, ${String(broken.length)} seeds broke a promise.\n`,
  );
  process.stdout.write(`Not sent, and why: ${JSON.stringify(explained)}\n`);
  for (const { seed, violations } of broken)
    process.stdout.write(`seed ${String(seed)}:\n  ${violations.join('\n  ')}\n`);
}
process.exitCode = broken.length > 0 ? 1 : 0;
