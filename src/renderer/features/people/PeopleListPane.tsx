/** The list of people: search, who can be texted, ten thousand rows. */
import { MessageSquareOff, SearchX, TriangleAlert, UserPlus, Users } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useShortcut } from '../../app/shortcuts/useShortcut.ts';
import type { PersonSummary } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useKept } from '../../state/useKept.ts';
import { May } from '../../state/May.tsx';
import { useServices } from '../../state/services.ts';
import { useInfiniteQuery } from '../../state/useInfiniteQuery.ts';
import type { ListResult } from '../../state/useInfiniteQuery.ts';
import { useMay } from '../../state/useMay.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ListPane } from '../../ui/ListPane.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { statusLanguage } from '../../ui/statusLanguage.ts';
import { useRowHeight } from '../../ui/useRowHeight.ts';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { canTextStatus } from './canTextStatus.ts';
import { DuplicatesBanner } from './DuplicatesBanner.tsx';
import { FilterChips } from './FilterChips.tsx';
import type { PeopleFilter } from './FilterChips.tsx';
import { PersonRow } from './PersonRow.tsx';
import styles from './people.module.css';

const DoNotTextDialog = lazy(async () => ({ default: (await import('./DoNotTextDialog.tsx')).DoNotTextDialog }));

export interface PeopleListPaneProps {
  readonly selectedId: string | null;
  readonly onSelect: (id: string) => void;
  readonly onAdd: () => void;
}

export function PeopleListPane({ selectedId, onSelect, onAdd }: PeopleListPaneProps) {
  const t = useT();
  const formats = useFormats();
  const [search, setSearch] = useKept('people.search', '');
  const [filter, setFilter] = useKept<PeopleFilter>('people.filter', 'all');
  const [listing, setListing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const list = useInfiniteQuery(
    'people.listPeople',
    { search: search.trim(), filter },
    { invalidateOn: ['person.changed', 'consent.changed'], keepPrevious: true },
  );
  useShortcut('/', () => field.current?.focus(), { label: t('people.search') });
  useShortcut('Ctrl+F', () => field.current?.focus(), { label: t('people.search') });
  const mayAdd = useMay('people.savePerson');
  useShortcut('Ctrl+N', onAdd, { label: t('people.add'), enabled: mayAdd });
  const total = list.data?.first.total;
  return (
    <ListPane
      label={t('people.list')}
      title={t('screen.people')}
      total={total === undefined ? '' : t('people.total', { count: formats.count(total), n: total })}
      actions={
        <>
          <May call="consent.addDoNotText">
            <IconButton label={t('consent.list')} onClick={() => setListing(true)}>
              <MessageSquareOff size={16} aria-hidden="true" />
            </IconButton>
          </May>
          {mayAdd ? (
            <IconButton label={t('people.add')} shortcut="Ctrl+N" onClick={onAdd}>
              <UserPlus size={16} aria-hidden="true" />
            </IconButton>
          ) : null}
        </>
      }
      tools={
        <>
          <SearchField ref={field} label={t('people.search')} value={search} onChange={setSearch} />
          <FilterChips value={filter} onChange={setFilter} />
        </>
      }
    >
      <May call="people.mergePeople">
        <DuplicatesBanner onMerged={onSelect} />
      </May>
      <ListBody
        list={list}
        search={search.trim()}
        filter={filter}
        selectedId={selectedId}
        onSelect={onSelect}
        onAdd={onAdd}
      />
      <Suspense>{listing ? <DoNotTextDialog onClose={() => setListing(false)} /> : null}</Suspense>
    </ListPane>
  );
}

interface ListBodyProps extends PeopleListPaneProps {
  readonly list: ListResult<'people.listPeople'>;
  readonly search: string;
  readonly filter: PeopleFilter;
}

function ListBody({ list, search, filter, selectedId, onSelect, onAdd }: ListBodyProps) {
  const t = useT();
  const rowHeight = useRowHeight('table');
  if (list.data === undefined) {
    if (!list.error) {
      return (
        <div className={styles.pad}>
          <Skeleton rows={8} />
        </div>
      );
    }
    const again = <Button onClick={list.refetch}>{t('common.tryAgain')}</Button>;
    return <Empty icon={TriangleAlert} title={t('people.failed')} action={again} fill />;
  }
  if (list.data.items.length === 0) return <EmptyPeople search={search} filter={filter} onAdd={onAdd} />;
  return (
    <VirtualList<PersonSummary>
      label={t('people.list')}
      items={list.data.items}
      keyOf={(person) => person.id}
      labelOf={(person) =>
        [
          person.name,
          person.primaryDisplay ?? t('people.noNumber'),
          t(statusLanguage[canTextStatus(person.canText)].message),
        ].join(', ')
      }
      rowHeight={rowHeight}
      selectedKey={selectedId}
      onMove={(person) => onSelect(person.id)}
      onOpen={(person) => onSelect(person.id)}
      renderRow={(person, { selected }) => (
        <PersonRow name={person.name} number={person.primaryDisplay} canText={person.canText} selected={selected} />
      )}
      onNearEnd={list.loadMore}
    />
  );
}

function EmptyPeople({
  search,
  filter,
  onAdd,
}: {
  readonly search: string;
  readonly filter: PeopleFilter;
  readonly onAdd: () => void;
}) {
  const t = useT();
  const { router } = useServices();
  if (search !== '') {
    const title = t('people.nothing', { query: search });
    const add = (
      <May call="people.savePerson">
        <Button onClick={onAdd}>{t('people.add')}</Button>
      </May>
    );
    return <Empty icon={SearchX} title={title} help={t('people.nothingHelp')} action={add} fill />;
  }
  if (filter !== 'all') return <Empty icon={Users} title={t('people.nothingFilter')} fill />;
  const action = (
    <May call="schedule.previewImport">
      <Button onClick={() => router.go({ screen: 'import' })}>{t('people.import')}</Button>
    </May>
  );
  return <Empty icon={Users} title={t('people.empty')} help={t('people.emptyHelp')} action={action} fill />;
}
