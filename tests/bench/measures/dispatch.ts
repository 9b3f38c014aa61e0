/** The dispatcher beside a gateway that takes no time: what each text costs, and how close sending stays to the pace. */
import { createJobs } from '../../../src/main/jobs/jobs.ts';
import type { Jobs } from '../../../src/main/jobs/jobs.ts';
import type { Gateway } from '../../../src/main/providers/gateway.ts';
import type { Bench, Measure } from '../lib/measure.ts';
import { GATEWAY_ID, openOffice } from '../lib/office.ts';
import type { Office } from '../lib/office.ts';
import { atMost } from '../lib/row.ts';
import type { Row } from '../lib/row.ts';
import { median, percentile, round } from '../lib/stats.ts';
import { waitFor } from '../lib/waitFor.ts';

export const dispatch: Measure = { name: 'dispatch', run };

async function run(bench: Bench): Promise<readonly Row[]> {
  const office = await openOffice(bench);
  const floors = Array.from({ length: 50 }, () => bench.floor.sample());
  const free = await sendAll(office, { count: bench.count(500, 60), paceMs: 0 });
  floors.push(...Array.from({ length: 50 }, () => bench.floor.sample()));
  const gaps = free.calls.slice(1).map(({ startedAt }, at) => startedAt - (free.calls[at]?.endedAt ?? startedAt));
  const slow = await sendAll(office, { count: bench.count(60, 15), paceMs: 100 });
  const quick = await sendAll(office, { count: bench.count(300, 60), paceMs: 10 });
  return [
    atMost(
      {
        name: 'Dispatcher, overhead per text',
        figure: median(gaps),
        unit: 'ms',
        note: `p95 ${round(percentile(gaps, 0.95))} ms; gate and durable outcome included; ${round(median(gaps) / median(floors))} x F`,
      },
      5,
      'median, beside the gateway',
    ),
    atMost(
      { name: 'Sending at 10 texts a second', figure: pace(slow.calls), unit: 'ms' },
      105,
      '1.05 x the pace of 100 ms',
    ),
    atMost(
      { name: 'Sending at 100 texts a second', figure: pace(quick.calls), unit: 'ms' },
      10.5,
      '1.05 x the pace of 10 ms',
    ),
  ];
}

interface Call {
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Mean distance between two calls, ms. */
function pace(calls: readonly Call[]): number {
  return ((calls.at(-1)?.startedAt ?? 0) - (calls[0]?.startedAt ?? 0)) / (calls.length - 1);
}

/** Queues, starts the jobs, and waits until all has been handed over. Everything but the pace is as in the program. */
async function sendAll(
  office: Office,
  { count, paceMs }: { readonly count: number; readonly paceMs: number },
): Promise<{ readonly calls: readonly Call[] }> {
  office.queue(count);
  const calls: Call[] = [];
  const gateway = timedGateway(office.gateway, calls);
  const jobs: Jobs = createJobs({
    ...office.jobDeps(paceMs),
    gateways: { get: (id) => (id === GATEWAY_ID ? gateway : undefined) },
    bell: { everyMinute: () => ({ cancel: () => undefined }) },
    hooksOf: async () => undefined,
    maintenance: { zone: () => 'America/New_York', backup: () => Promise.resolve() },
  });
  jobs.start();
  try {
    await waitFor(`${count} texts to leave`, () => calls.length >= count, { limitMs: 120_000, everyMs: 20 });
    await jobs.settled();
  } finally {
    await jobs.stop();
  }
  return { calls };
}

/** Notes when each send began and ended. */
function timedGateway(gateway: Gateway, calls: Call[]): Gateway {
  return new Proxy(gateway, {
    get(target, name) {
      if (name !== 'send') {
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      }
      return async (...args: Parameters<Gateway['send']>) => {
        const startedAt = performance.now();
        const outcome = await target.send(...args);
        calls.push({ startedAt, endedAt: performance.now() });
        return outcome;
      };
    },
  });
}
