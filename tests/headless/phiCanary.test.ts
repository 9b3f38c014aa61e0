/**
 * Nothing of a patient ever stands in the clear: fifty people go through a whole run of the real program, which is killed in the middle of its
 * work, and then everything it has written anywhere is searched for them: data, log of the database, backups, logs, temporary files, home.
 */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test, vi } from 'vitest';
import { CANARIES, filesBelow, findMarks, marksOf } from './canaries.ts';
import type { Canary } from './canaries.ts';
import { deskbell, openCalls, startPhone, temporaryFolder } from './programs.ts';

import type { Call, Simulator } from './programs.ts';

const wait = { timeout: 90_000, interval: 150 };
const MARKS = CANARIES.flatMap(marksOf);

/** Everywhere the program could write. */
function openPlace() {
  const root = temporaryFolder();
  const [data, temp, home, logs] = ['data', 'temp', 'home', 'logs'].map((name) => join(root, name));
  for (const folder of [data, temp, home, logs]) mkdirSync(folder ?? '');
  return { root, data: data ?? '', temp: temp ?? '', home: home ?? '', log: join(logs ?? '', 'all.log') };
}
type Place = ReturnType<typeof openPlace>;

/** `deskbell serve`, as talkative as it can be, with every word it says in the log. Returns the way to kill it. */
async function serveTalking(place: Place): Promise<(signal: NodeJS.Signals) => Promise<void>> {
  const { temp, home } = place;
  const child = spawn(
    process.execPath,
    ['src/main/headless/cli.ts', 'serve', '--json', '--no-open', '--port', '0', '--data-dir', place.data],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DESKBELL_LOG_LEVEL: 'debug', TMPDIR: temp, HOME: home, XDG_CACHE_HOME: home },
    },
  );
  const log = createWriteStream(place.log, { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => {
      if (line.includes('"error"')) reject(new Error(line));
      else resolve(line);
    });
    child.once('exit', (code) => reject(new Error(`deskbell serve ended with ${String(code)}`)));
  });
  return async (signal) => {
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.kill(signal);
    await closed;
    await new Promise((resolve) => log.end(resolve));
  };
}

/** A zone in which it is about noon now. */
function noonZone(): string {
  const offset = 12 - new Date().getUTCHours();
  return offset === 0 ? 'Etc/GMT' : `Etc/GMT${offset > 0 ? '-' : '+'}${String(Math.abs(offset))}`;
}

async function setUp(call: Call, phone: Simulator): Promise<void> {
  await call('settings.saveSettings', {
    practice: { name: 'Test Clinic', shortName: 'Test Clinic', zone: noonZone(), country: 'AU', phone: '0491 570 110' },
    sending: { paceMs: 0, perHalfHour: null, sameTextPerHour: null, recipientsPerDay: null },
    reminders: { settleMinutes: 0 },
  });
  await call('gateways.pairPhone', { address: phone.url, username: 'sms', password: 'canary-pass' });
}

async function addEverybody(call: Call): Promise<void> {
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const lines = CANARIES.map(
    ({ given, family, number }, at) => `${number},"${family}, ${given}",${day},${String(9 + (at % 8))}:00,Dr. Chen,yes`,
  );
  const text = ['Mobile Phone,Patient Name,Appt Date,Start Time,Provider,Consent', ...lines].join('\n');
  const preview = await call<{ importId: string }>('schedule.previewImport', { text, fileName: 'list.csv' });
  await call('schedule.applyImport', { importId: preview.importId, consent: 'agreedOnForm' });
}

/** What a day does with people: it searches, notes, drafts, writes, and gets some of it wrong. */
async function work(call: Call): Promise<void> {
  for (const [at, canary] of CANARIES.entries()) {
    const { items } = await call<{ items: { id: string }[] }>('people.listPeople', { search: canary.family });
    const personId = items[0]?.id ?? '';
    // The clock is said as well: their texts are to leave today, wherever their address is.
    const address = { country: 'Germany', region: canary.region };
    await call('people.savePerson', { id: personId, note: canary.note, address, zone: noonZone() });
    const { id } = await call<{ id: string }>('conversations.openConversation', { personId });
    await call('conversations.saveDraft', { id, body: canary.outbound });
    if (at % 3 === 0) await call('conversations.addNote', { id, body: canary.note });
    // Refusals name what was wrong with the input; they must not repeat it.
    if (at % 5 === 0) {
      await call('people.getPerson', { id: `${canary.given} ${canary.number}` }).catch(() => undefined);
      await call('people.savePerson', { name: canary.given, numbers: [canary.family] }).catch(() => undefined);
      await call('people.savePerson', { id: personId, address: { region: canary.region } }).catch(() => undefined);
      await call('messages.sendMessage', { to: canary.note, body: canary.outbound }).catch(() => undefined);
      await call(`people.${canary.family}`, {}).catch(() => undefined);
      await call('schedule.previewImport', { text: `${canary.family}\u0000${canary.note}` }).catch(() => undefined);
    }
    await call('messages.sendMessage', { personId, body: canary.outbound, undoMs: 0 }).catch(() => undefined);
  }
}

