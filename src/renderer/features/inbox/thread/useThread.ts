/** The texts of one conversation, newest page first, older ones on demand; and where "New" stood on opening. */
import { useEffect, useMemo, useState } from 'react';
import type { ConversationRow, Message } from '../../../contract.ts';
import type { CallError } from '../../../client/callError.ts';
import { useInfiniteQuery } from '../../../state/useInfiniteQuery.ts';
import { firstNewOf } from './timelineItems.ts';

export interface Thread {
  /** Oldest first. */
  readonly messages: readonly Message[];
  readonly loading: boolean;
  readonly error: CallError | undefined;
  readonly hasOlder: boolean;
  readonly loadOlder: () => void;
  readonly refetch: () => void;
  /** The first text that was new when the thread was opened; stays until it is left. */
  readonly newFrom: string | null;
}

/** Further back than this a searched text is not looked for by loading. */
const MOST_LOADED = 1_500;

/** Mount once per opened conversation (`key`). `wanted` is loaded for, if it is not there yet. */
export function useThread(conversationId: string, row: ConversationRow | undefined, wanted: string | null): Thread {
  const list = useInfiniteQuery(
    'conversations.listMessages',
    { conversationId },
    {
      invalidateOn: [
        { topic: 'message.added', parentId: conversationId },
        { topic: 'message.statusChanged', parentId: conversationId },
      ],
    },
  );
  const { items, hasMore, loadMore, fetching } = list;
  const messages = useMemo(() => [...items].reverse(), [items]);

  const [newFrom, setNewFrom] = useState<string | null | undefined>(undefined);
  if (newFrom === undefined && row && list.data) setNewFrom(row.unread > 0 ? firstNewOf(items, row.unread) : null);

  const missing = wanted !== null && list.data !== undefined && !items.some(({ id }) => id === wanted);
  useEffect(() => {
    if (missing && hasMore && !fetching && items.length < MOST_LOADED) loadMore();
  }, [missing, hasMore, fetching, items.length, loadMore]);

  return {
    messages,
    loading: list.data === undefined,
    error: list.error,
    hasOlder: hasMore,
    loadOlder: loadMore,
    refetch: list.refetch,
    newFrom: newFrom ?? null,
  };
}
