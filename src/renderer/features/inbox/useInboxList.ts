/** The rows of the list: one tab, or what a search finds in names, numbers and texts. */
import { useMemo } from 'react';
import type { ConversationRow, ConversationStatus, OutputOf } from '../../contract.ts';
import type { CallError } from '../../client/callError.ts';
import type { InvalidateOn } from '../../state/invalidation.ts';
import { useKept } from '../../state/useKept.ts';
import { useInfiniteQuery } from '../../state/useInfiniteQuery.ts';

export type MessageHit = OutputOf<'conversations.searchMessages'>['items'][number];
export type ListEntry =
  | { readonly kind: 'conversation'; readonly key: string; readonly row: ConversationRow }
  | { readonly kind: 'hit'; readonly key: string; readonly hit: MessageHit };

export interface InboxList {
  readonly tab: ConversationStatus;
  readonly setTab: (tab: ConversationStatus) => void;
  readonly search: string;
  readonly setSearch: (search: string) => void;
  readonly entries: readonly ListEntry[];
  readonly counts: { readonly todo: number; readonly waiting: number } | undefined;
  /** Nothing is known yet. */
  readonly loading: boolean;
  readonly error: CallError | undefined;
  readonly refetch: () => void;
  readonly loadMore: () => void;
}

const TOPICS: readonly InvalidateOn[] = ['conversation.changed'];
const HIT_TOPICS: readonly InvalidateOn[] = ['message.added'];
/** Shorter words are in too many texts. */
const SHORTEST_TEXT_SEARCH = 2;

export function useInboxList(): InboxList {
  const [tab, setTab] = useKept<ConversationStatus>('inbox.tab', 'todo');
  const [search, setSearch] = useKept('inbox.search', '');
  const words = search.trim();
  const searching = words !== '';
  const rows = useInfiniteQuery(
    'conversations.listConversations',
    { tab: searching ? 'all' : tab, search: words },
    { invalidateOn: TOPICS, keepPrevious: searching },
  );
  const hits = useInfiniteQuery(
    'conversations.searchMessages',
    words.length >= SHORTEST_TEXT_SEARCH ? { text: words } : null,
    { invalidateOn: HIT_TOPICS, pageSize: 20 },
  );
  const entries = useMemo<readonly ListEntry[]>(
    () => [
      ...rows.items.map((row) => ({ kind: 'conversation', key: row.id, row }) as const),
      ...hits.items.map((hit) => ({ kind: 'hit', key: `hit-${hit.messageId}`, hit }) as const),
    ],
    [rows.items, hits.items],
  );
  return {
    tab,
    setTab,
    search,
    setSearch,
    entries,
    counts: rows.data?.first.counts,
    loading: rows.data === undefined,
    error: rows.error,
    refetch: rows.refetch,
    loadMore: rows.hasMore ? rows.loadMore : hits.loadMore,
  };
}

/** The conversation an entry leads to. */
export function conversationIdOf(entry: ListEntry): string {
  return entry.kind === 'conversation' ? entry.row.id : entry.hit.conversationId;
}
