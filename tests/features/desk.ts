/** A practice with an opened store, a phone and the features around texts: what the tests of this folder start from. */
import type { InputOf, OutputOf } from '../../src/contract/index.ts';
import { DomainError } from '../../src/contract/errors.ts';
import { findProcedure } from '../../src/contract/index.ts';
import type { ProcedureName } from '../../src/contract/index.ts';
import type { Role } from '../../src/contract/roles.ts';
import { createReplyClassifier } from '../../src/main/domain/replies/classifier.ts';
import { createWaitingCodes } from '../../src/main/features/codes/codeText.ts';
import { createCodesFeature } from '../../src/main/features/codes/index.ts';
import type { VerifyService } from '../../src/main/features/codes/index.ts';
import type { FindTemplate } from '../../src/main/features/messages/chosenTemplate.ts';
import type { Recall } from '../../src/main/features/messages/recall.ts';
import { createConsentFeature } from '../../src/main/features/consent/index.ts';
import { recordConsent } from '../../src/main/features/consent/recordConsent.ts';
import { createConversationsFeature } from '../../src/main/features/conversations/index.ts';
import { keepRowsOfPerson, recomputeRow } from '../../src/main/features/conversations/keepRow.ts';
import type { CallContext } from '../../src/main/features/feature.ts';
import { checkReminderText } from '../../src/main/features/reminders/dispatchCheck.ts';
import { decideSend } from '../../src/main/features/gate/decideSend.ts';
import { receiveText } from '../../src/main/features/inbound/receiveText.ts';
import { recordStatusAndLearn } from '../../src/main/features/messages/afterFailure.ts';
import { createAttachmentsFeature } from '../../src/main/features/attachments/index.ts';
import { wakeSnoozed } from '../../src/main/features/conversations/wakeSnoozed.ts';
import { createRouteReader } from '../../src/main/jobs/routes.ts';
import type { Gateway, GatewayTraits, IncomingText } from '../../src/main/providers/gateway.ts';
import type { ReadTx, WriteTx } from '../../src/main/store/store.ts';
import { createGateFeature } from '../../src/main/features/gate/index.ts';
import { createMessagesFeature } from '../../src/main/features/messages/index.ts';
import { createPeopleFeature } from '../../src/main/features/people/index.ts';
import { createRepliesFeature } from '../../src/main/features/replies/index.ts';
import { readDefaults, seedDefaults } from '../../src/main/features/templates/defaults.ts';
import { createViewLog } from '../../src/main/features/audit/viewLog.ts';
import { createFireRule } from '../../src/main/features/autoReplies/fire.ts';
import { createAutoRepliesFeature } from '../../src/main/features/autoReplies/index.ts';
import { createTemplatesFeature } from '../../src/main/features/templates/index.ts';
import { createReminderQueue } from '../../src/main/runtime/reminderTexts.ts';
import type { GatewayReadiness, StatusChange } from '../../src/main/jobs/handlers.ts';
import type { AppointmentRecord, GatewayRecord, MessageRecord } from '../../src/main/store/records.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { reminderOf } from '../fakes/cadence.ts';

/** Friday, 20 November 2026, 09:00 in New York. */
export const NINE = Date.UTC(2026, 10, 20, 14, 0, 0);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const MARIA = '+12125550172';
export const PHONE_ID = 'gateway-phone';
export const PHONE_TRAITS: GatewayTraits = {
  idempotentSend: true,
  canList: true,
  canSchedule: { possible: false, why: 'Not here.' },
  canCancel: true,
  carriesMarketing: false,
  answersKeywords: false,
  carriesWhatsApp: false,
  carriesMedia: false,
};
export const TWILIO_ID = 'gateway-twilio';
export const TWILIO_TRAITS: GatewayTraits = {
  ...PHONE_TRAITS,
  idempotentSend: false,
  carriesMarketing: true,
  answersKeywords: true,
  carriesWhatsApp: true,
  carriesMedia: true,
};

