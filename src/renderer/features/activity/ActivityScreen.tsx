/** Activity: who did what, when; cannot be changed (ux.md 5.12). */
import { Download, FileCheck, History, RefreshCw } from 'lucide-react';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useMay, useRefused } from '../../state/useMay.ts';
import { saveText } from '../../ui/saveText.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Pii } from '../../ui/Pii.tsx';
import { ScreenHeader } from '../../ui/ScreenHeader.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { ManagerDoor } from '../accounts/index.ts';
import { actionWords } from './actionWords.ts';
import { EntryDrawer } from './EntryDrawer.tsx';
import { Filters } from './Filters.tsx';
import { CheckBand, CheckButton, useLogCheck } from './LogCheck.tsx';
import { useActivity } from './useActivity.ts';
import type { Activity, Entry } from './useActivity.ts';
import styles from './Activity.module.css';

const SheetDialog = lazy(() => import('./SheetDialog.tsx').then((module) => ({ default: module.SheetDialog })));

const ROW_PX = 40;

export function ActivityScreen() {
  const t = useT();
  const may = useMay('audit.listEntries');
  const refused = useRefused('audit.listEntries');
  return (
    <>
      <ManagerDoor locked={refused} words={t('activity.overseers')} />
      {may ? <Trail /> : null}
    </>
  );
}

function Trail() {
  const t = useT();
  const activity = useActivity();
  const check = useLogCheck();
  const [opened, setOpened] = useState<Entry | null>(null);
  const { entries } = activity;
  return (
    <div className={styles.page}>
      <ScreenHeader title={t('activity.title')} actions={<Actions activity={activity} check={check} />}>
        <IconButton label={t('activity.refresh')} onClick={entries.refetch}>
          <RefreshCw size={16} strokeWidth={1.75} />
        </IconButton>
      </ScreenHeader>
      <CheckBand check={check} />
      <Filters activity={activity} />
      {entries.data === undefined ? (
        entries.error ? (
          <ErrorRegion error={entries.error} onRetry={entries.refetch} />
        ) : (
          <Skeleton rows={10} />
        )
      ) : entries.items.length === 0 ? (
        <Empty icon={History} title={t('activity.empty')} help={t('activity.emptyHelp')} fill />
      ) : (
        <Entries activity={activity} selected={opened} onOpen={setOpened} />
      )}
      {opened === null ? null : (
        <EntryDrawer
          entry={opened}
          onPatient={(patient) => {
            activity.change({ patient });
            setOpened(null);
          }}
          onClose={() => setOpened(null)}
        />
      )}
    </div>
  );
}

function Actions({ activity, check }: { readonly activity: Activity; readonly check: ReturnType<typeof useLogCheck> }) {
  const t = useT();
  const { toasts } = useServices();
  const { run, pending } = useCommand('audit.exportEntries');
  const [sheet, setSheet] = useState(false);
  const save = async (): Promise<void> => {
    const outcome = await run(activity.query);
    if (!outcome.ok) return;
    const { fileName, csv, rows, more } = outcome.value;
    saveText(fileName, csv);
    toasts.show({ icon: 'copied', message: t(more ? 'activity.exportedPart' : 'activity.exported', { count: rows }) });
  };
  return (
    <>
      <CheckButton check={check} />
      <Button icon={<FileCheck size={16} strokeWidth={1.75} />} onClick={() => setSheet(true)}>
        {t('activity.sheet')}
      </Button>
      <Button icon={<Download size={16} strokeWidth={1.75} />} disabled={pending} onClick={() => void save()}>
        {t('activity.export')}
      </Button>
      {sheet ? (
        <Suspense fallback={null}>
          <SheetDialog onClose={() => setSheet(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

interface EntriesProps {
  readonly activity: Activity;
  readonly selected: Entry | null;
  readonly onOpen: (entry: Entry) => void;
}

function Entries({ activity: { entries }, selected, onOpen }: EntriesProps) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const [at, setAt] = useState<string | null>(null);
  const words = useCallback(
    (entry: Entry) => ({
      when: formats.when(entry.at, clock.now()),
      what: actionWords(t, entry.action),
      about: entry.about?.name ?? '',
    }),
    [formats, clock, t],
  );
  return (
    <div className={styles.table}>
      <div className={styles.head} aria-hidden="true">
        {(['when', 'who', 'what', 'about'] as const).map((column) => (
          <span key={column}>{t(`activity.${column}`)}</span>
        ))}
      </div>
      <VirtualList
        label={t('activity.list')}
        items={entries.items}
        keyOf={(entry) => String(entry.seq)}
        labelOf={(entry) => {
          const { when, what, about } = words(entry);
          return [when, entry.actor, what, about].filter((part) => part !== '').join(', ');
        }}
        rowHeight={ROW_PX}
        selectedKey={selected === null ? at : String(selected.seq)}
        onMove={(entry) => setAt(String(entry.seq))}
        onOpen={(entry) => {
          setAt(String(entry.seq));
          onOpen(entry);
        }}
        onNearEnd={entries.hasMore ? entries.loadMore : undefined}
        renderRow={(entry) => {
          const { when, what, about } = words(entry);
          return (
            <div className={styles.row}>
              <span>{when}</span>
              <span>{entry.actor}</span>
              <span>{what}</span>
              <Pii>{about}</Pii>
            </div>
          );
        }}
      />
    </div>
  );
}
