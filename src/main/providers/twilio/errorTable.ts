/**
 * Twilio's error codes as data: cause in our words, what a refused create means for the outbox, and a sentence for staff
 * (twilio.md section 2). Every code may come as an answer to create and in a later status; unknown ones have a default.
 */
import type { GatewayProblem } from '../../../contract/gatewayProblems.ts';
import { actionOf } from '../../domain/failureAction.ts';
import type { FailureAction } from '../../domain/failureAction.ts';
import type { FailureCause } from '../../domain/messageStatus.ts';

/**
 * What a create refused with this code means: `rejected` this text never goes out as it is; `retry` surely not sent, later is safe;
 * `cannotHold` it cannot wait at Twilio for its time, but may be sent when that has come; `pause` nothing goes out until a person acts; `unknown` it may have gone out.
 */
export type CreateClass =
  | { readonly kind: 'rejected' }
  | { readonly kind: 'retry'; readonly afterMs: number }
  | { readonly kind: 'cannotHold' }
  | { readonly kind: 'pause'; readonly problem: GatewayProblem }
  | { readonly kind: 'unknown' };

export interface ErrorEntry {
  readonly code: number;
  readonly cause: FailureCause;
  readonly onCreate: CreateClass;
  /** For "Details" and the guide; what the desk reads first comes from the cause. */
  readonly words: string;
}

const REJECTED: CreateClass = { kind: 'rejected' };
const UNKNOWN: CreateClass = { kind: 'unknown' };
const CANNOT_HOLD: CreateClass = { kind: 'cannotHold' };
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const later = (afterMs: number): CreateClass => ({ kind: 'retry', afterMs });
const pause = (problem: GatewayProblem): CreateClass => ({ kind: 'pause', problem });

type Row = readonly [code: number, cause: FailureCause, onCreate: CreateClass, words: string];

const ACCOUNT: readonly Row[] = [
  [20003, 'gatewaySettings', pause('wrongPassword'), 'Twilio does not accept our sign-in.'],
  [70051, 'gatewaySettings', pause('forbidden'), 'The key is valid but not allowed to do this.'],
  [20403, 'accountSuspended', pause('suspended'), 'The Twilio account is switched off or has no money.'],
  [10001, 'accountSuspended', pause('suspended'), 'The Twilio account is switched off.'],
  [20005, 'accountSuspended', pause('suspended'), 'The Twilio account is not active.'],
  [30002, 'accountSuspended', pause('suspended'), 'The account was suspended before it went out.'],
  [20404, 'gatewaySettings', pause('senderRefused'), 'That message, number or service no longer exists at Twilio.'],
  [20001, 'other', REJECTED, 'Twilio rejected a field.'],
  [20422, 'other', REJECTED, 'Twilio rejected a field.'],
  [20429, 'rateLimited', later(SECOND), 'Twilio is busy with us.'],
  [20500, 'other', UNKNOWN, 'Twilio had a problem. The text may have gone out.'],
  [20503, 'other', UNKNOWN, 'Twilio had a problem. The text may have gone out.'],
];

const ADDRESSES: readonly Row[] = [
  [21211, 'invalidNumber', REJECTED, 'Not a valid phone number.'],
  [21212, 'gatewaySettings', pause('senderRefused'), 'Our sender number is wrong.'],
  [21266, 'invalidNumber', REJECTED, 'Sender and recipient are the same.'],
  [21408, 'countryOff', REJECTED, 'Texting to this country is switched off.'],
  [21603, 'other', REJECTED, 'The sender is missing.'],
  [21604, 'other', REJECTED, 'The recipient is missing.'],
  [21606, 'senderUnsuitable', REJECTED, 'Our number cannot text this destination.'],
  [21608, 'gatewaySettings', REJECTED, 'Only verified numbers: a trial account, or one without an approved profile.'],
  [21610, 'optedOut', REJECTED, 'This person has opted out.'],
  [21611, 'rateLimited', later(5 * MINUTE), 'Too many texts are waiting for our number.'],
  [21612, 'senderUnsuitable', REJECTED, 'This number cannot be reached from our number.'],
  [21614, 'notMobile', REJECTED, 'Not a mobile number.'],
  [21635, 'notMobile', REJECTED, 'This is a landline.'],
  [21701, 'gatewaySettings', pause('senderRefused'), 'The messaging service does not exist.'],
  [21703, 'senderUnsuitable', REJECTED, 'The messaging service has no number for this destination.'],
  [21704, 'gatewaySettings', pause('senderRefused'), 'The messaging service has no number.'],
  [21705, 'gatewaySettings', pause('senderRefused'), 'The messaging service is not valid.'],
];

const CONTENT: readonly Row[] = [
  [21602, 'other', REJECTED, 'The message is empty.'],
  [21619, 'other', REJECTED, 'The message is empty.'],
  [21609, 'gatewaySettings', REJECTED, 'The callback address is invalid.'],
  [21617, 'tooLong', REJECTED, 'The text is too long (over 1600 characters).'],
  [21620, 'mediaRefused', REJECTED, 'The picture link is bad.'],
  [21623, 'mediaRefused', REJECTED, 'More than ten files.'],
  [21624, 'other', REJECTED, 'The validity period is wrong.'],
  [90007, 'other', REJECTED, 'The validity period is wrong.'],
  [21654, 'templateWrong', REJECTED, 'The template settings are wrong.'],
  [21655, 'templateWrong', REJECTED, 'The template does not exist.'],
  [21656, 'templateWrong', REJECTED, 'The template variables are wrong.'],
  [14107, 'rateLimited', later(MINUTE), 'Too many replies to one number in 30 seconds: look for an auto-reply loop.'],
  [30029, 'gatewaySettings', REJECTED, 'A privacy option is not enabled on the account.'],
  [30030, 'gatewaySettings', REJECTED, 'A privacy option is not enabled on the account.'],
];

