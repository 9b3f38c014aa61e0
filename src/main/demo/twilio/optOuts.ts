/**
 * Who has opted out of which sender, and the words that do it (twilio.md 7.1). Owns the block list and the reading of
 * keywords; who answers what is in `keywordReplies.ts`.
 */
import type { MessagingService, OwnNumber, TwilioAccount } from './account.ts';
import { isWhatsApp, ownNumber, serviceBySid } from './account.ts';

export type Keyword = 'STOP' | 'START' | 'HELP';

const STOP_WORDS = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'];
const START_WORDS = ['START', 'YES', 'UNSTOP'];
const HELP_WORDS = ['HELP', 'INFO'];

export interface OptOuts {
  /** The block of a pair; nothing for WhatsApp, which Twilio does not guard. */
  isBlocked(own: string, serviceSid: string | null, person: string): boolean;
  /** Applies a keyword; true when it changed something. */
  apply(keyword: Keyword, word: string, own: OwnNumber, person: string): boolean;
  /** Blocks a pair as if the person had texted STOP long ago. */
  block(own: string, person: string): void;
}

/** An empty block list over the account's senders. */
export function createOptOuts(account: TwilioAccount): OptOuts {
  /** By sender scope and person: Twilio's own list. */
  const blocked = new Set<string>();
  /** The toll-free network's list, which knows only STOP, START and UNSTOP. */
  const networkBlocked = new Set<string>();
  const keysOf = (own: string, serviceSid: string | null, person: string): { twilio: string; network: string } => {
    const scope = serviceSid ?? ownNumber(account, own)?.serviceSid ?? own;
    return { twilio: `${scope}|${person}`, network: `${own}|${person}` };
  };
  return {
    isBlocked(own, serviceSid, person) {
      if (isWhatsApp(person)) return false;
      const keys = keysOf(own, serviceSid, person);
      return blocked.has(keys.twilio) || networkBlocked.has(keys.network);
    },
    apply(keyword, word, own, person) {
      const keys = keysOf(own.phoneNumber, own.serviceSid, person);
      const before = blocked.has(keys.twilio) || networkBlocked.has(keys.network);
      const tollFree = own.kind === 'tollFree';
      if (keyword === 'STOP') {
        blocked.add(keys.twilio);
        if (tollFree && word === 'STOP') networkBlocked.add(keys.network);
      }
      if (keyword === 'START') {
        blocked.delete(keys.twilio);
        if (word === 'START' || word === 'UNSTOP') networkBlocked.delete(keys.network);
      }
      return before !== (blocked.has(keys.twilio) || networkBlocked.has(keys.network));
    },
    block: (own, person) => void blocked.add(keysOf(own, null, person).twilio),
  };
}

/** The keyword that a whole text is, and the word used; null when it is none, or nobody at Twilio looks. */
export function readKeyword(
  account: TwilioAccount,
  own: OwnNumber,
  body: string,
): { readonly keyword: Keyword; readonly word: string } | null {
  if (own.kind === 'shortCode') return null;
  const word = body.trim().toUpperCase();
  const service = serviceBySid(account, own.serviceSid);
  for (const [keyword, words] of Object.entries(wordsOf(service)) as [Keyword, readonly string[]][]) {
    if (words.includes(word)) return { keyword, word };
  }
  return null;
}

function wordsOf(service: MessagingService | undefined): Readonly<Record<Keyword, readonly string[]>> {
  const advanced = service?.advancedOptOut ?? null;
  if (advanced === null) return { STOP: STOP_WORDS, START: START_WORDS, HELP: HELP_WORDS };
  return {
    STOP: ['STOP', ...advanced.stopWords.map(upper)],
    START: ['START', ...advanced.startWords.map(upper)],
    HELP: ['HELP', ...advanced.helpWords.map(upper)],
  };
}

function upper(word: string): string {
  return word.toUpperCase();
}
