/** Says when people look the same, and opens the comparison. Nothing is brought together by itself. */
import { Users } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useT } from '../../i18n/useT.ts';
import { useInfiniteQuery } from '../../state/useInfiniteQuery.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';

const MergeDialog = lazy(async () => ({ default: (await import('./MergeDialog.tsx')).MergeDialog }));

export function DuplicatesBanner({ onMerged }: { readonly onMerged: (id: string) => void }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const list = useInfiniteQuery('people.listDuplicates', {}, { pageSize: 20, invalidateOn: ['person.changed'], keepPrevious: true }); // prettier-ignore
  const { hasMore, loadMore, items } = list;
  // The core looks at a part of the people at a time; a part without any is no answer yet.
  useEffect(() => {
    if (items.length === 0 && hasMore) loadMore();
  }, [items.length, hasMore, loadMore]);
  const [first] = items;
  if (first === undefined) return null;
  const count = items.reduce((sum, group) => sum + group.people.length, 0);
  return (
    <>
      <Banner
        tone="neutral"
        icon={Users}
        actions={
          <Button size="small" onClick={() => setOpen(true)}>
            {t('people.dup.compare')}
          </Button>
        }
      >
        {t('people.dup.banner', { count })}
      </Banner>
      {open ? (
        <Suspense fallback={null}>
          <MergeDialog
            key={first.people.map(({ id }) => id).join()}
            group={first}
            onClose={() => setOpen(false)}
            onMerged={onMerged}
          />
        </Suspense>
      ) : null}
    </>
  );
}
