/** The draft of one conversation: in memory at each key, in the core 250 ms after the last one, and on leaving. */
import { useCallback, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../../../state/services.ts';
import { useCommand } from '../../../state/useCommand.ts';
import type { CommandOptions } from '../../../state/useCommand.ts';
import type { DraftBook } from '../../../state/draftBook.ts';

export const SAVE_AFTER_MS = 250;

/** A draft that could not be saved is still here, and saved at the next key: nobody is interrupted. */
const QUIET: CommandOptions<'conversations.saveDraft'> = { refusal: 'caller' };

export interface DraftControl {
  readonly body: string;
  /** Changes when something was put in without the keyboard. */
  readonly put: number;
  readonly type: (body: string) => void;
  /** The text has been sent: nothing of it is to be saved any more. */
  readonly clear: () => void;
}

/** `saved` is what the core has; it counts until somebody types here. */
export function useDraft(book: DraftBook, conversationId: string, saved: string | null): DraftControl {
  const { timers } = useServices();
  const { run } = useCommand('conversations.saveDraft', QUIET);
  const draft = useStore(book.store, (drafts) => drafts[conversationId]);
  const waiting = useRef<{ body: string; cancel: () => void } | null>(null);

  const flush = useCallback(() => {
    const due = waiting.current;
    if (!due) return;
    due.cancel();
    waiting.current = null;
    void run({ id: conversationId, body: due.body });
  }, [run, conversationId]);
  const save = useCallback(
    (body: string) => {
      waiting.current?.cancel();
      waiting.current = { body, cancel: timers.after(SAVE_AFTER_MS, flush) };
    },
    [timers, flush],
  );
  useEffect(() => {
    window.addEventListener('pagehide', flush);
    window.addEventListener('blur', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('blur', flush);
      flush();
    };
  }, [flush]);

  // What was put in from elsewhere (an undo, a template) is worth saving as well.
  const put = draft?.put ?? 0;
  const seenPut = useRef(put);
  useEffect(() => {
    if (seenPut.current === put) return;
    seenPut.current = put;
    const body = book.store.getState()[conversationId]?.body;
    // All drafts were forgotten, as at the lock: what was saved stays.
    if (body !== undefined) save(body);
  }, [put, save, book, conversationId]);

  const type = useCallback(
    (body: string) => {
      book.type(conversationId, body);
      save(body);
    },
    [book, conversationId, save],
  );
  const clear = useCallback(() => {
    waiting.current?.cancel();
    waiting.current = null;
    book.type(conversationId, '');
  }, [book, conversationId]);
  return { body: draft?.body ?? saved ?? '', put, type, clear };
}
