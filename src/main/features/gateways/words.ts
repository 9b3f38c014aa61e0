/** What is wrong with a gateway and what to do about it, in words for the desk. Data only (ux.md 5.1, 4.2). */
import type { GatewayProblem } from '../../../contract/gatewayProblems.ts';

export const problemWords: Readonly<Record<GatewayProblem | 'badAddress', string>> = {
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
  paused: 'A person has paused this phone.',
};
