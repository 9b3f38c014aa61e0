/** Today: who is coming, who answered what, who needs a call. Puts the parts together and keeps what is chosen. */
import { ListFilter } from 'lucide-react';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { useShortcut } from '../../app/shortcuts/useShortcut.ts';
import type { Appointment } from '../../contract.ts';
import { instantAt } from '../../i18n/civil.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useKept } from '../../state/useKept.ts';
import { useNow } from '../../state/useNow.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { ListsNotice } from '../sources/index.ts';
import { ChangesLink } from '../writeBack/index.ts';
import { HandedOffBanner } from './HandedOffBanner.tsx';
import { NoVisits, OldList } from './ListState.tsx';
import { OutageBanner } from './OutageBanner.tsx';
import { ReplySummary } from './ReplySummary.tsx';
import type { ReplyFilter } from './ReplySummary.tsx';
import { TodayHeader } from './TodayHeader.tsx';
import { useBoard } from './useBoard.ts';
import type { Board } from './useBoard.ts';
import { useDay } from './useDay.ts';
import type { Day } from './useDay.ts';
import { useBesideThread } from './useBesideThread.ts';
import type { BesideThread } from './useBesideThread.ts';
import { useVisitActions } from './useVisitActions.ts';
import { focusIsBeside } from './useVisitKeys.ts';
import { VisitGrid } from './VisitGrid.tsx';
import { countReplies, replyKeyOf, unanswered } from './visitState.ts';
import styles from './Today.module.css';

const ChaseDialog = lazy(async () => ({ default: (await import('./ChaseDialog.tsx')).ChaseDialog }));
const ChangeTimeDialog = lazy(async () => ({ default: (await import('./ChangeTimeDialog.tsx')).ChangeTimeDialog }));
const AddVisitDialog = lazy(async () => ({ default: (await import('./AddVisitDialog.tsx')).AddVisitDialog }));

const OfferDialog = lazy(async () => ({ default: (await import('./OfferDialog.tsx')).OfferDialog }));
const CallListDialog = lazy(async () => ({ default: (await import('./CallListDialog.tsx')).CallListDialog }));
const ConversationDrawer = lazy(async () => ({
  default: (await import('../inbox/drawer/index.ts')).ConversationDrawer,
}));
const WaitlistDrawer = lazy(async () => ({ default: (await import('./WaitlistDrawer.tsx')).WaitlistDrawer }));
const CloseDayDialog = lazy(async () => ({ default: (await import('./CloseDayDialog.tsx')).CloseDayDialog }));

/** Which dialog is open, and about whom. */
type Open =
  | { readonly kind: 'chase'; readonly visits: readonly Appointment[] }
  | { readonly kind: 'changeTime'; readonly visit: Appointment }
  | { readonly kind: 'add' }
  | { readonly kind: 'offer'; readonly visit: Appointment }
  | { readonly kind: 'calls' | 'waitlist' | 'closeDay' }
  | null;

const REFRESH_MS = 20_000;

export function TodayScreen() {
  const t = useT();
  const formats = useFormats();
  const now = useNow(REFRESH_MS);
  const [offset, setOffset] = useKept('today.offset', 0);
  const [clinician, setClinician] = useKept<string | null>('today.clinician', null);
  const [open, setOpen] = useState<Open>(null);
  const page = useRef<HTMLDivElement>(null);
  const beside = useBesideThread(page);
  const day = useDay(offset, now);
  const board = useBoard(day.date);
  const visits = useMemo(
    () => day.visits?.filter((visit) => clinician === null || visit.clinician === clinician),
    [day.visits, clinician],
  );
  const silent = useMemo(() => unanswered(visits ?? [], now), [visits, now]);
  const title = formats.longDate(instantAt(day.date, '12:00', formats.zone), formats.zone);

  const turn = (by: 1 | -1) => () => {
    if (focusIsBeside()) return false;
    setOffset((days) => days + by);
    return true;
  };
  useShortcut('ArrowLeft', turn(-1), { label: t('today.previousDay'), inText: false });
  useShortcut('ArrowRight', turn(1), { label: t('today.nextDay'), inText: false });
  return (
    <div ref={page} className={styles.page}>
      <TodayHeader
        title={title}
        offset={offset}
        onOffset={setOffset}
        clinicians={day.clinicians}
        clinician={clinician}
        onClinician={setClinician}
        unanswered={silent.length}
        onChase={() => setOpen({ kind: 'chase', visits: silent })}
        onAdd={() => setOpen({ kind: 'add' })}
        onCalls={() => setOpen({ kind: 'calls' })}
        onWaitlist={() => setOpen({ kind: 'waitlist' })}
        onCloseDay={() => setOpen({ kind: 'closeDay' })}
        openSlots={board.openSlots}
        closed={board.closed}
      />
      <div className={styles.beside}>
        <div className={styles.board}>
          <Body
            board={board}
            day={day}
            visits={visits}
            title={title}
            now={now}
            isToday={offset === 0}
            beside={beside}
            onOpen={setOpen}
          />
        </div>
        <Suspense>
          {beside.open === null ? null : (
            <ConversationDrawer
              conversationId={beside.open.conversationId}
              asked={beside.open.asked}
              onShow={beside.reopen}
              onClose={beside.close}
            />
          )}
        </Suspense>
      </div>
      <Suspense>
        <Dialogs open={open} date={day.date} title={title} onOpen={setOpen} onClose={() => setOpen(null)} />
      </Suspense>
    </div>
  );
}

