/** The list of ready-made texts: search, kinds, what is missing in which language. */
import { Archive, FileText, Plus, SearchX, TriangleAlert } from 'lucide-react';
import { useRef } from 'react';
import { useShortcut } from '../../app/shortcuts/useShortcut.ts';
import type { TemplateCategory } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { May } from '../../state/May.tsx';
import { useMay } from '../../state/useMay.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ListPane } from '../../ui/ListPane.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { CATEGORIES } from './families.ts';
import type { Family, FamilyFilter } from './families.ts';
import { TemplateRow } from './TemplateRow.tsx';
import { languageName } from './languageName.ts';
import styles from './templates.module.css';

export interface TemplateListPaneProps {
  /** Undefined: not read yet. */
  readonly families: readonly Family[] | undefined;
  readonly failed: boolean;
  readonly onRetry: () => void;
  readonly filter: FamilyFilter;
  readonly onFilter: (filter: FamilyFilter) => void;
  readonly archived: boolean;
  readonly onArchived: (archived: boolean) => void;
  readonly selectedId: string | null;
  readonly onSelect: (id: string) => void;
  readonly onAdd: () => void;
}

const ROW_HEIGHT = 58;

export function TemplateListPane(props: TemplateListPaneProps) {
  const t = useT();
  const { filter, onFilter, archived, onArchived, onAdd, families } = props;
  const field = useRef<HTMLInputElement>(null);
  useShortcut('/', () => field.current?.focus(), { label: t('templates.search') });
  useShortcut('Ctrl+F', () => field.current?.focus(), { label: t('templates.search') });
  const mayAdd = useMay('templates.saveTemplate');
  useShortcut('Ctrl+N', onAdd, { label: t('templates.add'), enabled: mayAdd });
  return (
    <ListPane
      label={t('templates.list')}
      title={t('screen.templates')}
      total={families === undefined ? '' : t('templates.count', { count: families.length })}
      narrow
      actions={
        <>
          <IconButton label={t('templates.putAway')} on={archived} onClick={() => onArchived(!archived)}>
            <Archive size={16} aria-hidden="true" />
          </IconButton>
          {mayAdd ? (
            <IconButton label={t('templates.add')} shortcut="Ctrl+N" onClick={onAdd}>
              <Plus size={16} aria-hidden="true" />
            </IconButton>
          ) : null}
        </>
      }
      tools={
        <>
          <SearchField
            ref={field}
            label={t('templates.search')}
            value={filter.search}
            onChange={(search) => onFilter({ ...filter, search })}
          />
          <SelectField
            label={t('templates.kinds')}
            value={filter.category}
            onChange={(event) => onFilter({ ...filter, category: event.target.value as TemplateCategory | 'all' })}
            options={[
              { value: 'all', label: t('templates.allKinds') },
              ...CATEGORIES.map((category) => ({ value: category, label: t(`templates.category.${category}`) })),
            ]}
          />
        </>
      }
    >
      <Rows {...props} />
    </ListPane>
  );
}

function Rows({ families, failed, onRetry, filter, selectedId, onSelect, onAdd }: TemplateListPaneProps) {
  const t = useT();
  if (families === undefined) {
    const again = <Button onClick={onRetry}>{t('common.tryAgain')}</Button>;
    if (failed) return <Empty icon={TriangleAlert} title={t('templates.failed')} action={again} fill />;
    return (
      <div className={styles.pad}>
        <Skeleton rows={8} />
      </div>
    );
  }
  if (families.length === 0) {
    if (filter.search !== '')
      return <Empty icon={SearchX} title={t('templates.nothing', { query: filter.search })} fill />;
    if (filter.category !== 'all') return <Empty icon={FileText} title={t('templates.nothingKind')} fill />;
    const add = (
      <May call="templates.saveTemplate">
        <Button onClick={onAdd}>{t('templates.add')}</Button>
      </May>
    );
    return <Empty icon={FileText} title={t('templates.empty')} help={t('templates.emptyHelp')} action={add} fill />;
  }
  return (
    <VirtualList<Family>
      label={t('templates.list')}
      items={families}
      keyOf={({ base }) => base.id}
      labelOf={({ base, missing, outdated }) =>
        [
          base.name,
          t(`templates.category.${base.category}`),
          ...(base.archived ? [t('templates.archived')] : []),
          ...missing.map((language) => t('templates.missing', { language: languageName(language, t) })),
          ...outdated.map((language) => t('templates.outdated', { language: languageName(language, t) })),
        ].join(', ')
      }
      rowHeight={ROW_HEIGHT}
      selectedKey={selectedId}
      onMove={({ base }) => onSelect(base.id)}
      onOpen={({ base }) => onSelect(base.id)}
      renderRow={(family, { selected }) => <TemplateRow family={family} selected={selected} />}
    />
  );
}
