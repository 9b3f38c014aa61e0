/** Writing into the text box at the caret, and showing a place in it. The focus stays in the box. */
import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

export interface BodyBox {
  readonly insert: (words: string) => void;
  readonly select: (start: number, end: number) => void;
}

export function useBodyBox(
  box: RefObject<HTMLTextAreaElement | null>,
  body: string,
  onChange: (body: string) => void,
): BodyBox {
  const caret = useRef<number | null>(null);
  useLayoutEffect(() => {
    const at = caret.current;
    if (at === null) return;
    caret.current = null;
    box.current?.focus();
    box.current?.setSelectionRange(at, at);
  }, [body, box]);
  return {
    insert: (words) => {
      const start = box.current?.selectionStart ?? body.length;
      const end = box.current?.selectionEnd ?? body.length;
      caret.current = start + words.length;
      onChange(body.slice(0, start) + words + body.slice(end));
    },
    select: (start, end) => {
      box.current?.focus();
      box.current?.setSelectionRange(start, end);
    },
  };
}
