/**
 * What is told about a group of texts that did not go out: why, and what somebody can do. By the code on the text, never by its own words,
 * which may name a person. Data, and one look-up.
 */
import { GateCode } from '../../../contract/gate.ts';
import { FAILURE_CAUSES } from '../../domain/messageStatus.ts';
import { staffWords, STAFF_WORDS } from '../../domain/sendGate/words.ts';
import { endReason, failedReason, waitingReason } from '../../jobs/reasons.ts';

export interface Explanation {
  readonly text: string;
  /** Empty: nothing has to be done. */
  readonly nextStep: string;
}

const LOOK_AT_TEXT = 'Open the conversation and decide.';
const FIX_ROUTE = 'See what the route says above, and put that right.';
const NOTHING = '';

const OWN: Readonly<Record<string, Explanation>> = {
  inLine: { text: 'In line: texts leave one after another, at the pace of their gateway.', nextStep: NOTHING },
  later: { text: 'Planned for later.', nextStep: NOTHING },
  keptAtGateway: { text: 'Left with the gateway, which sends them at their time.', nextStep: NOTHING },
  mayStillGo: {
    text: 'Taken back too late, or not at all: these old texts may still go out.',
    nextStep: 'Call the patients. The gateway is asked again until then.',
  },
  lostAtGateway: {
    text: endReason('lostAtGateway').text,
    nextStep: 'Check with the patient, then say whether it went out.',
  },
  sending: { text: 'Being handed over right now.', nextStep: NOTHING },
  checking: { text: waitingReason('checking').text, nextStep: 'Wait: it is asked after by itself.' },
  unsettled: { text: endReason('unsettled').text, nextStep: 'Check with the phone or the patient, then say which.' },
  notFound: { text: endReason('notFound').text, nextStep: 'Check with the patient, then say whether it went out.' },
  noWord: { text: endReason('noWord').text, nextStep: 'Look on the phone or ask the patient, then say which.' },
  noGateway: { text: 'Nothing is connected that can send this.', nextStep: 'Connect a phone or Twilio in Settings.' },
  routeDown: { text: 'The route does not answer.', nextStep: FIX_ROUTE },
  routeRefused: { text: 'The route takes no texts now.', nextStep: FIX_ROUTE },
  routePaused: { text: 'The route is paused.', nextStep: 'Press Resume on the route.' },
  routeCapped: {
    text: 'The route has sent all it may today.',
    nextStep: 'They leave after midnight. Allow another route in Settings, or raise the limit.',
  },
  halfHourFull: {
    text: 'The phone has sent as many texts as Android allows in half an hour.',
    nextStep: 'Wait: they leave by themselves. The guide for the phone tells how to allow more.',
  },
  recipientsFull: {
    text: 'The phone has texted as many different people today as a SIM card should.',
    nextStep: 'They leave after midnight. Allow another route in Settings, or raise the limit.',
  },
  sameText: {
    text: 'The same words went to many people in the last hour, which networks take for spam.',
    nextStep: 'Wait: they leave in batches. A name or a time in the text makes each one different.',
  },
  sendsFail: {
    text: 'Several texts in a row failed on the phone, so automatic texts wait. One is tried every 15 minutes.',
    nextStep: 'Look at the phone: signal, SIM card, credit. Then press Test now on it.',
  },
  movedFailover: { text: 'Goes by another route: its own has been down.', nextStep: NOTHING },
  movedSpill: { text: 'Goes by another route: its own has sent all it may today.', nextStep: NOTHING },
  movedBack: { text: 'Goes by its usual route again.', nextStep: NOTHING },
  noMarketingRoute: { text: 'Advertising never goes through the office phone.', nextStep: 'Connect Twilio for it.' },
  noMediaRoute: { text: 'No route can send pictures now.', nextStep: 'Send the words alone, or see Settings.' },
  whatsAppOff: { text: 'WhatsApp is switched off.', nextStep: 'Send a text instead.' },
  noWhatsAppRoute: { text: 'WhatsApp is not set up.', nextStep: 'Send a text instead.' },
  wantsNewTime: { text: 'The patient wants another time.', nextStep: LOOK_AT_TEXT },
  wantsToCancel: { text: 'The patient wants to cancel.', nextStep: LOOK_AT_TEXT },
  remindersPaused: { text: waitingReason('remindersPaused').text, nextStep: 'Resume reminders when you are ready.' },
  remindersOff: { text: waitingReason('remindersOff').text, nextStep: 'Switch reminders on in Settings.' },
  sendFence: {
    text: waitingReason('sendFence').text,
    nextStep: 'Settings, Data and backup: look at the texts in doubt, then let texts leave again.',
  },
  afterRestore: {
    text: 'These may have gone out before the data was restored.',
    nextStep: 'Look on the phone or ask the patient, then say whether it went out.',
  },
  clockSkew: { text: waitingReason('clockSkew').text, nextStep: 'Set the clock of this computer or the phone right.' },
  wrongPassword: { text: waitingReason('wrongPassword').text, nextStep: 'Sign in again under Settings.' },
  unreachable: { text: waitingReason('unreachable').text, nextStep: FIX_ROUTE },
  slowDown: { text: waitingReason('slowDown').text, nextStep: NOTHING },
  codeGone: { text: 'A one-time code was lost when the program was started anew.', nextStep: 'Send a new code.' },
};

/** Gate codes after which only time or nothing is needed. */
const TIME_ALONE: ReadonlySet<GateCode> = new Set<GateCode>([
  'QUIET_HOURS',
  'CAP_DAY',
  'CAP_WEEK',
  'CAP_MONTH',
  'PROVIDER_BUSY',
]);

/** Words for a code of a text that waits, is held, is in doubt or failed. */
export function explain(code: string, facts: { readonly gateway?: string }): Explanation {
  const own = OWN[code];
  if (own !== undefined) return own;
  const cause = FAILURE_CAUSES.find((one) => one === code);
  if (cause !== undefined) return { text: failedReason(cause).text, nextStep: LOOK_AT_TEXT };
  const gate = GateCode.safeParse(code).data;
  if (gate === undefined) return { text: waitingReason(code).text, nextStep: LOOK_AT_TEXT };
  return { text: gateText(gate, facts), nextStep: TIME_ALONE.has(gate) ? NOTHING : LOOK_AT_TEXT };
}

function gateText(code: GateCode, facts: { readonly gateway?: string }): string {
  const words = STAFF_WORDS[code];
  const base = { decision: 'delay', ruleId: '', confirmable: false, confirmed: false, until: null } as const;
  return staffWords({ ...base, code, words, params: {} }, facts);
}
