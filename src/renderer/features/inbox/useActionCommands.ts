/** What the palette can do with the open conversation: "Actions for Maria Alvarez". */
import { AlarmClock, Check, MailOpen, PanelRight, Reply, StickyNote } from 'lucide-react';
import { useMemo } from 'react';
import type { RefObject } from 'react';
import type { PaletteCommand } from '../../app/palette/commandRegistry.ts';
import { useCommands } from '../../app/palette/useCommands.ts';
import type { ConversationRow } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useMay } from '../../state/useMay.ts';
import { titleOf } from './names.ts';
import type { ThreadHandle } from './thread/ThreadView.tsx';

export interface ActionCommandsDeps {
  readonly row: ConversationRow | undefined;
  readonly thread: RefObject<ThreadHandle | null>;
  readonly onDone: () => void;
  readonly onSnooze: () => void;
  readonly onMarkNew: () => void;
  readonly onTogglePanel: () => void;
}

export function useActionCommands(deps: ActionCommandsDeps): void {
  const { row, thread, onDone, onSnooze, onMarkNew, onTogglePanel } = deps;
  const t = useT();
  const mayAct = useMay('conversations.setStatus');
  const open = row !== undefined && mayAct;
  const list = useMemo<readonly PaletteCommand[]>(() => {
    if (!open) return [];
    const group = 'actions';
    // The palette gives the focus back when it closes: what opens something waits for that.
    const after = (run: () => void) => () => requestAnimationFrame(() => requestAnimationFrame(run));
    return [
      {
        id: 'inbox.reply',
        group,
        title: t('inbox.key.reply'),
        keys: 'R',
        icon: Reply,
        synonyms: ['answer', 'write'],
        run: after(() => thread.current?.focus()),
      },
      {
        id: 'inbox.snooze',
        group,
        title: t('inbox.palette.snooze'),
        keys: 'H',
        icon: AlarmClock,
        synonyms: ['later'],
        run: after(onSnooze),
      },
      {
        id: 'inbox.done',
        group,
        title: t('inbox.markDoneLabel'),
        keys: 'E',
        icon: Check,
        synonyms: ['archive', 'close', 'resolve'],
        run: onDone,
      },
      {
        id: 'inbox.note',
        group,
        title: t('inbox.palette.note'),
        keys: 'N',
        icon: StickyNote,
        synonyms: ['comment'],
        run: after(() => thread.current?.note()),
      },
      {
        id: 'inbox.new',
        group,
        title: t('inbox.markNew'),
        keys: 'U',
        icon: MailOpen,
        synonyms: ['unread'],
        run: onMarkNew,
      },
      { id: 'inbox.panel', group, title: t('inbox.key.panel'), keys: 'P', icon: PanelRight, run: onTogglePanel },
    ];
  }, [open, t, thread, onDone, onSnooze, onMarkNew, onTogglePanel]);
  useCommands(list, row && titleOf(row, t));
}
