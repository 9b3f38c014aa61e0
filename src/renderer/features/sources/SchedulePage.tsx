/** Settings, Your schedule: where it comes from by itself, how each source is, and the lists that wait. */
import { CalendarSync, FolderInput, Link2, Plus, Stethoscope } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useState } from 'react';
import type { SourceKind } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { SourceCard } from './SourceCard.tsx';
import { SourceDialog } from './SourceDialog.tsx';
import type { SourceDialogProps } from './SourceDialog.tsx';
import { WaitingLists } from './WaitingLists.tsx';
import styles from './Sources.module.css';

const KINDS: readonly (readonly [SourceKind, LucideIcon])[] = [
  ['folder', FolderInput],
  ['feed', Link2],
  ['openDental', Stethoscope],
];

export function SchedulePage({ locked }: { readonly locked: boolean }) {
  const t = useT();
  const { menu } = useServices();
  const query = useQuery('sources.listSources', {}, { invalidateOn: ['source.changed', 'import.changed'] });
  const [open, setOpen] = useState<Pick<SourceDialogProps, 'kind' | 'source'> | null>(null);
  if (!query.data)
    return query.error ? <ErrorRegion error={query.error} onRetry={query.refetch} /> : <Skeleton rows={5} />;
  const { items, lists } = query.data;
  return (
    <>
      <WaitingLists lists={lists} />
      <h3 className={styles.title}>{t('sources.title')}</h3>
      <p className={styles.facts}>{t('sources.intro')}</p>
      {items.length === 0 ? (
        <Empty icon={CalendarSync} title={t('sources.none')} help={t('sources.noneHelp')} />
      ) : (
        items.map((source) => (
          <SourceCard
            key={source.id}
            source={source}
            locked={locked}
            onChange={() => setOpen({ kind: source.kind, source })}
          />
        ))
      )}
      {locked ? null : (
        <Button
          icon={<Plus size={16} strokeWidth={1.75} />}
          aria-haspopup="menu"
          onClick={(event) =>
            menu.open(event.currentTarget, {
              label: t('sources.add'),
              items: KINDS.map(([kind, icon]) => ({
                key: kind,
                label: t(`sources.kind.${kind}`),
                icon,
                run: () => setOpen({ kind, source: null }),
              })),
            })
          }
        >
          {t('sources.add')}
        </Button>
      )}
      {open ? <SourceDialog {...open} onClose={() => setOpen(null)} /> : null}
    </>
  );
}
