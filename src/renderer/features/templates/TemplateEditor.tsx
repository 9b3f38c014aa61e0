/** One ready-made text in one language: words, details, what to look at, and its preview. A save is a new version. */
import { useRef, useState } from 'react';
import { useShortcut } from '../../app/shortcuts/useShortcut.ts';
import { useT } from '../../i18n/useT.ts';
import { useMay } from '../../state/useMay.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { DetailsBar } from './DetailsBar.tsx';
import { draftKey, isChanged, isComplete, savedDraft } from './draft.ts';
import type { Draft } from './draft.ts';
import { EditorFields } from './EditorFields.tsx';
import { EditorNotices } from './EditorNotices.tsx';
import { EditorTools } from './EditorTools.tsx';
import type { Family } from './families.ts';
import { LANGUAGES } from './families.ts';
import { languageName } from './languageName.ts';
import { PreviewPane } from './PreviewPane.tsx';
import { ProblemList } from './ProblemList.tsx';
import { useBodyBox } from './useBodyBox.ts';
import type { Drafts } from './useDrafts.ts';
import { useTemplateActions } from './useTemplateActions.ts';
import styles from './templates.module.css';

export interface TemplateEditorProps {
  /** Null: a new text. */
  readonly family: Family | null;
  readonly language: string;
  readonly drafts: Drafts;
  readonly onLanguage: (language: string) => void;
  readonly onOpen: (id: string) => void;
}

export function TemplateEditor({ family, language, drafts, onLanguage, onOpen }: TemplateEditorProps) {
  const t = useT();
  const saved = savedDraft(family, language);
  const key = draftKey(family, language);
  const draft = drafts.get(key) ?? saved;
  const change = (part: Partial<Draft>): void => drafts.set(key, { ...draft, ...part });
  const box = useRef<HTMLTextAreaElement>(null);
  const body = useBodyBox(box, draft.body, (words) => change({ body: words }));
  const actions = useTemplateActions({ family, language, onOpen, forget: () => drafts.set(key, null) });
  const changed = isChanged(draft, saved);
  const maySave = useMay('templates.saveTemplate');
  const canSave = maySave && changed && isComplete(draft) && !actions.pending;
  const save = (): void => void (canSave && actions.save(draft));
  useShortcut('Ctrl+S', save, { label: t('templates.save'), inText: true });

  const [personId, setPersonId] = useState<string | null>(null);
  const preview = useQuery(
    'templates.previewTemplate',
    { body: draft.body, language, category: draft.category, ...(personId === null ? {} : { personId }) },
    { invalidateOn: ['settings.changed', 'person.changed', 'appointment.changed'], keepPrevious: true },
  );
  const isBase = family === null || family.base.language === language;
  return (
    <>
      <section className={styles.editor} aria-label={t('templates.editor')} data-region="detail">
        <header className={styles.editorHead}>
          <h2>{family?.base.name ?? t('templates.new')}</h2>
          {family === null || !maySave ? null : <EditorTools family={family} language={language} actions={actions} />}
        </header>
        <div className={styles.editorBody}>
          {family === null ? null : (
            <Tabs
              label={t('templates.languages')}
              controls="template-text"
              tabs={LANGUAGES.map((one) => ({ value: one, label: languageName(one, t) }))}
              value={language}
              onChange={onLanguage}
            />
          )}
          <div
            id="template-text"
            className={styles.fields}
            {...(family === null ? {} : { role: 'tabpanel', 'aria-labelledby': `template-text-tab-${language}` })}
          >
            <EditorNotices family={family} language={language} actions={actions} />
            <EditorFields draft={draft} isBase={isBase} box={box} error={actions.error} onChange={change} />
            <DetailsBar language={language} onInsert={body.insert} />
            <ProblemList
              problems={draft.body.trim() === '' ? [] : (preview.data?.problems ?? [])}
              body={draft.body}
              onShow={body.select}
              onMend={(words) => change({ body: words })}
            />
          </div>
        </div>
        <footer className={styles.editorFoot}>
          {changed ? (
            <Button variant="ghost" onClick={() => drafts.set(key, null)}>
              {t('templates.discard')}
            </Button>
          ) : null}
          {maySave ? (
            <Button variant="primary" shortcut="Ctrl+S" disabled={!canSave} onClick={save}>
              {t('templates.save')}
            </Button>
          ) : (
            <p className={styles.readingOnly}>{t('templates.readingOnly')}</p>
          )}
        </footer>
      </section>
      <PreviewPane
        preview={draft.body.trim() === '' ? undefined : preview.data}
        templateId={family?.base.id ?? null}
        onPerson={setPersonId}
      />
    </>
  );
}