interface BodyProps {
  readonly board: Board;
  readonly day: Day;
  readonly visits: readonly Appointment[] | undefined;
  readonly title: string;
  readonly now: number;
  readonly isToday: boolean;
  readonly beside: BesideThread;
  readonly onOpen: (open: Open) => void;
}

function Body({ board, day, visits, title, now, isToday, beside, onOpen }: BodyProps) {
  const t = useT();
  const formats = useFormats();
  const { show } = beside;
  const imported =
    day.lastImportAt === null ? null : t('today.imported', { when: formats.when(day.lastImportAt, now) });
  const [filter, setFilter] = useKept<ReplyFilter>('today.replies', 'all');
  const [selected, setSelected] = useState<string | null>(null);
  const counts = useMemo(() => countReplies(visits ?? []), [visits]);
  const shown = useMemo(
    () => visits?.filter((visit) => filter === 'all' || replyKeyOf(visit) === filter),
    [visits, filter],
  );
  const dialogs = useMemo(
    () => ({
      onChangeTime: (visit: Appointment) => onOpen({ kind: 'changeTime', visit }),
      onTextAgain: (visit: Appointment) => onOpen({ kind: 'chase', visits: [visit] }),
      onOffer: (visit: Appointment) => onOpen({ kind: 'offer', visit }),
      onWaitlist: () => onOpen({ kind: 'waitlist' }),
      onThread: show,
    }),
    [onOpen, show],
  );
  const actions = useVisitActions(dialogs);

  if (visits === undefined || shown === undefined) {
    return day.error ? <ErrorRegion error={day.error} onRetry={day.refetch} /> : <Skeleton rows={12} />;
  }
  const notices = (
    <>
      <OutageBanner outage={board.outage} now={now} onCalls={() => onOpen({ kind: 'calls' })} />
      <HandedOffBanner handedOff={board.handedOff} now={now} />
      <ListsNotice />
      <ChangesLink />
      <OldList day={day} now={now} isToday={isToday} />
    </>
  );
  if (visits.length === 0) {
    return (
      <>
        {notices}
        <NoVisits date={day.date} title={title} isToday={isToday} onAdd={() => onOpen({ kind: 'add' })} />
      </>
    );
  }
  return (
    <>
      {notices}
      <ReplySummary counts={counts} filter={filter} onFilter={setFilter} imported={imported} />
      {shown.length === 0 ? (
        <Empty
          icon={ListFilter}
          title={t('today.noneWithStatus')}
          action={<Button onClick={() => setFilter('all')}>{t('today.showAll')}</Button>}
          fill
        />
      ) : (
        <VisitGrid
          label={t('today.grid', { day: title })}
          visits={shown}
          extras={board.extras}
          now={now}
          isToday={isToday}
          selected={selected}
          onSelect={setSelected}
          opened={beside.open?.visitId ?? null}
          actions={actions}
        />
      )}
    </>
  );
}

function Dialogs({
  open,
  date,
  title,
  onOpen,
  onClose,
}: {
  readonly open: Open;
  readonly date: string;
  readonly title: string;
  readonly onOpen: (open: Open) => void;
  readonly onClose: () => void;
}) {
  switch (open?.kind) {
    case 'chase':
      return <ChaseDialog visits={open.visits} onClose={onClose} />;
    case 'changeTime':
      return <ChangeTimeDialog visit={open.visit} onClose={onClose} />;
    case 'add':
      return <AddVisitDialog date={date} onClose={onClose} />;
    case 'offer':
      return <OfferDialog visit={open.visit} onBegun={() => onOpen({ kind: 'waitlist' })} onClose={onClose} />;
    case 'calls':
      return <CallListDialog date={date} onClose={onClose} />;
    case 'waitlist':
      return <WaitlistDrawer onClose={onClose} />;
    case 'closeDay':
      return <CloseDayDialog date={date} title={title} onClose={onClose} />;
    default:
      return null;
  }
}
