/** After a week with the PC off: ten thousand texts that are too late, and ten thousand that came in meanwhile. */
import { createAdmission } from '../../../src/main/jobs/admission.ts';
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
  const expiry = await expire(office, count);
  const ingest = await takeIn(office, count);
  return [
    atMost(
      {
        name: `Expiry of ${count} overdue texts`,
        figure: expiry.ms,
        unit: 'ms',
        note: `${round((1000 * expiry.ms) / count)} us a text, with message, row, audit and change`,
      },
      (100 * count) / 10_000,
      'decided and written',
    ),
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
