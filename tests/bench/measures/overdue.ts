/** After a week with the PC off: ten thousand texts that are too late, and ten thousand that came in meanwhile. */
import { createAdmission } from '../../../src/main/jobs/admission.ts';
import { claimNext } from '../../../src/main/jobs/claim.ts';
import { expireOverdue } from '../../../src/main/jobs/expire.ts';
import { ingestPage } from '../../../src/main/jobs/ingest.ts';
import type { IncomingText } from '../../../src/main/providers/gateway.ts';
import type { Bench, Measure } from '../lib/measure.ts';
import { GATEWAY_ID, openOffice } from '../lib/office.ts';
import type { Office } from '../lib/office.ts';
import { atMost, plainRow } from '../lib/row.ts';
import type { Row } from '../lib/row.ts';
import { round } from '../lib/stats.ts';
import { textableNumber } from '../lib/words.ts';

export const overdue: Measure = { name: 'overdue', run };

const HOUR = 3_600_000;
const WEEK = 168 * HOUR;
const NEVER = new AbortController().signal;

async function run(bench: Bench): Promise<readonly Row[]> {
  const office = await openOffice(bench);
  const count = bench.count(10_000, 500);
  office.queue(count, office.clock.now() + HOUR);
  office.clock.skip(WEEK);
  const decided = decide(office);
  const expiry = await expire(office, count);
  const ingest = await takeIn(office, count);
  return [
    atMost(
      { name: `Expiry of ${count} overdue texts decided`, figure: decided, unit: 'ms', note: 'worst of five' },
      100,
      'the first text that is still of use is handed out behind all of them; none of them can leave',
    ),
    plainRow({
      name: `The same ${count} filed`,
      figure: expiry.ms,
      unit: 'ms',
      note: `${round((1000 * expiry.ms) / count)} us a text, with message, row, audit and change, beside the sending`,
    }),
    atMost(
      {
        name: `Taking in ${count} texts`,
        figure: ingest.ms,
        unit: 'ms',
        note: `${round(ingest.ms / count)} ms a text`,
      },
      (2_000 * count) / 10_000,
      'understood, filed and durable',
    ),
    plainRow({ name: `The same ${count} texts offered again`, figure: ingest.againMs, unit: 'ms' }),
  ];
}

/** Ms until a text of use is claimed from behind all that is too late, gate and attempt included; the worst of five. */
function decide(office: Office): number {
  const { store } = office;
  const deps = { ...office.jobDeps(0), admission: createAdmission(office) };
  const gateway = store.read((tx) => tx.gateways.get(GATEWAY_ID));
  if (gateway === undefined) throw new Error('no gateway');
  const times = Array.from({ length: 5 }, () => {
    office.queue(1);
    const started = performance.now();
    const { flight } = claimNext(deps, { gateway, minPriority: 0 });
    const ms = performance.now() - started;
    if (flight === null || flight.job.sendBy !== null) throw new Error('the text of use was not handed out');
    return ms;
  });
  return Math.max(...times);
}

async function expire(office: Office, count: number): Promise<{ readonly ms: number }> {
  const deps = { ...office.jobDeps(0), admission: createAdmission(office) };
  const started = performance.now();
  const expired = await expireOverdue(deps, NEVER);
  const ms = performance.now() - started;
  if (expired !== count) throw new Error(`${expired} of ${count} texts expired`);
  return { ms };
}

/** One page of the gateway's inbox: all that came in. The second time nothing of it is new. */
async function takeIn(office: Office, count: number): Promise<{ readonly ms: number; readonly againMs: number }> {
  const deps = office.jobDeps(0);
  const texts = Array.from({ length: count }, (_, at): IncomingText => ({
    gatewayMessageId: `bench-in-${at}`,
    from: textableNumber(at),
    body: ANSWERS[at % ANSWERS.length] ?? 'Yes',
    sentAt: office.clock.now() - WEEK + at * 20_000,
    sim: 1,
    kind: 'sms',
  }));
  const page = { texts, cursor: { from: count }, more: false };
  const started = performance.now();
  const { fresh, failed } = await ingestPage(deps, GATEWAY_ID, page, NEVER);
  const ms = performance.now() - started;
  if (fresh !== count || failed > 0) throw new Error(`${fresh} of ${count} texts taken in, ${failed} failed`);
  const again = performance.now();
  await ingestPage(deps, GATEWAY_ID, page, NEVER);
  return { ms, againMs: performance.now() - again };
}

const ANSWERS = ['Yes', 'C', 'Can I come a little later?', 'Thank you', 'R', 'Is there parking near the office?'];
