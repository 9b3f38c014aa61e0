/** The inbox: list, thread and patient panel beside each other. Owns what is open and which dialog; the parts do the rest. */
import { MessagesSquare } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useRoute } from '../../app/useRoute.ts';
import type { ConversationRow } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useKept } from '../../state/useKept.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Empty } from '../../ui/Empty.tsx';
import type { VirtualListHandle } from '../../ui/VirtualList.tsx';
import { ConversationListPane } from './list/ConversationListPane.tsx';
import { PatientPanel } from './panel/PatientPanel.tsx';
import { ThreadView } from './thread/ThreadView.tsx';
import type { ThreadHandle } from './thread/ThreadView.tsx';
import { useActionCommands } from './useActionCommands.ts';
import { useConversationActions } from './useConversationActions.ts';
import { useCopyNumber } from './useCopyNumber.ts';
import { useInboxKeys } from './useInboxKeys.ts';
import { useInboxList } from './useInboxList.ts';
import type { InboxList } from './useInboxList.ts';
import { useReadDot } from './useReadDot.ts';
import { useSelection } from './useSelection.ts';
import type { Selection } from './useSelection.ts';
import { useSidePanel } from './useSidePanel.ts';
import { useSnoozeMenu } from './useSnoozeMenu.ts';
import styles from './inbox.module.css';

const PickTimeDialog = lazy(async () => ({ default: (await import('./PickTimeDialog.tsx')).PickTimeDialog }));
const NewTextDialog = lazy(async () => ({ default: (await import('./NewTextDialog.tsx')).NewTextDialog }));

export function InboxScreen() {
  const t = useT();
  const { drafts: book } = useServices();
  const [picking, setPicking] = useState(false);
  const handle = useRef<VirtualListHandle>(null);
  const thread = useRef<ThreadHandle>(null);
  const list = useInboxList();
  const selection = useSelection(list.entries, handle);
  const row = useOpenRow(selection, list);
  const actions = useConversationActions();
  const panel = useSidePanel();
  const keepNew = useReadDot(row);
  const copyNumber = useCopyNumber(row);
  const newText = useNewText(list);

  const snooze = useCallback(
    (target: ConversationRow, until: number | null) => {
      if (until !== null) selection.leave();
      void actions.snooze(target, until);
    },
    [actions, selection],
  );
  const openSnooze = useSnoozeMenu({ onSnooze: snooze, onPickTime: useCallback(() => setPicking(true), []) });
  const done = useCallback(() => {
    if (!row) return;
    if (row.status !== 'done') selection.leave();
    void actions.setStatus(row, row.status === 'done' ? 'todo' : 'done');
  }, [row, actions, selection]);
  const markNew = useCallback(() => {
    if (!row) return;
    keepNew();
    void actions.markNew(row);
  }, [row, keepNew, actions]);
  const snoozeByKey = useCallback(() => {
    const anchor = document.querySelector('[data-snooze]');
    if (row && anchor) openSnooze(row, anchor);
  }, [row, openSnooze]);
  const focusList = useCallback(() => {
    const at = list.entries.findIndex(({ key }) => key === selection.rowKey);
    handle.current?.focusRow(Math.max(0, at));
  }, [list.entries, selection.rowKey]);

  const keys = { onDone: done, onSnooze: snoozeByKey, onMarkNew: markNew, onTogglePanel: panel.toggle };
  useInboxKeys({ row, selection, thread, ...keys, onNewText: newText.open });
  useActionCommands({ row, thread, ...keys });
  return (
    <div className={styles.inbox}>
      <ConversationListPane
        list={list}
        selection={selection}
        handle={handle}
        onNewText={newText.open}
        onReply={() => thread.current?.focus()}
      />
      {row ? (
        <div className={styles.open} data-panel={panel.shown || undefined}>
          <ThreadView
            key={row.id}
            ref={thread}
            row={row}
            messageId={selection.messageId}
            book={book}
            actions={actions}
            panel={panel}
            onDone={done}
            onLeave={selection.leave}
            onSnooze={(anchor) => openSnooze(row, anchor)}
            onMarkNew={markNew}
            onCopyNumber={copyNumber}
            onEscape={focusList}
          />
          {panel.shown ? <PatientPanel key={`panel-${row.id}`} row={row} onCopyNumber={copyNumber} /> : null}
        </div>
      ) : (
        <div className={styles.open}>
          {selection.id === null ? (
            <Empty icon={MessagesSquare} title={t('inbox.pick')} help={t('inbox.pickHelp')} fill />
          ) : null}
        </div>
      )}
      <Suspense>
        {picking && row ? (
          <PickTimeDialog
            title="inbox.pick.snooze"
            confirm="inbox.snooze"
            onPick={(at) => snooze(row, at)}
            onClose={() => setPicking(false)}
          />
        ) : null}
        {newText.opened ? <NewTextDialog book={book} onClose={newText.close} /> : null}
      </Suspense>
    </div>
  );
}

/** The open conversation: the row of the list is there at once, its own answer follows. */
function useOpenRow(selection: Selection, list: InboxList): ConversationRow | undefined {
  const { id } = selection;
  const own = useQuery('conversations.getConversation', id === null ? null : { id }, {
    invalidateOn: id === null ? [] : [{ topic: 'conversation.changed', id }],
  });
  const listed = list.entries.find((entry) => entry.kind === 'conversation' && entry.row.id === id);
  return own.data ?? (listed?.kind === 'conversation' ? listed.row : undefined);
}

/** Other screens ask for "new text" and "what needs a look" by a section of the route. */
function useNewText(list: InboxList) {
  const { router } = useServices();
  const { section } = useRoute('inbox');
  const [opened, setOpened] = useKept('inbox.newText', false);
  const { setTab } = list;
  useEffect(() => {
    if (section !== 'new' && section !== 'review') return;
    if (section === 'new') setOpened(true);
    else setTab('todo');
    router.replace({ section: null });
  }, [section, setTab, setOpened, router]);
  const open = useCallback(() => setOpened(true), [setOpened]);
  const close = useCallback(() => setOpened(false), [setOpened]);
  return { opened, open, close };
}
