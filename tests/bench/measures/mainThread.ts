/** Nothing may hold up the main thread for longer than 50 ms: an import, a catch-up, searching and a backup on a large database. */
import { join } from 'node:path';
import { openConsole } from '../lib/console.ts';
import type { Console } from '../lib/console.ts';
import { watchMainThread } from '../lib/mainThread.ts';
import type { Bench, Measure } from '../lib/measure.ts';
import { PHONE_LOGIN, startPhoneProcess } from '../lib/phoneProcess.ts';
import type { PhoneProcess } from '../lib/phoneProcess.ts';
import { atMost } from '../lib/row.ts';
import type { Row } from '../lib/row.ts';
import { round } from '../lib/stats.ts';
import { waitFor } from '../lib/waitFor.ts';
import { createDice, inventName, textableNumber } from '../lib/words.ts';

export const mainThread: Measure = { name: 'main-thread', run };

const LIMIT_MS = 50;

async function run(bench: Bench): Promise<readonly Row[]> {
  const dataDir = await bench.stage.copyOf('million');
  const desk = await openConsole(bench, dataDir);
  const phone = await startPhoneProcess();
  bench.stage.later(() => phone.stop());
  await desk.client.call('gateways.pairPhone', { address: phone.url, ...PHONE_LOGIN });
  const texts = bench.count(10_000, 500);
  const visits = bench.count(500, 50);
  return [
    await watched(`importing ${visits} rows`, () => importSchedule(desk, visits)),
    await watched(`catching up ${texts} texts`, () => catchUp(desk, phone, texts)),
    await watched('searching', () => searchAround(desk)),
    await watched('a backup', async () => {
      await desk.client.call('system.createBackup', { path: join(bench.stage.folder(), 'copy.backup') });
    }),
  ];
}

async function watched(what: string, work: () => Promise<void>): Promise<Row> {
  const end = watchMainThread();
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  const { longest, p99, busiest } = end();
  return atMost(
    {
      name: `Main thread away while ${what}`,
      figure: longest,
      unit: 'ms',
      note: `p99 ${round(p99)} ms, own processor time at most ${round(busiest)} ms, took ${round(seconds)} s`,
    },
    LIMIT_MS,
    'no task longer',
  );
}

async function importSchedule({ client }: Console, rows: number): Promise<void> {
  const { importId } = await client.call('schedule.previewImport', { fileName: 'bench.csv', text: scheduleOf(rows) });
  await client.call('schedule.applyImport', { importId, consent: 'agreedOnForm' });
}

/** A list for a week from now on, as a practice program exports it. */
function scheduleOf(rows: number): string {
  const dice = createDice(5);
  const lines = Array.from({ length: rows }, (_, at) => {
    const { givenName, familyName } = inventName(dice);
    const day = new Date(Date.now() + (2 + (at % 7)) * 86_400_000).toISOString().slice(0, 10);
    const time = `${String(8 + (at % 10)).padStart(2, '0')}:${dice.pick(['00', '15', '30', '45'])}`;
    return `A${10_000 + at},${givenName} ${familyName},${textableNumber(at)},${day},${time},Dr. Osei`;
  });
  return ['Appointment ID,Patient,Mobile,Date,Time,Provider', ...lines].join('\n');
}

async function catchUp({ client, runtime }: Console, phone: PhoneProcess, count: number): Promise<void> {
  let added = 0;
  client.onEvent(({ changes }) => {
    added += changes.filter(({ topic }) => topic === 'message.added').length;
  });
  const now = Date.now();
  for (let from = 0; from < count; from += 500) {
    const texts = Array.from({ length: Math.min(500, count - from) }, (_, at) => ({
      from: textableNumber(from + at),
      text: `Question ${from + at}: may I come a little later?`,
      sentAt: now - 3_600_000 + (from + at) * 10,
    }));
    await phone.inject(texts);
  }
  runtime.wake('network');
  await waitFor(`${count} texts to come in`, () => added >= count, { limitMs: 180_000, everyMs: 50 });
}

async function searchAround({ client }: Console): Promise<void> {
  for (const first of 'abcdefghilmnoprstuvw') {
    for (const second of 'aeiou') await client.call('conversations.searchMessages', { text: first + second });
    await client.call('people.listPeople', { search: `${first}a` });
    await client.call('conversations.listConversations', { search: `${first}o` });
  }
  for (const digits of ['555', '0101', '2065550101']) await client.call('people.listPeople', { search: digits });
}
