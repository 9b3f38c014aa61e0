/**
 * A conversation at the right of another screen, which stays in reach (ux.md 5.6): the inbox's own thread and composer, with the same
 * drafts. Owns the keys with the focus in it; what is open, and where the focus goes afterwards, is the screen's.
 */
import { PanelRightOpen, X } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useShortcut } from '../../../app/shortcuts/useShortcut.ts';
import type { ConversationRow } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { useServices } from '../../../state/services.ts';
import { useMay } from '../../../state/useMay.ts';
import { useQuery } from '../../../state/useQuery.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { ErrorRegion } from '../../../ui/ErrorRegion.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { titleOf } from '../names.ts';
import { ThreadView } from '../thread/ThreadView.tsx';
import type { ThreadHandle } from '../thread/ThreadView.tsx';
import { useConversationActions } from '../useConversationActions.ts';
import { useCopyNumber } from '../useCopyNumber.ts';
import { useReadDot } from '../useReadDot.ts';
import { useSnoozeMenu } from '../useSnoozeMenu.ts';
import styles from './drawer.module.css';

const PickTimeDialog = lazy(async () => ({ default: (await import('../PickTimeDialog.tsx')).PickTimeDialog }));

export interface ConversationDrawerProps {
  readonly conversationId: string;
  /** Counts how often it was asked for: the composer takes the focus each time. */
  readonly asked: number;
  /** Opens it again, after an undo. */
  readonly onShow: (conversationId: string) => void;
  readonly onClose: () => void;
}

export function ConversationDrawer({ conversationId, asked, onShow, onClose }: ConversationDrawerProps) {
  const t = useT();
  const aside = useRef<HTMLElement>(null);
  const thread = useRef<ThreadHandle>(null);
  const {
    data: row,
    error,
    refetch,
  } = useQuery(
    'conversations.getConversation',
    { id: conversationId },
    { invalidateOn: [{ topic: 'conversation.changed', id: conversationId }] },
  );
  const ready = row !== undefined;
  useEffect(() => {
    if (ready) thread.current?.focus();
    // Where nothing can be written, and until the texts are here, the region itself: Esc works at once.
    if (aside.current?.contains(document.activeElement) !== true) aside.current?.focus();
  }, [ready, conversationId, asked]);
  useShortcut('Escape', onClose, { label: t('inbox.drawer.close'), scope: aside });
  return (
    <aside
      ref={aside}
      className={styles.drawer}
      tabIndex={-1}
      data-region="drawer"
      data-conversation-drawer=""
      aria-label={t('inbox.drawer')}
    >
      {row === undefined ? (
        <Waiting error={error} onRetry={refetch} onClose={onClose} />
      ) : (
        <OpenThread key={row.id} row={row} thread={thread} aside={aside} onShow={onShow} onClose={onClose} />
      )}
    </aside>
  );
}

interface WaitingProps {
  readonly error: Parameters<typeof ErrorRegion>[0]['error'] | undefined;
  readonly onRetry: () => void;
  readonly onClose: () => void;
}

function Waiting({ error, onRetry, onClose }: WaitingProps) {
  return (
    <>
      <div className={styles.bar}>
        <CloseButton onClose={onClose} />
      </div>
      {error ? <ErrorRegion error={error} onRetry={onRetry} /> : <Skeleton rows={8} />}
    </>
  );
}

interface OpenThreadProps {
  readonly row: ConversationRow;
  readonly thread: RefObject<ThreadHandle | null>;
  readonly aside: RefObject<HTMLElement | null>;
  readonly onShow: (conversationId: string) => void;
  readonly onClose: () => void;
}

function OpenThread({ row, thread, aside, onShow, onClose }: OpenThreadProps) {
  const t = useT();
  const { drafts, router } = useServices();
  const end = useRef<HTMLSpanElement>(null);
  const [picking, setPicking] = useState(false);
  const actions = useConversationActions();
  const enabled = useMay('conversations.setStatus');
  const keepNew = useReadDot(row);
  const copyNumber = useCopyNumber(row);
  const snooze = useCallback(
    (target: ConversationRow, until: number | null) => void actions.snooze(target, until),
    [actions],
  );
  const openSnooze = useSnoozeMenu({ onSnooze: snooze, onPickTime: useCallback(() => setPicking(true), []) });
  const done = (): void => void actions.setStatus(row, row.status === 'done' ? 'todo' : 'done');
  const markNew = (): void => {
    keepNew();
    void actions.markNew(row);
  };

  useShortcut('R', () => thread.current?.focus(), { label: t('inbox.key.reply'), scope: aside, enabled });
  useShortcut('E', done, { label: t('inbox.markDoneLabel'), scope: aside, enabled });
  useShortcut('H', () => end.current !== null && openSnooze(row, end.current), {
    label: t('inbox.key.snooze'),
    scope: aside,
    enabled,
  });
  useShortcut('U', markNew, { label: t('inbox.markNew'), scope: aside, enabled });
  useShortcut('N', () => thread.current?.note(), { label: t('inbox.key.note'), scope: aside, enabled });
  useShortcut('T', () => thread.current?.templates(), { label: t('inbox.key.templates'), scope: aside, enabled });
  useShortcut('Ctrl+J', () => thread.current?.toEnd(), { label: t('inbox.key.newest'), scope: aside });
  return (
    <>
      <ThreadView
        ref={thread}
        row={row}
        messageId={null}
        book={drafts}
        actions={actions}
        panel={null}
        end={
          <span ref={end} className={styles.end}>
            <IconButton
              size="small"
              label={t('inbox.drawer.inInbox', { name: titleOf(row, t) })}
              onClick={() => router.go({ screen: 'inbox', selection: row.id })}
            >
              <PanelRightOpen size={18} strokeWidth={1.75} aria-hidden="true" />
            </IconButton>
            <CloseButton onClose={onClose} />
          </span>
        }
        onShow={() => onShow(row.id)}
        onDone={done}
        // Sent and done: the board goes on, and the thread stays to be read.
        onLeave={() => undefined}
        onSnooze={(anchor) => openSnooze(row, anchor)}
        onMarkNew={markNew}
        onCopyNumber={copyNumber}
        onEscape={onClose}
      />
      <Suspense>
        {picking ? (
          <PickTimeDialog
            title="inbox.pick.snooze"
            confirm="inbox.snooze"
            onPick={(at) => snooze(row, at)}
            onClose={() => setPicking(false)}
          />
        ) : null}
      </Suspense>
    </>
  );
}

function CloseButton({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  return (
    <IconButton size="small" label={t('inbox.drawer.close')} shortcut="Escape" onClick={onClose}>
      <X size={18} strokeWidth={1.75} aria-hidden="true" />
    </IconButton>
  );
}
