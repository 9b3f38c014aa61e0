/**
 * The clipboard of the page for patient data: what was copied here is taken off it again after a minute (rules.md 9), unless something
 * else was copied meanwhile. The programs of this PC, and its clipboard history, can read it until then.
 */
import type { ClientTimers } from '../client/transport.ts';

export interface Clipboard {
  /** Puts `text` there, for 60 seconds. Rejects when the system does not let the page. */
  copy(text: string): Promise<void>;
}

/** The part of the browser's clipboard that is needed. */
export interface SystemClipboard {
  writeText(text: string): Promise<void>;
  readText(): Promise<string>;
}

export interface ClipboardDeps {
  readonly timers: ClientTimers;
  readonly system: () => SystemClipboard;
  /** Calls back once, when the page has the focus again: without it no page may touch the clipboard. */
  readonly onceFocused: (then: () => void) => void;
}

export const CLIPBOARD_MS = 60_000;

export function createClipboard({ timers, system, onceFocused }: ClipboardDeps): Clipboard {
  let cancel: (() => void) | undefined;
  let copies = 0;

  const clear = async (text: string, copy: number): Promise<void> => {
    if (copy !== copies) return;
    // Who may not read what is there cannot know whether it is still ours: then nothing is left there.
    const now = await system()
      .readText()
      .catch(() => text);
    if (now !== text || copy !== copies) return;
    await system()
      .writeText('')
      .catch(() => onceFocused(() => void clear(text, copy)));
  };

  return {
    copy: async (text) => {
      await system().writeText(text);
      copies += 1;
      const copy = copies;
      cancel?.();
      cancel = timers.after(CLIPBOARD_MS, () => void clear(text, copy));
    },
  };
}

export function browserFocus(then: () => void): void {
  window.addEventListener('focus', then, { once: true });
}
