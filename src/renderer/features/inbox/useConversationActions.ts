/** Done, snooze, mark as new: what a person does to a conversation beside writing in it. Each can be taken back. */
import { useCallback, useMemo } from 'react';
import type { ConversationRow, ConversationStatus } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import type { CommandOptions } from '../../state/useCommand.ts';
import { useUndoable } from '../../state/useUndoable.ts';
import { patchConversation } from './conversationPatches.ts';

export interface ConversationActions {
  /** Resolves to whether the core agreed. Offers Undo unless `quiet`. */
  readonly setStatus: (
    row: ConversationRow,
    status: ConversationStatus,
    options?: { quiet: boolean },
  ) => Promise<boolean>;
  /** `until` UTC ms; null brings it back. */
  readonly snooze: (row: ConversationRow, until: number | null) => Promise<boolean>;
  readonly markNew: (row: ConversationRow) => Promise<boolean>;
}

const STATUS: CommandOptions<'conversations.setStatus'> = {
  optimistic: ({ id, status }, patches) =>
    patchConversation(patches, id, (row) => ({
      ...row,
      status,
      snoozedUntil: null,
      backFromSnooze: false,
      ...(status === 'todo' ? {} : { unread: 0, waitingSince: null }),
    })),
};
const SNOOZE: CommandOptions<'conversations.snoozeConversation'> = {
  optimistic: ({ id, until }, patches) =>
    patchConversation(patches, id, (row) => ({ ...row, snoozedUntil: until, backFromSnooze: false })),
};
const READ: CommandOptions<'conversations.markRead'> = {
  optimistic: ({ id, read = true }, patches) =>
    patchConversation(patches, id, (row) => ({ ...row, unread: read ? 0 : Math.max(1, row.unread) })),
};

export function useConversationActions(): ConversationActions {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const offer = useUndoable();
  const status = useCommand('conversations.setStatus', STATUS).run;
  const snoozing = useCommand('conversations.snoozeConversation', SNOOZE).run;
  const reading = useCommand('conversations.markRead', READ).run;

  const setStatus = useCallback<ConversationActions['setStatus']>(
    async (row, to, options) => {
      const { ok } = await status({ id: row.id, status: to });
      if (!ok || options?.quiet) return ok;
      offer({
        message: t(to === 'todo' ? 'inbox.movedToTodo' : 'inbox.markedDone'),
        undo: () => status({ id: row.id, status: row.status }),
      });
      return true;
    },
    [status, offer, t],
  );
  const snooze = useCallback<ConversationActions['snooze']>(
    async (row, until) => {
      const { ok } = await snoozing({ id: row.id, until });
      if (!ok) return false;
      const when = until === null ? '' : formats.when(until, clock.now());
      offer({
        icon: 'snooze',
        message: until === null ? t('inbox.unsnoozed') : t('inbox.snoozedUntil', { when }),
        undo: () => snoozing({ id: row.id, until: row.snoozedUntil }),
      });
      return true;
    },
    [snoozing, offer, t, formats, clock],
  );
  const markNew = useCallback<ConversationActions['markNew']>(
    async (row) => {
      const { ok } = await reading({ id: row.id, read: false });
      if (ok) offer({ message: t('inbox.markedNew'), undo: () => reading({ id: row.id, read: true }) });
      return ok;
    },
    [reading, offer, t],
  );
  return useMemo(() => ({ setStatus, snooze, markNew }), [setStatus, snooze, markNew]);
}