/** Sending at a time (twilio.md section 1): nothing was taken. */
const SCHEDULES: readonly Row[] = [
  [30409, 'other', REJECTED, 'It is not waiting for its time any more.'],
  [35111, 'gatewaySettings', CANNOT_HOLD, 'A time to send was given without its kind, or the other way round.'],
  [35114, 'gatewaySettings', CANNOT_HOLD, 'The time to send is nearer than 15 minutes or farther than 35 days.'],
  [35118, 'gatewaySettings', CANNOT_HOLD, 'Only a Messaging Service keeps texts until their time.'],
];

const CARRIERS: readonly Row[] = [
  [30001, 'rateLimited', later(5 * MINUTE), 'The queue overflowed.'],
  [30003, 'unreachablePerson', REJECTED, 'The phone is off, out of reach, or cannot get texts.'],
  [30004, 'refusedByNetwork', REJECTED, "The recipient's side blocks us."],
  [30005, 'unknownNumber', REJECTED, 'The number is unknown, perhaps disconnected.'],
  [30006, 'notMobile', REJECTED, 'A landline, or a carrier that cannot be reached.'],
  [30007, 'blockedAsSpam', REJECTED, 'Blocked as spam by Twilio or the carrier.'],
  [30008, 'other', REJECTED, 'An unknown carrier error.'],
  [30017, 'rateLimited', later(5 * MINUTE), 'The carrier is congested.'],
  [30018, 'notRegistered', pause('unregistered'), 'The destination wants senders to be registered first.'],
  [30019, 'mediaRefused', REJECTED, 'Too big for the carrier.'],
  [30022, 'rateLimited', later(5 * MINUTE), 'The US rate limit was reached.'],
  [30023, 'rateLimited', later(60 * MINUTE), 'The US daily limit was reached.'],
  [30027, 'rateLimited', later(60 * MINUTE), "The carrier's daily limit was reached."],
  [30032, 'notRegistered', pause('unregistered'), 'Our toll-free number is not verified.'],
  [30033, 'notRegistered', pause('unregistered'), 'The US registration is suspended.'],
  [30034, 'notRegistered', pause('unregistered'), 'The US registration is missing.'],
  [30035, 'notRegistered', pause('unregistered'), 'The US registration is still being set up.'],
  [30036, 'expired', REJECTED, 'Waited too long and expired.'],
  [30410, 'other', REJECTED, 'A provider timed out. Not tried again, to avoid a double.'],
  [30450, 'rateLimited', later(30 * MINUTE), 'Blocked by fraud protection for a while.'],
  [30500, 'other', UNKNOWN, 'An internal error at Twilio.'],
  [30610, 'rateLimited', later(60 * MINUTE), 'Held by the quiet hours of the Compliance Toolkit.'],
  [30640, 'blockedAsSpam', REJECTED, "Held by the Compliance Toolkit's check of the recipient."],
];

const WHATSAPP: readonly Row[] = [
  [63003, 'noWhatsApp', REJECTED, 'No WhatsApp on this number.'],
  [63024, 'noWhatsApp', REJECTED, 'No WhatsApp on this number.'],
  [63007, 'gatewaySettings', REJECTED, 'Our WhatsApp sender is not set up.'],
  [63013, 'refusedByNetwork', REJECTED, 'Against WhatsApp policy.'],
  [63014, 'refusedByNetwork', REJECTED, 'The person blocked us on WhatsApp.'],
  [63015, 'noWhatsApp', REJECTED, 'Test sandbox: the person has not joined.'],
  [63016, 'templateNeeded', REJECTED, 'More than a day since their last message: template only.'],
  [63017, 'rateLimited', later(5 * MINUTE), 'The WhatsApp rate limit was reached.'],
  [63018, 'rateLimited', later(5 * MINUTE), 'The WhatsApp rate limit was reached.'],
  [63032, 'refusedByNetwork', REJECTED, 'WhatsApp does not deliver to this person at present.'],
  [63038, 'rateLimited', later(60 * MINUTE), 'The WhatsApp daily limit was reached.'],
];

/** Every code we have words for, in no order. */
export const ERROR_TABLE: readonly ErrorEntry[] = [
  ...ACCOUNT,
  ...ADDRESSES,
  ...CONTENT,
  ...SCHEDULES,
  ...CARRIERS,
  ...WHATSAPP,
].map(([code, cause, onCreate, words]) => ({ code, cause, onCreate, words }));

const BY_CODE: ReadonlyMap<number, ErrorEntry> = new Map(ERROR_TABLE.map((entry) => [entry.code, entry]));

/** The entry of a code; for one we do not know: rejected, cause `other`, and the number for a search. */
export function errorEntry(code: number): ErrorEntry {
  const words = `Twilio refused it with code ${String(code)}.`;
  return BY_CODE.get(code) ?? { code, cause: 'other', onCreate: REJECTED, words };
}

/** What may be done by itself about a text that failed with this code. */
export function actionOfCode(code: number): FailureAction {
  return actionOf(errorEntry(code).cause);
}

/** Code and sentence in one line, free of anything about a person. */
export function describeCode(code: number): string {
  return `Twilio ${String(code)}: ${errorEntry(code).words}`;
}
