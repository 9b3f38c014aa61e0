/**
 * What the program may do by itself about a text that failed, by its cause (twilio.md section 2). Pure data: whoever acts decides
 * whether it is allowed to; a person can always do more.
 */
import type { FailureCause } from './messageStatus.ts';

/**
 * - `none`: never again with the same data; a person changes it or calls.
 * - `retryLater`: surely not delivered, and it may heal by itself: automatic, with backoff, is safe.
 * - `pauseSender`: no other text will do better until an administrator acts.
 * - `markNoSms`: the number takes no texts (a landline).
 * - `markOptedOut`: the network knows of a STOP; ours has to follow.
 * - `fixSettings`: a setting at the provider or on the phone is wrong; other texts may still pass.
 * - `ask`: only when a person decides, because a second text could be a double or come too late.
 */
export type FailureAction =
  'none' | 'retryLater' | 'pauseSender' | 'markNoSms' | 'markOptedOut' | 'fixSettings' | 'ask';

const ACTIONS: Readonly<Record<FailureCause, FailureAction>> = {
  probablySent: 'ask',
  noSignal: 'ask',
  limitExceeded: 'ask',
  expired: 'ask',
  noSim: 'fixSettings',
  noSmsPermission: 'fixSettings',
  invalidNumber: 'none',
  notMobile: 'markNoSms',
  refusedByNetwork: 'none',
  optedOut: 'markOptedOut',
  unknownNumber: 'none',
  unreachablePerson: 'ask',
  blockedAsSpam: 'none',
  notRegistered: 'pauseSender',
  accountSuspended: 'pauseSender',
  countryOff: 'fixSettings',
  senderUnsuitable: 'none',
  rateLimited: 'retryLater',
  tooLong: 'none',
  mediaRefused: 'none',
  noWhatsApp: 'none',
  templateNeeded: 'none',
  templateWrong: 'fixSettings',
  gatewaySettings: 'fixSettings',
  other: 'ask',
};

/** What may be done about a failure with this cause. */
export function actionOf(cause: FailureCause): FailureAction {
  return ACTIONS[cause];
}
