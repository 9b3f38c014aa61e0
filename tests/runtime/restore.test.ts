import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SendFence } from '../../src/main/domain/sendFence.ts';
import type { WriteTx } from '../../src/main/store/store.ts';
import {
  HOUR,
  insertJob,
  insertVisit,
  MINUTE,
  NOW,
  sampleConsent,
  sampleGateway,
  samplePerson,
  sampleReminder,
} from '../store/samples.ts';
import { createTestPlatform } from '../fakes/testPlatform.ts';
import { carry, damageAt, openDesk } from './restoreDesk.ts';
import type { Desk } from './restoreDesk.ts';

const CRASHES = [
  'restore.afterStage',
  'restore.afterStaged',
  'restore.afterSetAside',
  'restore.afterRename',
  'restore.afterKeys',
];

/** Before the backup: a visit with a reminder, a text that is about to leave, one that waits for tomorrow, one held for a person. */
function morning(tx: WriteTx): void {
  insertVisit(tx);
  tx.gateways.insert(sampleGateway());
  tx.reminders.insert(sampleReminder({ state: 'planned', dueAt: NOW + HOUR, releaseAt: NOW + HOUR }));
  insertJob(tx, 'leaving', { runAt: NOW });
  insertJob(tx, 'tomorrow', { lane: '+12065550102', runAt: NOW + 20 * HOUR });
  insertJob(tx, 'held', { lane: '+12065550103', runAt: NOW });
  tx.outbox.transition('held', ['ready'], { state: 'held' }, NOW);
  tx.audit.append({ at: NOW, action: 'test.made' });
}

/** After it: the text and the reminder went out, somebody opted out, a new patient came. */
function afternoon(tx: WriteTx): void {
  tx.outbox.transition('leaving', ['ready'], { state: 'done' }, NOW + MINUTE);
  tx.messages.update('message-leaving', { status: 'delivered', sentAt: NOW + MINUTE, gatewayId: 'gateway-1' });
  tx.reminders.update(sampleReminder().id, { state: 'sent', updatedAt: NOW + HOUR });
  tx.consent.append(sampleConsent({ id: 'stop', kind: 'revoke', level: null, method: 'text' }));
  tx.people.insert(samplePerson({ id: 'person-2', externalId: null }));
  tx.audit.append({ at: NOW + HOUR, action: 'test.after' });
}

async function practice(): Promise<{ desk: Desk; file: string }> {
  const desk = await openDesk();
  desk.store.write('Ana', morning);
  const file = await desk.backUp();
  await desk.platform.clock.advance(2 * HOUR);
  desk.store.write('Ana', afternoon);
  return { desk, file };
}

const stateOf = ({ store }: Desk) =>
  store.read((tx) => ({
    people: tx.people.count(),
    leaving: tx.outbox.get('leaving')?.state,
    tomorrow: tx.outbox.get('tomorrow')?.state,
    held: tx.outbox.get('held')?.state,
    text: tx.messages.get('message-leaving')?.status,
    reminder: tx.reminders.get(sampleReminder().id)?.state,
    stops: tx.consent.ofNumber('+12065550101').length,
    fence: tx.settings.get('sendFence') as SendFence | undefined,
  }));

