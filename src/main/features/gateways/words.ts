/** What is wrong with a gateway and what to do about it, in words for the desk, by its kind. Data only (ux.md 5.1, 4.2). */
import type { GatewayProblem } from '../../../contract/gatewayProblems.ts';

const phoneWords: Readonly<Record<GatewayProblem | 'badAddress', string>> = {
  badAddress: 'This is not an address. Type it as the phone shows it, for example 192.168.1.24:8080.',
  notConfigured: 'No phone is connected yet. Connect one in Settings.',
  unreachable: 'No answer from the phone. Is it on the clinic Wi-Fi, and does the app say Online?',
  notTheApp: 'Something answered, but it is not the texting app. Check the number after the colon (8080).',
  wrongPassword: 'The phone did not accept the username or password. They are on the app under Local Server.',
  forbidden: 'The phone gave us fewer rights than we need. Connect it again.',
  badAnswer: 'The phone gave an answer we cannot read. Stop and start the app on the phone.',
  versionTooOld: 'The app on the phone is too old. Update SMSGate to 1.70.3 or newer.',
  versionLosesTexts:
    'This version of the app loses repeated replies. Update SMSGate to 1.70.3 or newer before relying on replies.',
  otherDevice: 'Another phone answers at this address. Connect the right one again.',
  clockSkew:
    'The clocks of this PC and the phone differ by more than five minutes. Set the wrong one; automatic texts wait until then.',
  batteryLow: 'The phone battery is low. Plug it in so reminders keep going.',
  noSignal: 'The phone has no signal. Texts will go out when it does.',
  noSim: 'No SIM card found in the phone.',
  noSmsPermission: 'The app may not send texts yet. On the phone, allow SMS for SMSGate.',
  internetRequired: 'The phone waits for the internet. Connect it again so that it does not.',
  suspended: 'The account is suspended. Sign in at the provider to see why.',
  unregistered: 'The number is not registered for business texts yet.',
  senderRefused: 'Our number or messaging service no longer works at the provider. Connect it again.',
  repliesDropped: 'Replies are thrown away at the provider before this PC can see them.',
  notHeard:
    "A test text did not come back: people's answers may not arrive. Stop and start the app on the phone, then test again.",
  sendsFail:
    'Several texts in a row failed. Automatic texts wait; one is tried every 15 minutes. Look at signal, SIM card and credit, then press Test now.',
  oldHookAddress:
    'The phone still sends replies to an old address of this PC. They are fetched all the same, only later. Switch receiving off and on again.',
  paused: 'A person has paused this phone.',
};

/** Where a sentence about a phone would be wrong for an account. */
const twilioWords: Partial<typeof phoneWords> = {
  notConfigured: 'No Twilio account is connected yet. Connect one in Settings.',
  unreachable: 'No answer from Twilio. Does the internet work on this PC?',
  notTheApp: 'Something answered in place of Twilio. Check the network or proxy of this PC.',
  wrongPassword:
    'Twilio does not accept our sign-in. Check account SID, key and secret; the account may also be closed.',
  forbidden: 'The Twilio key is valid but may not do this. Give it the permissions for messages, or make a new one.',
  badAnswer: 'An answer came that is not from Twilio, or Twilio has a problem. Try again in some minutes.',
  clockSkew:
    "This PC's clock and Twilio's differ by more than five minutes. Set the clock of this PC; automatic texts wait until then.",
  suspended: 'The Twilio account is suspended or has no money. Sign in at twilio.com to see why.',
  unregistered:
    'This number is not registered with the US carriers yet. Finish the registration in the Twilio console.',
  senderRefused: 'Twilio does not know this number or messaging service in this account, or it cannot send texts.',
  repliesDropped:
    'The messaging service throws replies away. In the Twilio console choose "Defer to sender\'s webhook" for it.',
  oldHookAddress:
    'Twilio still sends replies to an old address of this PC. They are fetched all the same, only later. Switch webhooks off and on again.',
  paused: 'A person has paused this route.',
};

/** The sentence for a problem of a gateway of this kind. */
export function problemWords(kind: 'phone' | 'twilio', problem: GatewayProblem | 'badAddress'): string {
  return (kind === 'twilio' ? twilioWords[problem] : undefined) ?? phoneWords[problem];
}
