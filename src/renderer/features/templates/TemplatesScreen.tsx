/** Templates: the texts sent every day, their translations and versions. Owns which one is open and what is being written. */
import { FileText } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { useRoute } from '../../app/useRoute.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useKept } from '../../state/useKept.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Empty } from '../../ui/Empty.tsx';
import { familiesOf, findFamilies } from './families.ts';
import type { FamilyFilter } from './families.ts';
import { TemplateEditor } from './TemplateEditor.tsx';
import { TemplateListPane } from './TemplateListPane.tsx';
import { useDrafts } from './useDrafts.ts';
import styles from './templates.module.css';

/** Selection of a text that is not saved yet. */
const NEW = 'new';
const EVERYTHING: FamilyFilter = { search: '', category: 'all' };

export function TemplatesScreen() {
  const t = useT();
  const { router } = useServices();
  const { selection, section } = useRoute('templates');
  const [filter, setFilter] = useKept<FamilyFilter>('templates.filter', EVERYTHING);
  const [archived, setArchived] = useKept('templates.archived', false);
  const drafts = useDrafts();
  const listed = useQuery(
    'templates.listTemplates',
    { archived },
    { invalidateOn: ['template.changed'], keepPrevious: true },
  );
  const all = useMemo(() => (listed.data === undefined ? undefined : familiesOf(listed.data.items)), [listed.data]);
  const shown = useMemo(() => (all === undefined ? undefined : findFamilies(all, filter)), [all, filter]);
  const select = useCallback(
    (id: string, language: string | null = null) => router.replace({ selection: id, section: language }),
    [router],
  );
  const family =
    selection === NEW ? null : all?.find(({ base, texts }) => base.id === selection || has(texts, selection));
  const language = section ?? family?.base.language ?? 'en';
  return (
    <div className={styles.screen}>
      <TemplateListPane
        families={shown}
        failed={listed.error !== undefined && listed.error !== null}
        onRetry={listed.refetch}
        filter={filter}
        onFilter={setFilter}
        archived={archived}
        onArchived={setArchived}
        selectedId={family?.base.id ?? null}
        onSelect={select}
        onAdd={() => select(NEW)}
      />
      {family === undefined ? (
        <div className={styles.none}>
          {shown === undefined ? null : (
            <Empty icon={FileText} title={t('templates.pick')} help={t('templates.pickHelp')} fill />
          )}
        </div>
      ) : (
        <TemplateEditor
          key={`${family?.base.id ?? NEW}:${language}`}
          family={family}
          language={language}
          drafts={drafts}
          onLanguage={(chosen) => select(family?.base.id ?? NEW, chosen)}
          onOpen={select}
        />
      )}
    </div>
  );
}

function has(texts: ReadonlyMap<string, { readonly id: string }>, id: string | undefined): boolean {
  return [...texts.values()].some((text) => text.id === id);
}
