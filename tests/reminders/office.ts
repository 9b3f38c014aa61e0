/**
 * A small practice for the proof of the reminders: the real store, planner, features and gate on virtual time, and in the place of the
 * gateway a list of what left. It can be killed at the places where the planner can die, and looked into by nobody else.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CrashPointName } from '../../src/main/jobs/crashPoints.ts';
import type { JobDeps } from '../../src/main/jobs/deps.ts';
import type { JobHandlers, SendVerdict } from '../../src/main/jobs/handlers.ts';
import { createPlanner } from '../../src/main/jobs/planner.ts';
import { createRouteReader } from '../../src/main/jobs/routes.ts';
import { recordConsent } from '../../src/main/features/consent/recordConsent.ts';
import { decideSend } from '../../src/main/features/gate/decideSend.ts';
import { expireTexts } from '../../src/main/features/messages/expireTexts.ts';
import { recordStatus } from '../../src/main/features/messages/status.ts';
import { takeBack } from '../../src/main/features/messages/takeBack.ts';
import type { RemindersDeps } from '../../src/main/features/reminders/deps.ts';
import { checkReminderText } from '../../src/main/features/reminders/dispatchCheck.ts';
import { planReminders } from '../../src/main/features/reminders/plan.ts';
import { releaseReminder } from '../../src/main/features/reminders/release.ts';
import { tendReminders } from '../../src/main/features/reminders/tend.ts';
import { routeOf } from '../../src/main/features/routing/routeText.ts';
import { renderFor } from '../../src/main/features/templates/values.ts';
import type { Gateway } from '../../src/main/providers/gateway.ts';
import { createReminderQueue } from '../../src/main/runtime/reminderTexts.ts';
import { openStore } from '../../src/main/store/openStore.ts';
import type { AppointmentRecord, MessageRecord, ReminderRecord } from '../../src/main/store/records.ts';
import type { Store, WriteTx } from '../../src/main/store/store.ts';
import { memoryFolder } from '../fakes/memoryFolder.ts';
import { layDownDatabase, TEST_KEY } from '../fakes/newDatabase.ts';
import { createTestPlatform } from '../fakes/testPlatform.ts';
import { OTHER_TEXTS, PEOPLE, STEPS, TEXTS, ZONE } from './practice.ts';

const PHONE = 'phone';
const LEASE_MS = 60_000;

/** One text that went on the air, with what the store says it is about. */
export interface Transmission {
  readonly at: number;
  readonly number: string;
  readonly body: string;
  readonly about: readonly Pick<
    ReminderRecord,
    'id' | 'appointmentId' | 'kind' | 'stepId' | 'visitAt' | 'householdCode'
  >[];
}

/** What a program that must be caught does differently. */
export interface Mutation {
  readonly name: string;
  /** In the place of the three minutes. */
  readonly settleMinutes?: number;
  /** Makes every go at a reminder look like the first. */
  readonly forgetsKeys?: true;
  /** Leaves texts that wait in the queue when their visit changes. */
  readonly keepsTexts?: true;
  /** After a text has left. */
  readonly afterSend?: (tx: WriteTx, text: Transmission) => void;
  /** Texts leave without being checked against the schedule. */
  readonly checksNothing?: true;
}

class Killed extends Error {}

export type Office = Awaited<ReturnType<typeof openOffice>>;