export async function openDesk() {
  const { store, platform, clock } = await createTestStore({ start: NINE });
  const { ids } = platform;
  /** What gateways can do, where it is not what the phone can. */
  const traits = new Map<string, GatewayTraits>();
  const limits = () => ({ paceMs: 0, perDay: null, zone: 'America/New_York' });
  const routes = createRouteReader({
    gateways: { get: (id) => ({ id, traits: traits.get(id) ?? PHONE_TRAITS }) as Gateway },
    limits,
  });
  const replies = createReplyClassifier();
  const fireRule = createFireRule({ ids, routes });
  const waiting = createWaitingCodes({ clock });
  /** What gateways answer to a recall and to Verify, as tests say. */
  const provider: { recall: Recall; verify: VerifyService; findTemplate: FindTemplate } = {
    recall: () => null,
    findTemplate: async () => 'notApproved',
    verify: { start: async () => null, check: async () => null },
  };
  const viewLog = createViewLog({ store, clock, log: platform.log });
  const deps = { store, clock, ids, routes, random: platform.random, waiting, viewLog };
  const features = {
    people: createPeopleFeature({
      ...deps,
      planReminders: () => [],
      recordConsent: (tx, entry, now) => void recordConsent({ ids }, tx, entry, now),
      takeBackConsent: () => undefined,
    }),
    consent: createConsentFeature({
      ...deps,
      timers: platform.timers,
      workbooks: platform.workbooks,
      resourcesDir: platform.paths.resourcesDir,
    }),
    conversations: createConversationsFeature(deps),
    attachments: createAttachmentsFeature(deps),
    messages: createMessagesFeature({
      ...deps,
      recall: (...asked) => provider.recall(...asked),
      findTemplate: (...asked) => provider.findTemplate(...asked),
    }),
    codes: createCodesFeature({
      ...deps,
      verify: { start: (...to) => provider.verify.start(...to), check: (...to) => provider.verify.check(...to) },
    }),
    templates: createTemplatesFeature(deps),
    autoReplies: createAutoRepliesFeature({ ...deps, replies }),
    gate: createGateFeature(deps),
    replies: createRepliesFeature(),
  };
  const handlers = {
    decideSend: (tx: ReadTx, message: MessageRecord, gateway: GatewayReadiness | null, now: number) =>
      waiting.unmask(
        message,
        checkReminderText(sameWords(message), tx, message, now) ?? decideSend(tx, message, gateway, now),
      ),
    recordStatus: (tx: WriteTx, id: string, change: StatusChange, now: number) =>
      recordStatusAndLearn({ ids }, tx, id, change, now),
    wakeSnoozed,
    receiveText: (tx: WriteTx, gateway: GatewayRecord, text: IncomingText, now: number) =>
      receiveText({ ids, routes, replies, fireRule }, tx, gateway, text, now),
  };
  const queueReminder = createReminderQueue({ ids, routes });
  store.write('system', (tx) => {
    tx.settings.set(
      'practice',
      { name: 'Lakeside Clinic', shortName: 'Lakeside Clinic', phone: '2125550100', mapLink: 'lakeside.example/map' },
      NINE,
    );
    tx.gateways.insert(phone());
    seedDefaults(tx, { ids, defaults: readDefaults(platform.paths.resourcesDir) }, NINE);
  });

  /** Calls a procedure as the router does: input completed, output validated. */
  const call = async <N extends ProcedureName>(
    name: N,
    input: InputOf<N>,
    as: { readonly name?: string; readonly role?: Role; readonly commandId?: string } = {},
  ): Promise<OutputOf<N>> => {
    const procedure = findProcedure(name)!;
    const [feature, verb] = name.split('.') as [keyof typeof features, string];
    const context: CallContext = {
      actor: { id: 'dana', name: as.name ?? 'Dana', role: as.role ?? 'frontDesk' },
      signal: new AbortController().signal,
      commandId: procedure.kind === 'command' ? (as.commandId ?? ids.next()) : null,
    };
    const handler = (features[feature] as unknown as Record<string, (c: CallContext, i: unknown) => unknown>)[verb]!;
    const answer = await handler(context, procedure.input.parse(input));
    return procedure.output.parse(answer) as OutputOf<N>;
  };

  const addPerson = async (
    name: string,
    number: string | null,
    options: { readonly consent?: 'express' | 'none'; readonly language?: string } = {},
  ) => {
    const person = await call('people.savePerson', {
      name,
      numbers: number === null ? [] : [number],
      ...(options.language === undefined ? {} : { language: options.language }),
    });
    if (number !== null && options.consent !== 'none') {
      await call('consent.recordEvent', {
        personId: person.id,
        kind: 'grant',
        method: 'form',
        evidence: 'Intake form',
      });
    }
    return call('people.getPerson', { id: person.id });
  };

  const addVisit = (personId: string, startsAt: number, more: Partial<AppointmentRecord> = {}): AppointmentRecord => {
    const visit: AppointmentRecord = {
      id: ids.next(),
      personId,
      externalKey: null,
      startsAt,
      endsAt: startsAt + 30 * MINUTE,
      zone: 'America/New_York',
      clinician: 'Dr. Osei',
      location: 'Main office',
      kind: 'Check-up',
      status: 'booked',
      reply: 'none',
      replySetBy: null,
      repliedAt: null,
      importId: null,
      createdAt: clock.now(),
      updatedAt: clock.now(),
      ...more,
    };
    store.write('system', (tx) => {
      tx.appointments.insert(visit);
      keepRowsOfPerson(tx, personId, clock.now());
    });
    return visit;
  };

  /** A reminder of this visit, queued now. `step` 0 is the first of the plan. */
  const remind = (
    visit: AppointmentRecord,
    step = 0,
  ): { readonly reminderId: string; readonly message: MessageRecord } =>
    store.write('planner', (tx) => {
      const now = clock.now();
      // The steps that ask, of the plan a practice starts with.
      const plan = tx.templates.cadence().filter(({ active, minBookedDays }) => active && minBookedDays === null)[
        step
      ]!;
      const reminderId = ids.next();
      tx.reminders.insert(
        reminderOf({
          id: reminderId,
          appointmentId: visit.id,
          stepId: plan.id,
          personId: visit.personId,
          visitAt: visit.startsAt,
          dueAt: now,
          sendBy: visit.startsAt,
        }),
      );
      const { message } = queueReminder(
        tx,
        {
          number: tx.people.numbersOf(visit.personId)[0]!.number,
          personId: visit.personId,
          body: "Lakeside Clinic: see you soon. Reply C to confirm, R to reschedule, X if you can't come. STOP to opt out.",
          templateId: plan.templateId,
          appointmentId: visit.id,
          reminderId,
          dedupeKey: `reminder:${reminderId}`,
          sendBy: visit.startsAt,
          purpose: 'care',
          trigger: 'automatic',
          author: null,
          confirmed: [],
        },
        now,
      );
      if (message === null) throw new DomainError('SEND_BLOCKED', 'The gate refused this reminder.');
      tx.reminders.update(reminderId, { state: 'queued', messageId: message.id });
      return { reminderId, message };
    });

  const report = (messageId: string, change: StatusChange): void =>
    store.write('dispatcher', (tx) => handlers.recordStatus(tx, messageId, change, clock.now()));

  let received = 0;
  const receive = (
    from: string,
    body: string,
    more: { sentAt?: number; id?: string; by?: string } & Partial<IncomingText> = {},
  ): 'new' | 'known' => {
    received += 1;
    const { id: _id, by = PHONE_ID, ...rest } = more;
    const incoming = {
      gatewayMessageId: more.id ?? `text:${received}`,
      from,
      body,
      sim: 1,
      kind: 'sms',
      ...rest,
      sentAt: more.sentAt ?? clock.now(),
    } as const;
    return store.write('receiver', (tx) =>
      handlers.receiveText(tx, tx.gateways.get(by) ?? phone(), incoming, clock.now()),
    );
  };

  return {
    store,
    clock,
    ids,
    traits,
    provider,
    handlers,
    call,
    addPerson,
    addVisit,
    remind,
    report,
    receive,
    /** Queued, sent and delivered, as the dispatcher would. */
    deliver: (messageId: string): void => {
      store.write('dispatcher', (tx) => {
        const job = tx.outbox.getByMessage(messageId)!;
        tx.outbox.transition(job.id, ['ready'], { state: 'done' }, clock.now());
      });
      report(messageId, { status: 'sending', gatewayId: PHONE_ID });
      report(messageId, { status: 'sent', sentAt: clock.now() });
      report(messageId, { status: 'delivered' });
    },
    revoke: (number: string): void => {
      const said = { kind: 'revoke', level: null, purpose: null, method: 'text', evidence: 'STOP' } as const;
      store.write('patient', (tx) =>
        recordConsent({ ids }, tx, { ...said, number, personId: null, at: clock.now(), actor: 'patient' }, clock.now()),
      );
    },
    row: (address: string) => store.read((tx) => tx.conversations.getByAddress(address))!,
    visit: (id: string) => store.read((tx) => tx.appointments.get(id))!,
    message: (id: string) => store.read((tx) => tx.messages.get(id))!,
    thread: (address: string): readonly MessageRecord[] =>
      store.read((tx) => {
        const row = tx.conversations.getByAddress(address)!;
        return tx.messages.list({ conversationId: row.id, cursor: null, limit: 200 }).items.toReversed();
      }),
    recompute: (conversationId: string) => store.read((tx) => recomputeRow(tx, conversationId, clock.now())),
  };
}
export type Desk = Awaited<ReturnType<typeof openDesk>>;

export function twilio(): GatewayRecord {
  return { ...phone(), id: TWILIO_ID, kind: 'twilio', label: 'Twilio', ownNumber: '+12125550191', createdAt: NINE + 1 };
}

export function phone(): GatewayRecord {
  return {
    id: PHONE_ID,
    kind: 'phone',
    label: 'Front desk phone',
    address: '127.0.0.1:8080',
    ownNumber: null,
    config: {},
    state: 'up',
    problem: null,
    since: null,
    pausedAt: null,
    health: null,
    lastHeardAt: null,
    lastInboundAt: null,
    inboxCursor: null,
    lastPolledAt: null,
    simulated: true,
    createdAt: NINE,
  };
}

/** Reminders of these tests have words of their own. */
function sameWords(message: MessageRecord): Parameters<typeof checkReminderText>[0] {
  return { render: () => ({ body: String(message.eventData?.['written'] ?? message.body), missing: [] }) };
}