/** A picture that is called like a patient and says what they have. */
function pictureOf(canary: Canary | undefined) {
  const data = Buffer.from(`\u00ff\u00d8\u00ff\u00e0${canary?.note ?? ''}`, 'latin1').toString('base64');
  const name = `${canary?.family ?? ''}.jpg`;
  return { from: canary?.number, text: canary?.note, parts: [{ contentType: 'image/jpeg', name, data }] };
}

async function countThreads(call: Call): Promise<number> {
  const { items } = await call<{ items: { lastInboundAt: number | null }[] }>('conversations.listConversations', {
    limit: 200,
  });
  return items.filter(({ lastInboundAt }) => lastInboundAt !== null).length;
}

describe('fifty people who stand nowhere else', () => {
  test('the search for them can fail: it finds a mark where there is one', () => {
    const { root, log } = openPlace();
    writeFileSync(log, Buffer.from(`x ${CANARIES[7]?.family ?? ''} y`, 'utf16le'));
    expect(findMarks([root], MARKS)).toHaveLength(1);
    expect(new Set(MARKS).size).toBe(MARKS.length);
  });

  test('go through a run that is killed, and stand nowhere in the clear', async () => {
    const place = openPlace();
    const phone = await startPhone('--password', 'canary-pass');
    const kill = await serveTalking(place);
    const call = openCalls(place.data);
    await setUp(call, phone);
    await addEverybody(call);
    // The phone cuts its answers in two and talks nonsense while it hands texts over: what cannot be read must not be repeated either.
    for (const kind of ['halfJson', 'garbage']) await phone.control('/fail', { kind, match: 'inbox', times: 1 });
    await phone.control('/inject-mms', pictureOf(CANARIES[1]));
    await phone.control(
      '/inject',
      CANARIES.map(({ number, inbound }) => ({ from: number, text: inbound })),
    );
    await work(call);
    await vi.waitFor(async () => expect(await countThreads(call)).toBe(50), wait);
    await vi.waitFor(async () => expect((await phone.sent()).length).toBeGreaterThan(5), wait);
    await call('system.createBackup', {});
    // The phone answers nonsense, and texts are under way, when the power goes.
    for (const kind of ['status500', 'dropAfter'])
      await phone.control('/fail', { kind, count: 3 }).catch(() => undefined);
    const leaving = CANARIES.slice(0, 10).map(({ number, outbound }) =>
      call('messages.sendMessage', { to: number, body: `${outbound} Again.`, undoMs: 0 }).catch(() => undefined),
    );
    await leaving[0];
    await kill('SIGKILL');
    expect(findMarks([place.root], MARKS)).toEqual([]);

    // The next start repairs, reconciles and goes on.
    const stop = await serveTalking(place);
    const after = openCalls(place.data);
    expect(await countThreads(after)).toBe(50);
    expect(await after('audit.verifyChain', { integrity: true })).toMatchObject({ ok: true });
    await after('system.createBackup', {});
    // Somebody whose texts are not under way.
    const gone = CANARIES[40];
    const { items } = await after<{ items: { id: string }[] }>('people.listPeople', { search: gone?.family });
    await after('privacy.exportPerson', { personId: items[0]?.id });
    await after('privacy.erasePerson', { personId: items[0]?.id, lastName: gone?.family ?? '' });
    const left = await after<{ items: unknown[] }>('people.listPeople', { search: gone?.family });
    expect(left.items).toEqual([]);
    await stop('SIGTERM');
    const looked = filesBelow(place.root);
    expect(looked.some((file) => file.endsWith('.backup'))).toBe(true);
    expect(readFileSync(place.log, 'utf8').length).toBeGreaterThan(1000);
    expect(findMarks([place.root], MARKS)).toEqual([]);
    // What a support person would be sent says nothing, either.
    const verified = await deskbell(place.data, ['verify']);
    expect(findText(`${verified.stdout}${verified.stderr}`)).toEqual([]);
  }, 240_000);
});

function findText(text: string): readonly string[] {
  return MARKS.filter((mark) => text.toLowerCase().includes(mark));
}
