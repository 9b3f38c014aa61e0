/** How an offer of a free time becomes a text: the seam between the waitlist feature and the one door that queues texts. */
import { blankConversation, ensureConversation } from '../features/conversations/ensureConversation.ts';
import { reasonOf, withWords } from '../features/gate/reasons.ts';
import { judgeText, queueText } from '../features/messages/queueText.ts';
import type { QueueDeps } from '../features/messages/queueText.ts';
import type { WaitlistDeps } from '../features/waitlist/deps.ts';

/** Above reminders: a free time is of use for minutes. Below answers to people who wait. */
const OFFER_PRIORITY = 5;

/** `queueOffer` writes nothing unless the text may leave now; `judgeOffer` never writes. */
export function createOfferTexts(deps: QueueDeps): Pick<WaitlistDeps, 'queueOffer' | 'judgeOffer'> {
  const textOf = (offer: Parameters<WaitlistDeps['judgeOffer']>[1]) =>
    ({
      personId: offer.personId,
      body: offer.body,
      purpose: 'care',
      trigger: 'automatic',
      author: null,
      sendBy: offer.sendBy,
    }) as const;
  return {
    judgeOffer: (tx, offer, now) => {
      const conversation = tx.conversations.getByAddress(offer.number) ?? blankConversation('none', offer.number, now);
      const { asked, decision, body, segments } = judgeText(deps, tx, { ...textOf(offer), conversation }, now);
      return { decision: withWords(tx, asked, decision), body, segments };
    },
    queueOffer: (tx, offer, now) => {
      const known = tx.conversations.getByAddress(offer.number) ?? blankConversation('none', offer.number, now);
      const { asked, decision } = judgeText(
        deps,
        tx,
        { ...textOf({ ...offer, sendBy: offer.latest }), conversation: known },
        now,
      );
      if (decision.decision === 'delay' && decision.until !== null) return { kind: 'later', until: decision.until };
      if (decision.decision !== 'allow') return { kind: 'refused', reason: reasonOf(tx, asked, decision) };
      const conversation = ensureConversation(deps, tx, offer.number, now);
      const { message } = queueText(
        deps,
        tx,
        {
          ...textOf(offer),
          conversation,
          kind: 'text',
          dedupeKey: offer.dedupeKey,
          priority: OFFER_PRIORITY,
          whenAsked: 'nothing',
          facts: { slotOffer: offer.offerId },
        },
        now,
      );
      return message === null ? { kind: 'refused', reason: null } : { kind: 'queued', messageId: message.id };
    },
  };
}
