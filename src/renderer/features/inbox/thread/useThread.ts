/** The texts of one conversation around the reader, the newest page, and where "New" stood on opening. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ConversationRow, Message } from '../../../contract.ts';
import type { CallError } from '../../../client/callError.ts';
import { queryKey } from '../../../state/queryKey.ts';
import { useServices } from '../../../state/services.ts';
import { useCached } from '../../../state/useQuery.ts';
import { held, loadNewer, loadNewest, loadOlder, loadUntil, reload } from './threadPages.ts';
import type { AskTexts, ThreadPages } from './threadPages.ts';
import { firstNewOf } from './timelineItems.ts';

export interface Thread {
  /** The stretch that is loaded, oldest first. */
  readonly messages: readonly Message[];
  /** The newest texts of the thread, newest first, wherever the reader is. */
  readonly newest: readonly Message[];
  readonly loading: boolean;
  readonly error: CallError | undefined;
  readonly hasOlder: boolean;
  /** The newest text is not in `messages`. */
  readonly hasNewer: boolean;
  /** Harmless to be called often; so are the next two. */
  readonly loadOlder: () => void;
  readonly loadNewer: () => void;
  readonly toNewest: () => void;
  readonly refetch: () => void;
  /** The first text that was new when the thread was opened; stays until it is left. */
  readonly newFrom: string | null;
}

const NONE: readonly Message[] = [];

/** Mount once per opened conversation (`key`). `wanted` is looked for once, if it is not there yet. */
export function useThread(conversationId: string, row: ConversationRow | undefined, wanted: string | null): Thread {
  const { data, error, fetching, refetch, extend } = useThreadPages(conversationId);
  // Whoever opens a thread, or presses the way back, is at its newest page at once; the cache follows.
  const [toHead, setToHead] = useState(wanted === null);
  const shown = useMemo(() => stretchOf(data, toHead), [data, toHead]);
  const { items, newest } = shown;
  const messages = useMemo(() => [...items].reverse(), [items]);
  const isAway = (data?.newer.length ?? 0) > 0;

  const [newFrom, setNewFrom] = useState<string | null | undefined>(undefined);
  if (newFrom === undefined && row && data) setNewFrom(row.unread > 0 ? firstNewOf(newest, row.unread) : null);

  useEffect(() => {
    if (toHead && isAway && !fetching && error === undefined) extend((ask) => loadNewest(ask));
  }, [toHead, isAway, fetching, error, extend]);

  const sought = useRef<string | null>(null);
  useEffect(() => {
    if (wanted === null || sought.current === wanted || data === undefined || fetching) return;
    sought.current = wanted;
    setToHead(false);
    if (!data.items.some(({ id }) => id === wanted)) extend((ask, previous) => loadUntil(ask, previous, wanted));
  }, [wanted, data, fetching, extend]);

  const step = useCallback(
    (load: typeof loadOlder) => {
      if (toHead && isAway) return;
      setToHead(false);
      extend(load);
    },
    [toHead, isAway, extend],
  );
  const { hasOlder, hasNewer } = shown;
  return {
    messages,
    newest,
    loading: data === undefined,
    error,
    hasOlder,
    hasNewer,
    loadOlder: useCallback(() => void (hasOlder && step(loadOlder)), [hasOlder, step]),
    loadNewer: useCallback(() => void (hasNewer && step(loadNewer)), [hasNewer, step]),
    toNewest: useCallback(() => setToHead(true), []),
    refetch,
    newFrom: newFrom ?? null,
  };
}

function useThreadPages(conversationId: string) {
  const { client, queries } = useServices();
  const key = queryKey('list', 'conversations.listMessages', { conversationId });
  const ask = useCallback<AskTexts>(
    (cursor, limit) => client.query('conversations.listMessages', { conversationId, cursor, limit }),
    [client, conversationId],
  );
  const again = useCallback((previous: ThreadPages | undefined) => reload(ask, previous), [ask]);
  const cached = useCached<ThreadPages>(key, again, {
    invalidateOn: [
      { topic: 'message.added', parentId: conversationId },
      { topic: 'message.statusChanged', parentId: conversationId },
    ],
  });
  const extend = useCallback(
    (load: (ask: AskTexts, previous: ThreadPages) => Promise<ThreadPages>) =>
      void queries.extend(key, (previous) => load(ask, previous as ThreadPages)),
    [queries, key, ask],
  );
  return { ...cached, extend };
}

/** What is shown of the cache. Texts that the core has not answered for belong to the end of the thread, wherever the reader is. */
function stretchOf(data: ThreadPages | undefined, toHead: boolean) {
  if (!data) return { items: NONE, newest: NONE, hasOlder: false, hasNewer: false };
  if (data.newer.length === 0) {
    return { items: data.items, newest: data.items, hasOlder: data.next !== null, hasNewer: false };
  }
  const pending = data.items.length - held(data);
  const newest = [...data.items.slice(0, pending), ...data.first.items];
  if (toHead) return { items: newest, newest, hasOlder: data.first.next !== null, hasNewer: false };
  return { items: data.items.slice(pending), newest, hasOlder: data.next !== null, hasNewer: true };
}
