/** The left part of the inbox: title, tabs or search, and the virtual list. Knows rows, not threads. */
import { CalendarCheck2, Coffee, Hourglass, Search, SearchX, SquarePen, TriangleAlert, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useShortcut } from '../../../app/shortcuts/useShortcut.ts';
import { useT } from '../../../i18n/useT.ts';
import { useKept } from '../../../state/useKept.ts';
import { May } from '../../../state/May.tsx';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { SearchField } from '../../../ui/SearchField.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { useRowHeight } from '../../../ui/useRowHeight.ts';
import { VirtualList } from '../../../ui/VirtualList.tsx';
import type { VirtualListHandle } from '../../../ui/VirtualList.tsx';
import type { InboxList } from '../useInboxList.ts';
import type { Selection } from '../useSelection.ts';
import { useEntryViews } from './useEntryViews.tsx';
import styles from './list.module.css';

export interface ConversationListPaneProps {
  readonly list: InboxList;
  readonly selection: Selection;
  readonly handle: RefObject<VirtualListHandle | null>;
  readonly onNewText: () => void;
  /** Enter on the open conversation: go and write. */
  readonly onReply: () => void;
}

const BODY_ID = 'inbox-list';

export function ConversationListPane({ list, selection, handle, onNewText, onReply }: ConversationListPaneProps) {
  const t = useT();
  const [searching, setSearching] = useKept('inbox.searching', false);
  const closeSearch = (): void => {
    list.setSearch('');
    setSearching(false);
  };
  useShortcut('Ctrl+F', () => setSearching(true), { label: t('inbox.key.search') });
  return (
    <section className={styles.pane} aria-label={t('inbox.list')} data-region="list">
      <div className={styles.head}>
        <h1>{t('screen.inbox')}</h1>
        <IconButton
          label={searching ? t('inbox.searchClose') : t('inbox.searchShow')}
          shortcut="Ctrl+F"
          onClick={() => (searching ? closeSearch() : setSearching(true))}
        >
          {searching ? <X size={16} aria-hidden="true" /> : <Search size={16} aria-hidden="true" />}
        </IconButton>
        <May call="messages.sendMessage">
          <IconButton label={t('inbox.newText')} shortcut="C" onClick={onNewText}>
            <SquarePen size={16} aria-hidden="true" />
          </IconButton>
        </May>
      </div>
      <div className={styles.bar}>
        {searching ? <ListSearch list={list} onClose={closeSearch} /> : <ListTabs list={list} />}
      </div>
      <div
        className={styles.body}
        id={BODY_ID}
        role={searching ? undefined : 'tabpanel'}
        aria-labelledby={searching ? undefined : `${BODY_ID}-tab-${list.tab}`}
      >
        <ListBody list={list} selection={selection} handle={handle} onReply={onReply} />
      </div>
    </section>
  );
}

function ListTabs({ list }: { readonly list: InboxList }) {
  const t = useT();
  return (
    <Tabs
      label={t('inbox.tabs')}
      controls={BODY_ID}
      tabs={[
        { value: 'todo', label: t('inbox.todo'), count: list.counts?.todo },
        { value: 'waiting', label: t('inbox.waiting'), count: list.counts?.waiting },
        { value: 'done', label: t('inbox.done') },
      ]}
      value={list.tab}
      onChange={list.setTab}
    />
  );
}

function ListSearch({ list, onClose }: { readonly list: InboxList; readonly onClose: () => void }) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => input.current?.focus(), []);
  useShortcut('Escape', onClose, { scope: box });
  return (
    <div ref={box}>
      <SearchField ref={input} label={t('inbox.search')} value={list.search} onChange={list.setSearch} />
    </div>
  );
}

function ListBody(props: Omit<ConversationListPaneProps, 'onNewText'>) {
  const { list, selection, handle, onReply } = props;
  const t = useT();
  const rowHeight = useRowHeight('conversation');
  const views = useEntryViews();
  if (list.loading && list.error) {
    return (
      <Empty
        icon={TriangleAlert}
        title={t('inbox.listFailed')}
        action={<Button onClick={list.refetch}>{t('common.tryAgain')}</Button>}
        fill
      />
    );
  }
  if (list.loading) {
    return (
      <div className={styles.pad}>
        <Skeleton rows={6} />
      </div>
    );
  }
  if (list.entries.length === 0) return <EmptyList list={list} />;
  return (
    <VirtualList
      ref={handle}
      label={t('inbox.list')}
      items={list.entries}
      keyOf={(entry) => entry.key}
      labelOf={views.labelOf}
      rowHeight={rowHeight}
      selectedKey={selection.rowKey}
      onMove={selection.rest}
      onOpen={(entry) =>
        entry.key === selection.rowKey && entry.key === selection.id ? onReply() : selection.open(entry)
      }
      renderRow={views.renderRow}
      onNearEnd={list.loadMore}
    />
  );
}

function EmptyList({ list }: { readonly list: InboxList }) {
  const t = useT();
  if (list.search.trim() !== '') {
    const title = t('inbox.emptySearch', { query: list.search.trim() });
    return <Empty icon={SearchX} title={title} help={t('inbox.emptySearchHelp')} fill />;
  }
  switch (list.tab) {
    case 'todo':
      return <Empty icon={Coffee} title={t('inbox.emptyTodo')} help={t('inbox.emptyTodoHelp')} fill />;
    case 'waiting':
      return <Empty icon={Hourglass} title={t('inbox.emptyWaiting')} help={t('inbox.emptyWaitingHelp')} fill />;
    default:
      return <Empty icon={CalendarCheck2} title={t('inbox.emptyDone')} fill />;
  }
}
