/** The practice of desk.ts with the desk's day and the waitlist around it, put together as the runtime does. */
import { findProcedure } from '../../src/contract/index.ts';
import type { InputOf, OutputOf, ProcedureName } from '../../src/contract/index.ts';
import type { ReplyStatus } from '../../src/contract/visits.ts';
import { createReplyClassifier } from '../../src/main/domain/replies/classifier.ts';
import { canTextNumber } from '../../src/main/features/consent/readConsent.ts';
import { keepRowsOfPerson } from '../../src/main/features/conversations/keepRow.ts';
import { receiveText } from '../../src/main/features/inbound/receiveText.ts';
import { takeBack } from '../../src/main/features/messages/takeBack.ts';
import {
  restoreAppointment,
  saveAppointment,
  setAppointmentState,
  viewAppointment,
} from '../../src/main/features/schedule/appointments.ts';
import type { ScheduleDeps } from '../../src/main/features/schedule/deps.ts';
import { renderFor } from '../../src/main/features/templates/values.ts';
import { createTodayFeature } from '../../src/main/features/today/index.ts';
import { answerOffer } from '../../src/main/features/waitlist/answers.ts';
import type { WaitlistDeps } from '../../src/main/features/waitlist/deps.ts';
import { createWaitlistFeature } from '../../src/main/features/waitlist/index.ts';
import { tendSlots } from '../../src/main/features/waitlist/tend.ts';
import { createRouteReader } from '../../src/main/jobs/routes.ts';
import type { Gateway } from '../../src/main/providers/gateway.ts';
import { createOfferTexts } from '../../src/main/runtime/slotTexts.ts';
import type { AppointmentRecord } from '../../src/main/store/records.ts';
import type { WriteTx } from '../../src/main/store/store.ts';
import { MINUTE, openDesk, PHONE_ID, PHONE_TRAITS } from './desk.ts';

type DayProcedure = Extract<ProcedureName, `today.${string}` | `waitlist.${string}`>;

export async function openDeskDay() {
  const desk = await openDesk();
  const { store, clock, ids } = desk;
  const routes = createRouteReader({
    gateways: { get: (id) => ({ id, traits: PHONE_TRAITS }) as Gateway },
    limits: () => ({ paceMs: 0, perDay: null, zone: 'America/New_York' }),
  });
  const replies = createReplyClassifier();
  /** Visits whose reminders were planned anew, with the status they had. */
  const planned: { readonly id: string; readonly status: AppointmentRecord['status'] }[] = [];
  const canText: ScheduleDeps['canText'] = (tx, number, personId) => canTextNumber(tx, number, personId, clock.now());
  const schedule = {
    store,
    clock,
    ids,
    canText,
    planReminders: (_tx: unknown, { id, status }: AppointmentRecord) => {
      planned.push({ id, status });
      return [];
    },
    refreshPerson: keepRowsOfPerson,
  } as unknown as ScheduleDeps;
  let calendarChanges = 0;
  const shared = {
    store,
    clock,
    ids,
    viewAppointment: ((tx, record) => viewAppointment(schedule, tx, record)) satisfies WaitlistDeps['viewAppointment'],
    setVisitState: ((tx, input, actor, now) =>
      setAppointmentState(schedule, tx, input, actor, now)) satisfies WaitlistDeps['setVisitState'],
  };
  const waitlist: WaitlistDeps = {
    ...shared,
    canText,
    saveVisit: (tx, input, now) => saveAppointment(schedule, tx, input, now),
    render: renderFor,
    ...createOfferTexts({ ids, routes }),
    takeBack,
  };
  const features = {
    today: createTodayFeature({
      ...shared,
      restoreVisit: (tx, ...change) => restoreAppointment(schedule, tx, ...change),
      countCalendarChanges: () => calendarChanges,
    }),
    waitlist: createWaitlistFeature(waitlist),
  };

  /** Calls a procedure of the day or the waitlist as the router does. */
  const ask = async <N extends DayProcedure>(
    name: N,
    input: InputOf<N>,
    as: { readonly name?: string; readonly commandId?: string } = {},
  ): Promise<OutputOf<N>> => {
    const procedure = findProcedure(name)!;
    const [feature, verb] = name.split('.') as [keyof typeof features, string];
    const handler = (features[feature] as unknown as Record<string, (c: unknown, i: unknown) => unknown>)[verb]!;
    const context = {
      actor: { id: 'dana', name: as.name ?? 'Dana', role: 'frontDesk' },
      signal: new AbortController().signal,
      commandId: procedure.kind === 'command' ? (as.commandId ?? ids.next()) : null,
    };
    return procedure.output.parse(await handler(context, procedure.input.parse(input))) as OutputOf<N>;
  };

  let received = 0;
  /** A text that came in, with the waitlist listening. */
  const hear = (from: string, body: string, more: { readonly sentAt?: number } = {}): 'new' | 'known' => {
    received += 1;
    const text = { gatewayMessageId: `heard:${String(received)}`, from, body, sim: 1, kind: 'sms' } as const;
    return store.write('receiver', (tx) =>
      receiveText(
        { ids, routes, replies, answerOffer: (...asked) => answerOffer(waitlist, ...asked) },
        tx,
        tx.gateways.get(PHONE_ID)!,
        { ...text, sentAt: more.sentAt ?? clock.now() },
        clock.now(),
      ),
    );
  };

  /** One text about several visits, each with its code, delivered. */
  const remindTogether = (visits: readonly AppointmentRecord[]): void => {
    const [first, ...rest] = visits;
    const { reminderId, message } = desk.remind(first!);
    store.write('planner', (tx) => {
      const base = tx.reminders.get(reminderId)!;
      tx.reminders.update(reminderId, { householdCode: 1 });
      for (const [index, visit] of rest.entries()) {
        tx.reminders.insert({
          ...base,
          id: ids.next(),
          appointmentId: visit.id,
          personId: visit.personId,
          visitAt: visit.startsAt,
          messageId: message.id,
          householdCode: index + 2,
        });
      }
    });
    desk.deliver(message.id);
  };

  const reply = (id: string): ReplyStatus => desk.visit(id).reply;
  return {
    ...desk,
    ask,
    hear,
    planned,
    waitlist,
    remindTogether,
    replyOf: reply,
    setCalendarChanges: (count: number) => void (calendarChanges = count),
    /** The job's look, now. */
    tend: (mayAsk = true): number | null =>
      store.write('planner', (tx) => tendSlots(waitlist, tx, clock.now(), mayAsk)),
    /** The same in a transaction of the job's. */
    tendIn: (tx: WriteTx, mayAsk: boolean): number | null => tendSlots(waitlist, tx, clock.now(), mayAsk),
    /** A visit that was cancelled, so that its time is free. */
    cancelledVisit: (personId: string, startsAt: number) =>
      desk.addVisit(personId, startsAt, { status: 'cancelled', endsAt: startsAt + 30 * MINUTE }),
  };
}
export type DeskDay = Awaited<ReturnType<typeof openDeskDay>>;
