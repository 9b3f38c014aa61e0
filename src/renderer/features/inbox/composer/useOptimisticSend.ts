/** The bubble and the row of a text that the core has not answered for yet. */
import { useCallback } from 'react';
import type { RefObject } from 'react';
import type { CommandInput } from '../../../client/procedures.ts';
import { newId } from '../../../client/ids.ts';
import { countSegments } from '../../../contract.ts';
import type { Message } from '../../../contract.ts';
import type { Optimistic } from '../../../state/optimistic.ts';
import type { AppliedPatch } from '../../../state/queryStore.ts';
import { useServices } from '../../../state/services.ts';
import { useQuery } from '../../../state/useQuery.ts';
import { patchConversation } from '../conversationPatches.ts';
import { toAttachment } from '../../../state/pictureBook.ts';
import type { DraftPicture } from '../../../state/pictureBook.ts';

type Input = CommandInput<'messages.sendMessage'>;

/** For useCommand's `optimistic`. */
export function useOptimisticSend(
  conversationId: string,
  /** What goes with the text that is being sent. */
  pictures: RefObject<readonly DraftPicture[]>,
): (input: Input, patches: Optimistic) => readonly AppliedPatch[] {
  const { clock } = useServices();
  const author = useQuery('system.getSession', {}).data?.userName ?? null;
  return useCallback(
    (input, patches) => {
      const now = clock.now();
      const bubble = pendingText(conversationId, input, {
        author,
        now,
        notBefore: input.sendAt ?? now + (input.undoMs ?? 0),
        pictures: pictures.current,
      });
      return [
        patches.list('conversations.listMessages', (list, filter) =>
          filter.conversationId === conversationId && !list.items.some((known) => isSame(known, bubble))
            ? { ...list, items: [bubble, ...list.items] }
            : list,
        ),
        ...patchConversation(patches, conversationId, (row) => ({
          ...row,
          status: 'waiting',
          unread: 0,
          waitingSince: null,
          snoozedUntil: null,
          backFromSnooze: false,
          draft: null,
          lastAt: now,
          lastPreview: input.body,
          lastDirection: 'out',
          lastStatus: 'queued',
        })),
      ];
    },
    [clock, conversationId, author, pictures],
  );
}

/** The core's own row of this text may arrive before its answer: then there is nothing to add. */
function isSame(known: Message, pending: Message): boolean {
  if (known.direction !== 'out' || known.createdAt < pending.createdAt - 2_000) return false;
  return (known.eventData?.['written'] ?? known.body) === pending.body && known.author === pending.author;
}

interface PendingFacts {
  readonly author: string | null;
  readonly now: number;
  readonly notBefore: number;
  readonly pictures: readonly DraftPicture[];
}

function pendingText(
  conversationId: string,
  input: Input,
  { author, now, notBefore, pictures }: PendingFacts,
): Message {
  return {
    id: `pending-${newId()}`,
    conversationId,
    personId: null,
    direction: 'out',
    kind: 'text',
    body: input.body,
    eventData: null,
    purpose: 'care',
    trigger: 'manual',
    status: 'queued',
    reason: null,
    notBefore: notBefore > now ? notBefore : null,
    sendBy: null,
    author,
    templateId: input.templateId ?? null,
    appointmentId: null,
    reminderId: null,
    segments: countSegments(input.body).parts,
    replyClass: null,
    gatewayId: null,
    channel: input.channel ?? 'sms',
    route: null,
    attachments: pictures.map(toAttachment),
    readAt: null,
    price: null,
    createdAt: now,
    sentAt: null,
    deliveredAt: null,
  };
}
