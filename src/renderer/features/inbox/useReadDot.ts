/** Clears the dot of the open conversation: after a second in a focused, visible window (ux.md 5.2). Changes no tab. */
import { useCallback, useEffect, useRef } from 'react';
import type { ConversationRow } from '../../contract.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import type { CommandOptions } from '../../state/useCommand.ts';
import { useMay } from '../../state/useMay.ts';
import { patchConversation } from './conversationPatches.ts';

export const READ_AFTER_MS = 1_000;

const READ: CommandOptions<'conversations.markRead'> = {
  optimistic: ({ id }, patches) => patchConversation(patches, id, (row) => ({ ...row, unread: 0 })),
  // A dot that stays is no harm: nobody is told.
  refusal: 'caller',
};

/** Returns `keepNew()`: the dot then stays until another conversation is opened. */
export function useReadDot(row: ConversationRow | undefined): () => void {
  const { timers } = useServices();
  const { run } = useCommand('conversations.markRead', READ);
  // Whoever only reads leaves the dot to those who answer.
  const mayRead = useMay('conversations.markRead');
  const kept = useRef<string | null>(null);
  const id = row?.id;
  const unread = row?.unread ?? 0;
  useEffect(() => {
    if (kept.current !== id) kept.current = null;
    if (id === undefined || unread === 0 || !mayRead) return undefined;
    let cancel = (): void => undefined;
    const start = (): void => {
      cancel();
      if (!document.hasFocus() || document.visibilityState === 'hidden') return;
      cancel = timers.after(READ_AFTER_MS, () => {
        if (kept.current !== id && document.hasFocus()) void run({ id });
      });
    };
    start();
    window.addEventListener('focus', start);
    return () => {
      cancel();
      window.removeEventListener('focus', start);
    };
  }, [id, unread, timers, run, mayRead]);
  return useCallback(() => {
    kept.current = id ?? null;
  }, [id]);
}
