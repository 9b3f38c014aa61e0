/** Puts the desk's day and the waitlist together: what they do to visits goes through the schedule, as if by hand. */
import type { AnswerOffer } from '../features/inbound/receivedText.ts';
import type { FeatureHandlers } from '../features/feature.ts';
import { takeBack } from '../features/messages/takeBack.ts';
import type { QueueDeps } from '../features/messages/queueText.ts';
import {
  restoreAppointment,
  saveAppointment,
  setAppointmentState,
  viewAppointment,
} from '../features/schedule/appointments.ts';
import type { ScheduleDeps } from '../features/schedule/deps.ts';
import { renderFor } from '../features/templates/values.ts';
import { createTodayFeature } from '../features/today/index.ts';
import { answerOffer } from '../features/waitlist/answers.ts';
import type { WaitlistDeps } from '../features/waitlist/deps.ts';
import { createWaitlistFeature } from '../features/waitlist/index.ts';
import { tendSlots } from '../features/waitlist/tend.ts';
import { countOpenChanges } from '../features/writeBack/rows.ts';
import type { JobHandlers } from '../jobs/handlers.ts';
import { createOfferTexts } from './slotTexts.ts';

export interface DeskFeatures {
  readonly handlers: { readonly today: FeatureHandlers<'today'>; readonly waitlist: FeatureHandlers<'waitlist'> };
  /** For incoming texts. */
  readonly answerOffer: AnswerOffer;
  /** For the job of the waitlist. */
  readonly tendWaitlist: NonNullable<JobHandlers['tendWaitlist']>;
}

/** `schedule`: what the schedule feature itself works with. */
export function buildDesk(schedule: ScheduleDeps, queue: QueueDeps): DeskFeatures {
  const shared = {
    store: schedule.store,
    clock: schedule.clock,
    ids: schedule.ids,
    viewAppointment: (tx, record) => viewAppointment(schedule, tx, record),
    setVisitState: (tx, input, actor, now) => setAppointmentState(schedule, tx, input, actor, now),
  } satisfies Partial<WaitlistDeps>;
  const waitlist: WaitlistDeps = {
    ...shared,
    canText: schedule.canText,
    saveVisit: (tx, input, now) => saveAppointment(schedule, tx, input, now),
    render: renderFor,
    ...createOfferTexts(queue),
    takeBack,
  };
  return {
    handlers: {
      today: createTodayFeature({
        ...shared,
        restoreVisit: (tx, ...change) => restoreAppointment(schedule, tx, ...change),
        countCalendarChanges: (tx, now) => countOpenChanges(tx, now).open,
      }),
      waitlist: createWaitlistFeature(waitlist),
    },
    answerOffer: (tx, from) => answerOffer(waitlist, tx, from),
    tendWaitlist: (tx, now, mayAsk) => tendSlots(waitlist, tx, now, mayAsk),
  };
}
