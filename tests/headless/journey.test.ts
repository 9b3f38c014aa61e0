/**
 * The whole way by the command line alone: a real serve, a simulated phone as a process of its own, real time. The practice is put
 * into a zone where it is the middle of the day, so that the rules about hours are met whenever this runs. Its numbers are
 * Australian ones kept for fiction: mobiles there tell nothing about where somebody is.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { deskbell, openCalls, serve, startPhone, temporaryFolder } from './programs.ts';
import { stepInput } from '../fakes/cadence.ts';

const wait = { timeout: 60_000, interval: 150 };

/** A zone in which it is about noon now, and its wall clock. */
function noonZone(): { zone: string; wall: Date } {
  const hour = new Date().getUTCHours();
  const offset = 12 - hour;
  const zone = offset === 0 ? 'Etc/GMT' : `Etc/GMT${offset > 0 ? '-' : '+'}${String(Math.abs(offset))}`;
  return { zone, wall: new Date(Date.now() + offset * 3_600_000) };
}

function listFor(wall: Date): string {
  const day = new Date(wall.getTime() + 86_400_000);
  const date = `${String(day.getUTCDate())}/${String(day.getUTCMonth() + 1)}/${String(day.getUTCFullYear())}`;
  return [
    'Appointment ID,Patient Name,Mobile Phone,Appt Date,Start Time,Provider,Consent',
    `A1,"Cruz, Ana",0491 570 006,${date},9:30 AM,Dr. Chen,yes`,
    `A2,"Kim, Bo",0491 570 156,${date},10:00 AM,Dr. Chen,yes`,
    `A3,"Lee, Cy",0491 570 157,${date},10:30 AM,Dr. Osei,yes`,
  ].join('\n');
}

interface Visits {
  readonly items: readonly {
    readonly personName: string;
    readonly reply: string;
    readonly conversationId: string | null;
  }[];
}

describe('deskbell by the command line', () => {
  test('a list goes in, reminders go out through the phone, answers come back, visits change, a person answers', async () => {
    const dataDir = temporaryFolder();
    const phone = await startPhone('--password', 'journey-pass');
    await serve(dataDir);
    const call = openCalls(dataDir);
    const { zone, wall } = noonZone();
    await call('settings.saveSettings', {
      practice: { name: 'Test Clinic', shortName: 'Test Clinic', zone, country: 'AU', phone: '0491 570 110' },
      sending: { open: '06:00', close: '20:00', paceMs: 0 },
      // In real time nobody waits for the list to settle.
      reminders: { settleMinutes: 0 },
    });
    await call('gateways.pairPhone', { address: phone.url, username: 'sms', password: 'journey-pass' });
    const { items } = await call<{ items: { id: string; category: string; language: string }[] }>(
      'templates.listTemplates',
    );
    const template = items.find(({ category, language }) => category === 'reminder' && language === 'en');
    const at = `${String(wall.getUTCHours()).padStart(2, '0')}:${String(wall.getUTCMinutes()).padStart(2, '0')}`;
    await call('reminders.saveCadence', {
      steps: [stepInput({ at, templateId: template?.id ?? '', lateMinutes: 600 })],
    });
    const file = join(dataDir, 'list.csv');
    writeFileSync(file, listFor(wall));
    const dry = await deskbell(dataDir, ['import', file, '--dry-run']);
    expect([dry.code, (JSON.parse(dry.stdout) as { counts: { new: number } }).counts.new]).toEqual([0, 3]);
    expect((await deskbell(dataDir, ['import', file])).code).toBe(0);
    await call('reminders.setEnabled', { enabled: true });

    await vi.waitFor(async () => expect(await phone.sent()).toHaveLength(3), wait);
    expect((await phone.sent())[0]?.body).toContain('Test Clinic');

    await phone.control('/inject', [
      { from: '+61491570006', text: 'C' },
      { from: '+61491570156', text: 'Can I bring my daughter?' },
      { from: '+61491570157', text: 'STOP' },
    ]);
    const tomorrow = new Date(wall.getTime() + 86_400_000).toISOString().slice(0, 10);
    await vi.waitFor(async () => {
      const visits = await call<Visits>('schedule.listAppointments', { date: tomorrow });
      expect(visits.items.map(({ personName, reply }) => [personName, reply])).toEqual([
        ['Ana Cruz', 'confirmed'],
        ['Bo Kim', 'other'],
        ['Cy Lee', 'none'],
      ]);
    }, wait);
    expect(await call('consent.getState', { number: '0491 570 157' })).toMatchObject({
      optedOut: { word: 'STOP' },
    });
    const refused = await deskbell(dataDir, [
      'call',
      'messages.sendMessage',
      JSON.stringify({ to: '0491 570 157', body: 'Hello?' }),
    ]);
    expect([refused.code, (JSON.parse(refused.stdout) as { error: { code: string } }).error.code]).toEqual([
      1,
      'SEND_BLOCKED',
    ]);

    const answer = await call<{ messageId: string; conversationId: string }>('messages.sendMessage', {
      to: '0491 570 156',
      body: 'Of course, bring her along.',
    });
    await vi.waitFor(async () => {
      const { items: thread } = await call<{ items: { id: string; status: string }[] }>('conversations.listMessages', {
        conversationId: answer.conversationId,
      });
      expect(thread.find(({ id }) => id === answer.messageId)?.status).toBe('delivered');
    }, wait);
    expect(await call('audit.verifyChain')).toMatchObject({ ok: true, brokenAt: null });
    for (const text of await phone.sent()) expect(text.count).toBe(1);
  }, 120_000);
});

describe('what can go wrong at the start', () => {
  test('a second instance is told who holds the data, and harms nothing', async () => {
    const dataDir = temporaryFolder();
    const first = await serve(dataDir);
    const call = openCalls(dataDir);
    await expect(serve(dataDir)).rejects.toThrow(String(first.announced['pid']));
    expect(await call('system.getSession')).toMatchObject({ demo: false });
  });

  test('without a running instance a call says so in one sentence', async () => {
    const { code, stdout } = await deskbell(temporaryFolder(), ['call', 'system.getHealth']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { message: expect.stringMatching(/\.$/) as string } });
  });

  test('a batch answers line by line, in order, refusals included', async () => {
    const dataDir = temporaryFolder();
    await serve(dataDir);
    const lines = [
      '{"procedure":"system.getSession"}',
      '{"procedure":"no.suchThing"}',
      'not json',
      '{"procedure":"people.listPeople","input":{}}',
    ];
    const { code, stdout } = await deskbell(dataDir, ['call', '--batch'], lines.join('\n'));
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => Object.keys(JSON.parse(line) as object)[0]);
    expect([code, answers]).toEqual([0, ['ok', 'error', 'error', 'ok']]);
  });

  test('backup and verify work on a running instance and on data at rest', async () => {
    const dataDir = temporaryFolder();
    const instance = await serve(dataDir);
    const call = openCalls(dataDir);
    await call('people.savePerson', { name: 'Ana Cruz', numbers: ['206-555-0117'] });
    expect(await call('system.createBackup')).toMatchObject({ checked: true });
    const target = join(dataDir, 'copy.backup');
    expect((await deskbell(dataDir, ['backup', target])).code).toBe(0);
    await instance.stop();
    const { code, stdout } = await deskbell(dataDir, ['verify']);
    expect([code, (JSON.parse(stdout) as { ok: boolean }).ok]).toEqual([0, true]);
  });
});
