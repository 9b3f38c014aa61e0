/** "Changes for your calendar": what the practice's own program does not know yet, to be typed there line by line. */
import { CalendarCheck, Download, Printer } from 'lucide-react';
import { useState } from 'react';
import type { WriteBackRow } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useMay } from '../../state/useMay.ts';
import { usePrintPage } from '../../state/usePrintMark.ts';
import { useInfiniteQuery } from '../../state/useInfiniteQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { ScreenHeader } from '../../ui/ScreenHeader.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { saveText } from '../../ui/saveText.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { ChangeTable } from './ChangeTable.tsx';
import { useChangeKeys } from './useChangeKeys.ts';
import { useChanges } from './useChanges.ts';
import styles from './WriteBack.module.css';

type Show = 'open' | 'done';
const PAGE = 100;

export function WriteBackScreen() {
  const t = useT();
  const [show, setShow] = useState<Show>('open');
  const [selected, setSelected] = useState<string | null>(null);
  const query = useInfiniteQuery(
    'writeBack.listChanges',
    { show },
    { invalidateOn: ['appointment.changed', 'writeBack.changed', 'import.changed'], pageSize: PAGE },
  );
  const actions = useChanges();
  const rows: readonly WriteBackRow[] = query.items;
  useChangeKeys({ rows, selected, onSelect: setSelected, actions });
  return (
    <div className={styles.page}>
      <ScreenHeader title={t('writeBack.title')} actions={<FileActions show={show} />}>
        <Segmented
          label={t('writeBack.show')}
          options={[
            { value: 'open', label: t('writeBack.open') },
            { value: 'done', label: t('writeBack.done') },
          ]}
          value={show}
          onChange={setShow}
        />
      </ScreenHeader>
      {query.data === undefined ? (
        query.error ? (
          <ErrorRegion error={query.error} onRetry={query.refetch} />
        ) : (
          <Skeleton rows={8} />
        )
      ) : rows.length === 0 ? (
        <Empty
          icon={CalendarCheck}
          title={t(show === 'open' ? 'writeBack.none' : 'writeBack.noneDone')}
          help={t('writeBack.noneHelp')}
          fill
        />
      ) : (
        <div className={styles.body}>
          <p className={styles.intro}>{t('writeBack.intro')}</p>
          <ChangeTable rows={rows} selected={selected} onSelect={setSelected} actions={actions} />
          {query.hasMore ? <Button onClick={query.loadMore}>{t('writeBack.more')}</Button> : null}
          <p className={styles.footer}>{t('writeBack.footer')}</p>
        </div>
      )}
    </div>
  );
}

/** On paper, or as a file: the list as it is shown. */
function FileActions({ show }: { readonly show: Show }) {
  const t = useT();
  const { run } = useCommand('writeBack.exportChanges');
  const mayExport = useMay('writeBack.exportChanges');
  const print = usePrintPage('changes');
  const save = async (): Promise<void> => {
    const outcome = await run({ show });
    if (outcome.ok) saveText(outcome.value.fileName, outcome.value.text);
  };
  return (
    <>
      {mayExport ? (
        <Button icon={<Download size={16} strokeWidth={1.75} />} onClick={() => void save()}>
          {t('writeBack.export')}
        </Button>
      ) : null}
      <Button icon={<Printer size={16} strokeWidth={1.75} />} onClick={() => void print(0)}>
        {t('writeBack.print')}
      </Button>
    </>
  );
}