export async function openOffice(options: {
  readonly start: number;
  readonly seed: number;
  readonly mutation?: Mutation;
}) {
  const dataDir = mkdtempSync(join(memoryFolder(), 'deskbell-proof-'));
  const platform = createTestPlatform({ start: options.start, seed: options.seed, dataDir });
  const { clock, ids } = platform;
  layDownDatabase(dataDir);
  const real = await openStore(platform, { key: TEST_KEY });
  const air: Transmission[] = [];
  const mutation: Mutation = options.mutation ?? { name: 'none' };
  let armed: { point: CrashPointName; left: number } | null = null;
  let dead = false;
  const alive = <T>(work: () => T): T => {
    if (dead) throw new Killed('The program is dead.');
    return work();
  };
  const store: Store = {
    ...real,
    read: (work) => alive(() => real.read(work)),
    write: (actor, work) => alive(() => real.write(actor, work)),
  };
  const crashPoint = (point: string): void => {
    if (dead) throw new Killed(point);
    if (armed?.point !== point) return;
    armed.left -= 1;
    if (armed.left > 0) return;
    armed = null;
    dead = true;
    throw new Killed(point);
  };
  const routes = createRouteReader({
    gateways: { get: (id) => ({ id, traits: TRAITS }) as unknown as Gateway },
    limits: () => ({ paceMs: 0, perDay: null, zone: ZONE }),
  });
  const queue = createReminderQueue({ ids, routes });
  const reminders = {
    store,
    clock,
    ids,
    timers: clock,
    queueReminder: (tx, text, now) => queue(tx, mutation.forgetsKeys ? { ...text, dedupeKey: ids.next() } : text, now),
    render: renderFor,
    takeBack: mutation.keepsTexts ? () => true : takeBack,
    viewAppointment: () => {
      throw new Error('Nobody looks');
    },
    createForesee: () => {
      throw new Error('Nobody foresees');
    },
  } satisfies RemindersDeps;
  const check = (...asked: Parameters<typeof decideSend>): SendVerdict =>
    (mutation.checksNothing ? null : checkReminderText(reminders, asked[0], asked[1], asked[3])) ??
    decideSend(...asked);
  const handlers: JobHandlers = {
    decideSend: check,
    routeOf,
    recordStatus,
    expireTexts,
    receiveText: () => 'known',
    wakeSnoozed: () => 0,
    remindersHeld: () => null,
    releaseReminder: (tx, reminder, now) => void releaseReminder(reminders, tx, reminder, now),
    tendReminders: (tx, now) => tendReminders(reminders, tx, now),
  };
  const jobDeps: JobDeps = {
    ...platform,
    store,
    crashPoint,
    handlers,
    gateways: { get: () => undefined },
    limits: () => ({ paceMs: 0, perDay: null, zone: ZONE }),
    owner: 'office',
  };
  real.write('setup', (tx) => setUp(tx, options.start, mutation.settleMinutes ?? 3));
  for (const person of PEOPLE) {
    const said = {
      kind: 'grant',
      level: 'express',
      purpose: 'care',
      method: 'paper',
      evidence: 'Form',
      actor: 'Dana',
    } as const;
    real.write('setup', (tx) => {
      recordConsent(
        { ids },
        tx,
        { ...said, number: person.number, personId: person.id, at: options.start },
        options.start,
      );
    });
  }

  /** The planner looks once, to its end or its death. */
  const plan = async (): Promise<void> => {
    const planner = createPlanner({ ...jobDeps, admission: { clockTrusted: () => true } as never });
    planner.open();
    planner.start();
    let over = false;
    void planner.settled().then(() => (over = true));
    while (!over) await clock.advance(0);
    await planner.stop();
  };
  /** Hands over what may leave now. Every decision and its text are one commit. */
  const dispatch = (): void => {
    while (real.write('dispatcher', (tx) => dispatchOne(tx))) continue;
  };
  const dispatchOne = (tx: WriteTx): boolean => {
    const now = clock.now();
    const overdue = tx.outbox.expire(now, 50).map(({ messageId }) => messageId);
    if (overdue.length > 0) expireTexts(tx, overdue, { code: 'expired', text: 'Too late, not sent.' }, now);
    const job = tx.outbox.claim({ owner: 'office', now, until: now + LEASE_MS });
    const message = job === undefined ? undefined : tx.messages.get(job.messageId);
    const gateway = tx.gateways.get(PHONE);
    if (job === undefined || message === undefined || gateway === undefined) return false;
    const verdict = handlers.decideSend(tx, message, { record: gateway, busyUntil: null }, now);
    act(tx, { jobId: job.id, message, verdict, now });
    return true;
  };
  const act = (
    tx: WriteTx,
    { jobId, message, verdict, now }: { jobId: string; message: MessageRecord; verdict: SendVerdict; now: number },
  ): void => {
    switch (verdict.kind) {
      case 'send': {
        const text: Transmission = {
          at: now,
          number: tx.conversations.get(message.conversationId)?.address ?? '',
          body: verdict.body,
          about: tx.reminders.allByMessage(message.id),
        };
        tx.outbox.settle(jobId, 'office', { state: 'done' }, now);
        recordStatus(tx, message.id, { status: 'sending', gatewayId: PHONE }, now);
        recordStatus(tx, message.id, { status: 'sent', sentAt: now }, now);
        air.push(text);
        mutation.afterSend?.(tx, text);
        return;
      }
      case 'delay':
        tx.outbox.settle(jobId, 'office', { state: 'ready', runAt: verdict.until, code: verdict.reason.code }, now);
        recordStatus(tx, message.id, { status: 'queued', reason: verdict.reason, notBefore: verdict.until }, now);
        return;
      case 'hold':
        tx.outbox.settle(jobId, 'office', { state: 'held', code: verdict.reason.code }, now);
        recordStatus(tx, message.id, { status: 'held', reason: verdict.reason }, now);
        return;
      case 'drop': {
        const state = verdict.status === 'failed' ? 'dead' : verdict.status;
        tx.outbox.settle(jobId, 'office', { state, code: verdict.reason.code }, now);
        recordStatus(tx, message.id, { status: verdict.status, reason: verdict.reason }, now);
      }
    }
  };

  return {
    clock,
    store: real,
    air,
    /** Kills the program where it passes `point` for the nth time from now. */
    killAt(point: CrashPointName, nth: number): void {
      armed = { point, left: nth };
    },
    /** What the program does when a bell rings; after a death it is started again. */
    async look(online: boolean): Promise<void> {
      await plan();
      if (dead) {
        dead = false;
        await plan();
      }
      armed = null;
      if (online) dispatch();
    },
    /** When there is something to do by itself, UTC ms. */
    nextAt(): number | null {
      const times = real.read((tx) => [
        tx.reminders.nextDueAt(),
        tx.appointments.nextSettledAt(),
        tx.outbox.nextRunAt(),
      ]);
      const known = times.filter((at) => at !== null);
      return known.length === 0 ? null : Math.min(...known);
    },
    addVisit(visit: AppointmentRecord): void {
      real.write('Dana', (tx) => {
        tx.appointments.insert(visit);
        planReminders(reminders, tx, visit, clock.now());
      });
    },
    /** As the schedule feature does: a new time takes the answer away. */
    changeVisit(id: string, patch: Partial<AppointmentRecord>): void {
      real.write('Dana', (tx) => {
        const known = tx.appointments.get(id);
        if (known === undefined) throw new Error('No such visit');
        const moved = patch.startsAt !== undefined && patch.startsAt !== known.startsAt;
        const answer = moved ? { reply: 'none' as const, replySetBy: null, repliedAt: null } : {};
        const startsAt = patch.startsAt ?? known.startsAt;
        const endsAt = startsAt + known.endsAt - known.startsAt;
        const visit = { ...known, ...answer, ...patch, startsAt, endsAt, updatedAt: clock.now() };
        tx.appointments.update(id, visit);
        planReminders(reminders, tx, visit, clock.now());
      });
    },
    stop(number: string): void {
      real.write('patient', (tx) => {
        const said = {
          kind: 'revoke',
          level: null,
          purpose: null,
          method: 'text',
          evidence: 'STOP',
          actor: 'patient',
        } as const;
        recordConsent({ ids }, tx, { ...said, number, personId: null, at: clock.now() }, clock.now());
      });
    },
    async close(): Promise<void> {
      await real.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const TRAITS = {
  idempotentSend: true,
  canList: true,
  canSchedule: { possible: false, why: 'Not here.' },
  canCancel: true,
  carriesMarketing: true,
  answersKeywords: false,
  carriesWhatsApp: false,
  carriesMedia: true,
};

function setUp(tx: WriteTx, now: number, settleMinutes: number): void {
  const practice = { name: 'Lakeside', shortName: 'Lakeside', phone: '2125550100', zone: ZONE, country: 'US' };
  tx.settings.set('practice', practice, now);
  tx.settings.set('sending', { open: '08:00', close: '20:00', closedDays: [7] }, now);
  tx.settings.set('reminders', { enabled: true }, now);
  tx.settings.set(
    'reminderRules',
    { settleMinutes, cancelledText: true, staleHours: null, closedDates: ['2026-11-26'] },
    now,
  );
  for (const text of [...TEXTS, ...OTHER_TEXTS]) {
    const head = {
      shortcut: text.id,
      language: 'en',
      version: 1,
      translationOf: null,
      baseVersion: null,
      archivedAt: null,
    };
    tx.templates.save({ ...head, ...text, createdAt: now, updatedAt: now }, 'setup');
  }
  tx.templates.setCadence(STEPS, now);
  tx.gateways.insert({
    ...{
      id: PHONE,
      kind: 'phone',
      label: 'Phone',
      address: '127.0.0.1:8080',
      ownNumber: null,
      config: {},
      state: 'up',
    },
    ...{
      problem: null,
      since: null,
      pausedAt: null,
      health: null,
      lastHeardAt: null,
      lastInboundAt: null,
      inboxCursor: null,
    },
    ...{ lastPolledAt: null, simulated: true, createdAt: now },
  });
  for (const { id, number, given } of PEOPLE) {
    tx.people.insert({
      ...{ id, givenName: given, familyName: 'Example', name: `${given} Example`, kind: 'patient', language: 'en' },
      ...{ zone: null, note: '', externalId: null, createdAt: now, updatedAt: now },
    });
    tx.people.setNumbers(id, [{ number, label: '' }]);
    tx.people.updateNumber(number, { kind: 'mobile' });
  }
}
