/**
 * The words beside a text that waits, failed or is in doubt, as the jobs give them: a stable code, and a sentence for staff with what
 * happened and what comes next (ux.md 5.3.1). The send gate has words of its own.
 */
import type { Reason } from '../../contract/common.ts';
import type { FailureCause } from '../domain/messageStatus.ts';

const WAITING = {
  unreachable: 'Waiting. The gateway does not answer; this leaves by itself when it does.',
  wrongPassword: 'Waiting. The gateway refuses our password. Sign in again under Settings.',
  suspended: 'Waiting. The account is suspended. It has to be put right with the provider.',
  refused: 'Waiting. The gateway takes no texts now. See Settings for what to do.',
  slowDown: 'Waiting. Too many texts at once. We slow down by ourselves.',
  handingOver: 'Being left with the gateway, which will send it at its time.',
  checking: 'The connection broke while this was sent. We are checking whether it went out.',
  clockSkew: 'Waiting. The clock of this computer and the gateway disagree. Set the clock right.',
  remindersPaused: 'Waiting. Reminders are paused.',
  remindersOff: 'Waiting. Reminders are off.',
  sendFence: 'Waiting. Data was restored, and nothing automatic leaves until somebody has looked and says so.',
} as const;

const ENDED = {
  expired: 'Too late to be useful, not sent.',
  unsettled: 'It is not known whether this went out. Check with the phone or the patient, then say which.',
  notFound:
    'The connection broke while this was sent, and the provider has no record of it. Check with the patient, then say whether it went out.',
  noWord:
    'The phone took this text and does not say whether it went out. Look on the phone or ask the patient, then say which.',
  possibleDuplicate: 'Sent, perhaps twice: the provider lists the same text more than once.',
  lostAtGateway:
    'It was left with the gateway, which does not know it any more. Nobody can say whether it went out. Check with the patient.',
  noGateway: 'It is not known whether this went out: its gateway was removed. Check, then say which.',
  defect: 'Not sent because of a fault in this program. Nothing went out. Send it again or call the patient.',
  rejected: 'Not sent. The gateway refused this text.',
  afterRestore: 'Not sent. It was written by itself while automatic texts were held back after a restore.',
} as const;

const FAILED: Readonly<Record<FailureCause, string>> = {
  probablySent: 'Probably sent, but the phone reported a fault. Please check with the patient before sending again.',
  noSignal: 'Not sent. The phone had no signal.',
  limitExceeded: 'Not sent. Android stopped the phone because it sent too many texts at once.',
  expired: ENDED.expired,
  noSim: 'Not sent. The phone found no SIM card to send with.',
  noSmsPermission: 'Not sent. The app on the phone lost its permission to send texts.',
  invalidNumber: 'Not sent. This number is not valid.',
  notMobile: 'Not delivered. This looks like a landline.',
  refusedByNetwork: 'Not delivered. The network refused it.',
  optedOut: 'Not sent. This person has opted out at the network. Only they can undo it, by texting START. Please call.',
  unknownNumber: 'Not delivered. This number is unknown, perhaps disconnected. Ask for a new one.',
  unreachablePerson: 'Not delivered. Their phone is off, out of reach, or cannot get texts. Please call.',
  blockedAsSpam: 'Not delivered. A network blocked it as spam. Do not send the same words again.',
  notRegistered: 'Not sent. Our number is not registered for business texts yet. See Settings for what is missing.',
  accountSuspended: 'Not sent. The account is switched off or has no credit.',
  countryOff: 'Not sent. Texting to this country is switched off at the provider.',
  senderUnsuitable: 'Not sent. Our number cannot text this destination. Please call, or use another route.',
  rateLimited: 'Not sent. A rate or daily limit of the network was reached. Send it again later.',
  tooLong: 'Not sent. The text is too long. Shorten it.',
  mediaRefused: 'Not sent. The picture could not be sent by this route.',
  noWhatsApp: 'Not sent. This number is not on WhatsApp. Use a text instead.',
  templateNeeded: 'Not sent. More than a day since they wrote on WhatsApp: choose an approved template.',
  templateWrong: 'Not sent. The WhatsApp template is not set up right.',
  gatewaySettings: 'Not sent. A setting at the provider is wrong. See Settings for what to do.',
  other: 'Not sent. The gateway could not send it.',
};

/** Why a text waits. An unknown code of a gateway gets the general sentence and keeps its code. */
export function waitingReason(code: string): Reason {
  return { code, text: (WAITING as Readonly<Record<string, string>>)[code] ?? WAITING.refused };
}

/** Why a text ended without going out, or without anybody knowing. */
export function endReason(code: keyof typeof ENDED): Reason {
  return { code, text: ENDED[code] };
}

/** Why the gateway will never send a text as it is. `code` is the gateway's, in our words. */
export function rejectedReason(code: string): Reason {
  return { code, text: (FAILED as Readonly<Record<string, string>>)[code] ?? ENDED.rejected };
}

/** Why a text that the gateway had taken did not arrive. */
export function failedReason(cause: FailureCause): Reason {
  return { code: cause, text: FAILED[cause] };
}
