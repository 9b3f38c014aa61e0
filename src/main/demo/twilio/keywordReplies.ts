/**
 * What Twilio answers to STOP, START and HELP by itself (twilio.md 7.1). Decides the words; applies the keyword to the block list
 * on the way, because the answer depends on what it changed.
 */
import { serviceBySid } from './account.ts';
import type { OwnNumber } from './account.ts';
import type { Backend } from './backend.ts';
import { readKeyword } from './optOuts.ts';
import type { Keyword } from './optOuts.ts';

const WORDS: Readonly<Record<Keyword, string>> = {
  STOP: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  START:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe.',
  HELP: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};
const NETWORK_WORDS: Readonly<Record<Keyword, string>> = {
  ...WORDS,
  STOP: 'NETWORK MSG: You replied with the word "stop" which blocks all texts sent from this number. Text back "unstop" to receive messages again.',
  START: 'NETWORK MSG: You have replied "unstop" and will begin receiving messages again from this number.',
};

export interface KeywordEffect {
  /** Goes to the webhook, only where Advanced Opt-Out is on. */
  readonly optOutType: Keyword | null;
  /** Twilio's own text to the person; null when it says nothing. */
  readonly reply: string | null;
}

/** Applies the keyword in a text, if it is one. Null: nothing of the kind. */
export function applyKeyword(backend: Backend, own: OwnNumber, person: string, body: string): KeywordEffect | null {
  const found = readKeyword(backend.account, own, body);
  if (found === null) return null;
  const { keyword, word } = found;
  const blockedBefore = backend.optOuts.isBlocked(own.phoneNumber, own.serviceSid, person);
  const changed = backend.optOuts.apply(keyword, word, own, person);
  const advanced = serviceBySid(backend.account, own.serviceSid)?.advancedOptOut ?? null;
  const custom = { STOP: advanced?.stopText, START: advanced?.startText, HELP: advanced?.helpText }[keyword];
  const words = custom ?? (own.kind === 'tollFree' ? NETWORK_WORDS : WORDS)[keyword];
  const answers =
    keyword === 'HELP'
      ? !blockedBefore
      : changed || (keyword === 'START' && !blockedBefore && backend.answersEveryStart);
  return { optOutType: advanced === null ? null : keyword, reply: answers ? words : null };
}
