/** Beside the name of a text: earlier versions, copy, put away. */
import { Archive, ArchiveRestore, Copy, History } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useShortcut } from '../../app/shortcuts/useShortcut.ts';
import { useT } from '../../i18n/useT.ts';
import { IconButton } from '../../ui/Button.tsx';
import { savedDraft } from './draft.ts';
import type { Family } from './families.ts';
import type { TemplateActions } from './useTemplateActions.ts';

const HistoryDialog = lazy(async () => ({ default: (await import('./HistoryDialog.tsx')).HistoryDialog }));

export interface EditorToolsProps {
  readonly family: Family;
  readonly language: string;
  readonly actions: TemplateActions;
}

export function EditorTools({ family, language, actions }: EditorToolsProps) {
  const t = useT();
  const [history, setHistory] = useState(false);
  const text = family.texts.get(language);
  const archived = text?.archived ?? family.base.archived;
  useShortcut('Ctrl+D', () => void actions.duplicate(), { label: t('templates.duplicate') });
  return (
    <>
      {text === undefined ? null : (
        <IconButton label={t('templates.history')} onClick={() => setHistory(true)}>
          <History size={16} aria-hidden="true" />
        </IconButton>
      )}
      <IconButton label={t('templates.duplicate')} shortcut="Ctrl+D" onClick={() => void actions.duplicate()}>
        <Copy size={16} aria-hidden="true" />
      </IconButton>
      {text === undefined ? null : (
        <IconButton
          label={archived ? t('templates.restore') : t('templates.archive')}
          onClick={() => void actions.archive(!archived)}
        >
          {archived ? <ArchiveRestore size={16} aria-hidden="true" /> : <Archive size={16} aria-hidden="true" />}
        </IconButton>
      )}
      {history && text !== undefined ? (
        <Suspense fallback={null}>
          <HistoryDialog
            template={text}
            onClose={() => setHistory(false)}
            onUse={(body) => {
              setHistory(false);
              void actions.save({ ...savedDraft(family, language), body });
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
}
