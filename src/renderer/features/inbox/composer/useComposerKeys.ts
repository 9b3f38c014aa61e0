/** The keys of the text area (ux.md 4.6, 5.3): send, new line, templates behind "/", back to the list, undo when empty. */
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Template } from '../../../contract.ts';
import { useServices } from '../../../state/services.ts';
import { nextIndex } from '../../../ui/listKeys.ts';
import type { DraftControl } from './useDraft.ts';
import type { SendOptions } from './useSend.ts';
import { findTemplates, slashQuery } from './useTemplates.ts';
import type { Templates } from './useTemplates.ts';

export interface ComposerKeysDeps {
  readonly draft: DraftControl;
  readonly templates: Templates;
  readonly lastFailed: string | null;
  readonly onChoose: (template: Template) => void;
  readonly onSubmit: (options?: SendOptions) => void;
  readonly onEscape: () => void;
}

export interface Picker {
  readonly query: string;
  readonly templates: readonly Template[];
  readonly active: number;
  readonly onHover: (index: number) => void;
}

export interface ComposerKeys {
  /** The open list of templates, null while there is none. */
  readonly picker: Picker | null;
  readonly onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
}

export function useComposerKeys(deps: ComposerKeysDeps): ComposerKeys {
  const { draft, templates, lastFailed, onChoose, onSubmit, onEscape } = deps;
  const { undo } = useServices();
  const [marked, setMarked] = useState({ query: '', index: 0 });
  const [closedFor, setClosedFor] = useState<string | null>(null);
  const query = slashQuery(draft.body);
  const picker = query === null || closedFor === draft.body ? null : pickerFor(query);

  function pickerFor(words: string): Picker {
    const found = findTemplates(templates.all, words);
    const index = marked.query === words ? Math.min(marked.index, Math.max(0, found.length - 1)) : 0;
    return { query: words, templates: found, active: index, onHover: (at) => setMarked({ query: words, index: at }) };
  }

  /** True when the list of templates took the key. */
  const steerPicker = (event: KeyboardEvent, open: Picker): boolean => {
    if (event.key === 'Escape') {
      setClosedFor(draft.body);
      return true;
    }
    const chosen = open.templates[open.active];
    if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && chosen) {
      onChoose(chosen);
      return true;
    }
    if (event.key === 'Home' || event.key === 'End') return false;
    const to = nextIndex(event.key, open.active, open.templates.length, 4);
    if (to === null || open.templates.length === 0) return false;
    setMarked({ query: open.query, index: to });
    return true;
  };

  /** True when the text area itself took the key. */
  const own = (event: KeyboardEvent): boolean => {
    const command = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && !event.altKey && (command || !event.shiftKey)) {
      onSubmit(command && event.shiftKey ? { done: true } : {});
      return true;
    }
    if (event.key === 'Escape') {
      onEscape();
      return true;
    }
    if (event.key === 'ArrowUp' && draft.body === '' && lastFailed !== null && !command && !event.altKey) {
      draft.type(lastFailed);
      return true;
    }
    // Without anything typed there is nothing of its own to undo: the last action is meant.
    return command && !event.shiftKey && event.key.toLowerCase() === 'z' && draft.body === '' && undo.undo();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const taken = (picker !== null && steerPicker(event, picker)) || own(event);
    if (!taken) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { picker, onKeyDown };
}