describe('a restore', () => {
  it('says before what would be lost, and asks once only', async () => {
    const { desk, file } = await practice();
    const { lost } = await desk.vault.look(file, null, new AbortController().signal);
    expect(lost).toEqual({
      textsOut: 0,
      textsIn: 0,
      notes: 0,
      visits: 0,
      people: 1,
      optOuts: 1,
      agreements: 0,
      peopleBack: 0,
    });
    await desk.vault.askRestore({ file, code: null, by: 'Ana' });
    expect(desk.vault.pending()).toBe('restore');
    await expect(desk.vault.askRestore({ file, code: null, by: 'Ana' })).rejects.toMatchObject({ code: 'CONFLICT' });
    desk.vault.cancel();
    const after = await desk.restart();
    expect([after.change, after.store.read((tx) => tx.people.count())]).toEqual([null, 2]);
  });

  it('keeps opt-outs and what became of texts, puts the fence up, and goes on in the audit trail', async () => {
    const { desk, file } = await practice();
    await desk.vault.askRestore({ file, code: null, by: 'Ana' });
    const after = await desk.restart();
    expect(after.change).toMatchObject({ kind: 'restore', done: true, text: null });
    expect(stateOf(after)).toMatchObject({
      people: 1,
      leaving: 'done',
      tomorrow: 'ready',
      held: 'held',
      text: 'delivered',
      reminder: 'sent',
      stops: 1,
      fence: { restoredAt: NOW + 2 * HOUR, lostFrom: NOW, oldReadable: true, optOutsKept: 1, liftedAt: null },
    });
    expect(await after.store.maintenance.verifyAudit()).toMatchObject({ ok: true, ledger: { ok: true } });
    expect(readdirSync(join(desk.dataDir, 'backups')).filter((name) => name.endsWith('.db'))).toHaveLength(1);
    expect(after.vault.pending()).toBeNull();
    const again = await after.restart();
    expect(await again.store.maintenance.verifyAudit()).toMatchObject({ ok: true });
  });

  it('puts everything in doubt before gateways and people when the data of now cannot be read', async () => {
    const { desk, file } = await practice();
    await desk.vault.askRestore({ file, code: null, by: 'Ana' });
    await desk.store.close();
    damageAt(join(desk.dataDir, 'deskbell.db'), ...Array.from({ length: 100 }, (_, at) => (2 * at + 3) * 4096));
    const after = await desk.restart();
    expect(stateOf(after)).toMatchObject({
      leaving: 'unknown',
      tomorrow: 'ready',
      held: 'needsReview',
      reminder: 'held',
      fence: { oldReadable: false, askedGateways: 1 },
    });
    const { attempt, reason } = after.store.read((tx) => ({
      attempt: tx.outbox.lastAttempt('leaving'),
      reason: tx.reminders.get(sampleReminder().id)?.reasonText,
    }));
    expect(attempt).toMatchObject({ gatewayId: 'gateway-1', outcome: 'unknown', claimedAt: NOW });
    expect(reason).toMatch(/may have gone out/);
  });

  it('changes nothing when the backup is gone or spoilt by the time of the start, and says so', async () => {
    const { desk, file } = await practice();
    await desk.vault.askRestore({ file, code: null, by: 'Ana' });
    writeFileSync(file, 'x'.repeat(8192));
    const after = await desk.restart();
    expect(after.change).toMatchObject({ kind: 'restore', done: false, text: expect.stringMatching(/\./) });
    expect(stateOf(after)).toMatchObject({ people: 2, reminder: 'sent', fence: undefined });
    expect(readdirSync(desk.dataDir).filter((name) => /staged|partial|pending/.test(name))).toEqual([]);
  });

  it('goes on after crashes at one place after the other, and is done once', async () => {
    const { desk, file } = await practice();
    await desk.vault.askRestore({ file, code: null, by: 'Ana' });
    for (const place of CRASHES) {
      const crash = (name: string): void => {
        if (name === place) throw new Error(name);
      };
      await expect(desk.restart({ crashPoint: crash })).rejects.toThrow(place);
    }
    const after = await openDesk(desk.platform);
    expect(stateOf(after)).toMatchObject({ people: 1, leaving: 'done', stops: 1, fence: { liftedAt: null } });
    expect(await after.store.maintenance.verifyAudit()).toMatchObject({ ok: true });
    const restored = after.store.read((tx) => tx.audit.list({ cursor: null, limit: 100, action: 'backup.restored' }));
    expect(restored.items).toHaveLength(1);
    expect(existsSync(join(desk.dataDir, 'deskbell.pending.json'))).toBe(false);
  });

  it('brings a practice to a new computer by its backup and recovery code, and that code goes on being the one', async () => {
    const { desk, file } = await practice();
    const there = await openDesk(createTestPlatform({ start: NOW + 2 * HOUR, seed: 77 }));
    const carried = carry(file, there);
    await there.vault.askRestore({ file: carried, code: desk.recoveryCode, by: 'owner' });
    const after = await there.restart();
    expect(stateOf(after)).toMatchObject({
      people: 1,
      leaving: 'unknown',
      reminder: 'held',
      fence: { oldReadable: false },
    });
    expect(await after.store.maintenance.verifyAudit()).toMatchObject({ ok: true });
    expect(after.keys.key).toEqual(desk.keys.key);
  });
});
