/**
 * Takes one incoming text in, once: conversation, understanding, ledger, visit, answer, place in the inbox, in the caller's
 * transaction. Every way a text can reach us (polling, webhook, catch-up) ends here.
 */
import type { ReplyClassifier } from '../../domain/replies/classifier.ts';
import { DAY_MS, MINUTE_MS } from '../../domain/time.ts';
import type { IncomingText } from '../../providers/gateway.ts';
import type { ConversationRecord, GatewayRecord, MessageRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import { addressOf, isNumber } from '../conversations/address.ts';
import { ensureConversation } from '../conversations/ensureConversation.ts';
import { textArrived } from '../conversations/transitions.ts';
import { readSettings } from '../settings/readSettings.ts';
import { expectMedia } from '../attachments/ofText.ts';
import { act } from './act.ts';
import { answeredByNetwork } from './autoAnswer.ts';
import { withKeyword } from './keyword.ts';
import { CLOCK_SLACK_MS, questionAt } from './question.ts';
import type { Question } from './question.ts';
import type { ActDeps } from './receivedText.ts';

/** The second dedupe rule: one text, two ids, through different paths (capcom6.md 5). */
const TWIN_WINDOW_MS = 10_000;
/** What the network says about the time of a text is believed within these limits. */
const OLDEST_MS = 30 * DAY_MS;
const AHEAD_MS = 2 * MINUTE_MS;

export type InboundDeps = ActDeps & { readonly replies: Pick<ReplyClassifier, 'classify'> };

/** `known`: it was here before, nothing was done. */
export function receiveText(
  deps: InboundDeps,
  tx: WriteTx,
  gateway: GatewayRecord,
  incoming: IncomingText,
  now: number,
): 'new' | 'known' {
  const address = addressOf(incoming.from, () => readSettings(tx).practice.country);
  const sentAt = timeOf(incoming, now);
  const known = tx.conversations.getByAddress(address);
  // A network clock a little ahead of ours must not put the text after our answer.
  const arrived = Math.min(sentAt, now);
  const ours = known && tx.messages.lastOutgoing(known.id, arrived + CLOCK_SLACK_MS);
  const at = afterOurText(ours, arrived, now);
  const twin = known && tx.messages.findTwin(known.id, incoming.body, sentAt, TWIN_WINDOW_MS);
  const id = twin?.id ?? deps.ids.next();
  const fresh = tx.messages.claimIncoming(gateway.id, incoming.gatewayMessageId, id, now);
  if (!fresh || twin !== undefined) return 'known';

  const row = known ?? ensureConversation(deps, tx, address, now);
  const question = questionAt(tx, row, at, ours);
  const meaning = withKeyword(deps.replies.classify(incoming.body, question.context), incoming.keyword);
  const text = tx.messages.insert({
    id,
    conversationId: row.id,
    personId: personOf(row, question),
    direction: 'in',
    kind: 'text',
    body: incoming.body,
    eventData: mediaFacts(incoming),
    purpose: 'care',
    status: 'received',
    replyClass: meaning.primary,
    gatewayId: gateway.id,
    gatewayMessageId: incoming.gatewayMessageId,
    channel: incoming.channel ?? 'sms',
    ownNumber: incoming.to ?? gateway.ownNumber,
    sim: incoming.sim,
    createdAt: at,
    sentAt,
  });
  expectMedia(deps, tx, { messageId: id, gatewayId: gateway.id, media: incoming.media ?? [] }, now);
  rememberInbound(tx, address, at);
  recordReceived(tx, text, { action: meaning.action, class: meaning.primary, rules: meaning.rules }, now);
  const answered = answeredByNetwork(() => deps.routes(tx, now), gateway.id, incoming);
  const handling = act({ deps, tx, address, text, question, meaning, answered, now });
  textArrived(tx, tx.conversations.get(row.id) ?? row, text, handling, now);
  return 'new';
}

function mediaFacts({ kind, media = [] }: IncomingText): Record<string, string> | null {
  const facts = {
    ...(kind === 'mms' ? { media: 'mms' } : {}),
    ...(media.length === 0 ? {} : { pictures: String(media.length) }),
  };
  return Object.keys(facts).length === 0 ? null : facts;
}

/**
 * The network counts in whole seconds and its clock may be behind ours: an answer must not stand before the text it answers.
 * Within the slack it is taken to have come after our newest one.
 */
function afterOurText(ours: MessageRecord | undefined, at: number, now: number): number {
  return ours !== undefined && ours.createdAt >= at ? Math.min(now, ours.createdAt + 1) : at;
}

/** The network's time where it makes sense; the time of arrival for 0, the far past and the future. */
function timeOf({ sentAt }: IncomingText, now: number): number {
  return sentAt < now - OLDEST_MS || sentAt > now + AHEAD_MS ? now : sentAt;
}

/** Who wrote, as far as that is certain: the only person on the number, or the one the open question was about. */
function personOf(row: ConversationRecord, { asked, open }: Question): string | null {
  if (row.people.length === 1) return row.people[0]?.id ?? null;
  return open.length === 1 ? (asked?.personId ?? null) : null;
}

function rememberInbound(tx: WriteTx, address: string, at: number): void {
  if (!isNumber(address)) return;
  const number = tx.people.number(address) ?? tx.people.ensureNumber(address);
  if ((number.lastInboundAt ?? 0) < at) tx.people.updateNumber(address, { lastInboundAt: at });
}

function recordReceived(tx: WriteTx, text: MessageRecord, data: Readonly<Record<string, unknown>>, now: number): void {
  tx.audit.append({ at: now, action: 'message.received', entity: 'message', entityId: text.id, data });
  tx.changed('message.added', text.id, text.conversationId);
}
