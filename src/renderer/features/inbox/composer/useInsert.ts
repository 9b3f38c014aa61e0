/** Puts text into the composer where the caret is: templates, details, emoji. The focus stays in the text area. */
import { useCallback, useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { Template } from '../../../contract.ts';
import type { DraftControl } from './useDraft.ts';
import { slashQuery } from './useTemplates.ts';
import type { Templates } from './useTemplates.ts';

export interface InsertDeps {
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly draft: DraftControl;
  readonly templates: Templates;
}

export interface Insert {
  readonly atCaret: (text: string) => void;
  readonly replaceAll: (text: string) => void;
  readonly template: (template: Template) => void;
  /** The template `body` is, word for word; null once somebody changed it. */
  readonly templateOf: (body: string) => string | null;
}

export function useInsert({ input, draft, templates }: InsertDeps): Insert {
  const caret = useRef<number | null>(null);
  const inserted = useRef<{ id: string; body: string } | null>(null);
  const latest = useRef(draft.body);
  useLayoutEffect(() => {
    latest.current = draft.body;
    const at = caret.current;
    if (at === null || !input.current) return;
    caret.current = null;
    input.current.focus();
    input.current.setSelectionRange(at, at);
  }, [draft.body, input]);
  // A text that came back by an undo or a refusal: the caret goes to its end.
  const seenPut = useRef(draft.put);
  useLayoutEffect(() => {
    if (seenPut.current === draft.put) return;
    seenPut.current = draft.put;
    const box = input.current;
    box?.focus();
    box?.setSelectionRange(box.value.length, box.value.length);
  }, [draft.put, input]);

  const { type } = draft;
  const write = useCallback(
    (body: string, at: number) => {
      caret.current = at;
      type(body);
      // The same words again change nothing and run no effect.
      if (body === latest.current) caret.current = null;
    },
    [type],
  );
  const atCaret = useCallback(
    (text: string) => {
      const body = latest.current;
      const start = input.current?.selectionStart ?? body.length;
      const end = input.current?.selectionEnd ?? body.length;
      write(body.slice(0, start) + text + body.slice(end), start + text.length);
    },
    [input, write],
  );
  const replaceAll = useCallback((text: string) => write(text, text.length), [write]);
  const template = useCallback(
    (chosen: Template) => {
      void templates.render(chosen).then((body) => {
        if (body === null) return;
        const isWhole = slashQuery(latest.current) !== null || latest.current.trim() === '';
        if (!isWhole) return atCaret(body);
        inserted.current = { id: chosen.id, body };
        replaceAll(body);
      });
    },
    [templates, atCaret, replaceAll],
  );
  const templateOf = useCallback((body: string) => (inserted.current?.body === body ? inserted.current.id : null), []);
  return { atCaret, replaceAll, template, templateOf };
}
