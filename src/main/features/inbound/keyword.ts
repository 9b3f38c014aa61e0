/**
 * What the network says a text was, over what we read in it: it knows the words its owner added, and it has acted on them (twilio.md 7.2).
 * A word of an emergency is never talked away. Pure.
 */
import type { ReplyClassification } from '../../../contract/replies.ts';
import type { IncomingText } from '../../providers/gateway.ts';

const TAKEN_AS = {
  stop: { primary: 'opt_out', action: 'optout', recordsOptOut: true, scope: 'all' },
  start: { primary: 'opt_in', action: 'optin' },
  help: { primary: 'help', action: 'help' },
} as const;

/** The classification with the network's keyword in force. */
export function withKeyword(meaning: ReplyClassification, keyword: IncomingText['keyword']): ReplyClassification {
  if (keyword === undefined) return meaning;
  if (meaning.action === 'flag_urgent') {
    return keyword === 'stop' ? { ...meaning, recordsOptOut: true, scope: 'all' } : meaning;
  }
  const taken = TAKEN_AS[keyword];
  if (meaning.action === taken.action) return meaning;
  return { ...meaning, ...taken, rules: [...meaning.rules, `network:${keyword}`] };
}
