/** What can be done with a ready-made text: save, copy, put away and back, use an old version again. Each can be undone. */
import { useState } from 'react';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useUndoable } from '../../state/useUndoable.ts';
import { useServices } from '../../state/services.ts';
import { saveInput, savedDraft } from './draft.ts';
import type { Draft } from './draft.ts';
import type { Family } from './families.ts';

export interface EditorError {
  readonly message: string;
}

export interface TemplateActions {
  readonly pending: boolean;
  /** Why the last save was refused. */
  readonly error: EditorError | null;
  readonly save: (draft: Draft) => Promise<void>;
  readonly duplicate: () => Promise<void>;
  /** The shown language alone, or all of them when it is the base. */
  readonly archive: (archived: boolean) => Promise<void>;
  readonly confirm: () => Promise<void>;
}

export interface ActionsDeps {
  readonly family: Family | null;
  readonly language: string;
  readonly onOpen: (id: string) => void;
  readonly forget: () => void;
}

export function useTemplateActions({ family, language, onOpen, forget }: ActionsDeps): TemplateActions {
  const t = useT();
  const errorText = useErrorText();
  const { toasts } = useServices();
  const offer = useUndoable();
  const [error, setError] = useState<EditorError | null>(null);
  const saving = useCommand('templates.saveTemplate', { refusal: 'caller' });
  const archiving = useCommand('templates.archiveTemplate');
  const copying = useCommand('templates.duplicateTemplate');
  const confirming = useCommand('templates.confirmTranslation');
  const current = family?.texts.get(language);

  const save = async (draft: Draft): Promise<void> => {
    const before = savedDraft(family, language);
    const outcome = await saving.run(saveInput(family, language, draft));
    if (!outcome.ok) {
      setError({ message: errorText(outcome.error) });
      return;
    }
    setError(null);
    forget();
    if (family === null) onOpen(outcome.value.id);
    const message = t('templates.saved');
    if (current === undefined) toasts.show({ icon: 'done', message });
    else {
      const { id, version } = outcome.value;
      offer({ message, undo: () => saving.run({ ...saveInput(family, language, before), id, version }) });
    }
  };
  const setArchived = async (id: string, archived: boolean): Promise<void> => {
    const outcome = await archiving.run({ id, archived });
    if (!outcome.ok) return;
    offer({
      message: t(archived ? 'templates.archivedDone' : 'templates.restoredDone'),
      undo: () => archiving.run({ id, archived: !archived }),
    });
  };
  return {
    pending: saving.pending,
    error,
    save,
    duplicate: async () => {
      if (family === null) return;
      const name = t('templates.copyName', { name: family.base.name }).slice(0, 60);
      const outcome = await copying.run({ id: family.base.id, name });
      if (!outcome.ok) return;
      const { id } = outcome.value;
      onOpen(id);
      offer({ message: t('templates.duplicated'), undo: () => archiving.run({ id, archived: true }) });
    },
    archive: async (archived) => {
      if (current !== undefined) await setArchived(current.id, archived);
    },
    confirm: async () => {
      if (current !== undefined) await confirming.run({ id: current.id });
    },
  };
}
