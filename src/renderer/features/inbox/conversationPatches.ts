/** How a change of one conversation shows in every cached list before the core has spoken: which tab, which counts. Pure. */
import type { ConversationRow, ConversationStatus, InputOf } from '../../contract.ts';
import type { Optimistic } from '../../state/optimistic.ts';
import type { AppliedPatch } from '../../state/queryStore.ts';
import type { ListData } from '../../state/useInfiniteQuery.ts';

type Conversations = ListData<'conversations.listConversations'>;
type Filter = Omit<InputOf<'conversations.listConversations'>, 'cursor' | 'limit'>;

/** Patches `id` everywhere: changed in place, taken out of lists it no longer belongs to, counted in its tab. */
export function patchConversation(
  patches: Optimistic,
  id: string,
  change: (row: ConversationRow) => ConversationRow,
): readonly AppliedPatch[] {
  return [
    patches.one('conversations.getConversation', (row) => (row.id === id ? change(row) : row)),
    patches.list('conversations.listConversations', (list, filter) => inList(list, filter, id, change)),
  ];
}

function inList(
  list: Conversations,
  filter: Filter,
  id: string,
  change: (row: ConversationRow) => ConversationRow,
): Conversations {
  const before = list.items.find((row) => row.id === id);
  if (!before) return list;
  const after = change(before);
  const stays = filter.tab === undefined || filter.tab === 'all' || belongs(after, filter.tab);
  return {
    ...list,
    items: stays ? list.items.map((row) => (row.id === id ? after : row)) : list.items.filter((row) => row.id !== id),
    first: { ...list.first, counts: moved(list.first.counts, before, after) },
  };
}

function belongs(row: ConversationRow, tab: ConversationStatus): boolean {
  return row.status === tab && (tab !== 'todo' || row.snoozedUntil === null);
}

function moved(counts: Conversations['first']['counts'], before: ConversationRow, after: ConversationRow) {
  const change = (tab: 'todo' | 'waiting'): number =>
    Math.max(0, counts[tab] - Number(belongs(before, tab)) + Number(belongs(after, tab)));
  return { todo: change('todo'), waiting: change('waiting') };
}
