/** The keys of the inbox (ux.md 4.6), for as long as it is the screen that is shown. */
import type { RefObject } from 'react';
import { useShortcut } from '../../app/shortcuts/useShortcut.ts';
import type { ConversationRow } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useMay } from '../../state/useMay.ts';
import type { ThreadHandle } from './thread/ThreadView.tsx';
import type { Selection } from './useSelection.ts';

export interface InboxKeysDeps {
  readonly row: ConversationRow | undefined;
  readonly selection: Selection;
  readonly thread: RefObject<ThreadHandle | null>;
  readonly onDone: () => void;
  readonly onSnooze: () => void;
  readonly onMarkNew: () => void;
  readonly onTogglePanel: () => void;
  readonly onNewText: () => void;
}

export function useInboxKeys(deps: InboxKeysDeps): void {
  const { selection, thread, onDone, onSnooze, onMarkNew, onTogglePanel, onNewText } = deps;
  const t = useT();
  const open = deps.row !== undefined;
  const mayAct = useMay('conversations.setStatus');
  const enabled = open && mayAct;

  useShortcut('J', () => selection.move(1), { label: t('inbox.key.next') });
  useShortcut('K', () => selection.move(-1), { label: t('inbox.key.previous') });
  // While typing the focus stays in the composer, which follows to the next conversation.
  useShortcut('Alt+ArrowDown', () => moveWhileTyping(1), { label: t('inbox.key.next') });
  useShortcut('Alt+ArrowUp', () => moveWhileTyping(-1), { label: t('inbox.key.previous') });
  useShortcut('Alt+Shift+ArrowDown', () => moveWhileTyping(1, true), { label: t('inbox.key.nextNew') });
  useShortcut('Alt+Shift+ArrowUp', () => moveWhileTyping(-1, true), { label: t('inbox.key.previousNew') });
  useShortcut('R', () => thread.current?.focus(), { label: t('inbox.key.reply'), enabled });
  useShortcut('E', onDone, { label: t('inbox.markDoneLabel'), enabled });
  useShortcut('H', onSnooze, { label: t('inbox.key.snooze'), enabled });
  useShortcut('U', onMarkNew, { label: t('inbox.markNew'), enabled });
  useShortcut('N', () => thread.current?.note(), { label: t('inbox.key.note'), enabled });
  useShortcut('T', () => thread.current?.templates(), { label: t('inbox.key.templates'), enabled });
  useShortcut('/', () => thread.current?.templates(), { enabled });
  useShortcut('P', onTogglePanel, { label: t('inbox.key.panel'), enabled: open });
  useShortcut('C', onNewText, { label: t('inbox.newText'), enabled: mayAct });
  useShortcut('Ctrl+J', () => thread.current?.toEnd(), { label: t('inbox.key.newest'), enabled: open });

  function moveWhileTyping(step: 1 | -1, onlyNew = false): boolean {
    const typing = document.activeElement instanceof HTMLTextAreaElement;
    return selection.move(step, { focus: !typing, onlyNew });
  }
}
