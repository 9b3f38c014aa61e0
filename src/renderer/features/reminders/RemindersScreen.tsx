/** Reminders: what will go out, how to stop it, what did not work. Puts the parts together and keeps what is chosen. */
import { BellRing, Coffee } from 'lucide-react';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { useShortcut } from '../../app/shortcuts/useShortcut.ts';
import type { ReminderCard, Settings } from '../../contract.ts';
import { addCivilDays, clockTimeAt, instantAt, weekdayOf } from '../../i18n/civil.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useKept } from '../../state/useKept.ts';
import { useMay } from '../../state/useMay.ts';
import { useNow } from '../../state/useNow.ts';
import { useQuery } from '../../state/useQuery.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorRegion } from '../../ui/ErrorRegion.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Board } from './Board.tsx';
import { boardDays, canDo } from './board.ts';
import { DetailsPanel } from './DetailsPanel.tsx';
import { Figures } from './Figures.tsx';
import { QueueNotice } from './QueueNotice.tsx';
import { ReminderList } from './ReminderList.tsx';
import { RemindersHeader } from './RemindersHeader.tsx';
import type { Show, View } from './RemindersHeader.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { useCards } from './useCards.ts';
import type { Cards } from './useCards.ts';
import { useMarked } from './useMarked.ts';
import { usePause } from './usePause.ts';
import { useReminderActions } from './useReminderActions.ts';
import styles from './Reminders.module.css';

const ForecastView = lazy(async () => ({ default: (await import('./ForecastView.tsx')).ForecastView }));
const ReminderDialogs = lazy(async () => ({ default: (await import('./ReminderDialogs.tsx')).ReminderDialogs }));

/** Days side by side. */
const DAYS = 6;
const REFRESH_MS = 20_000;

export function RemindersScreen() {
  const formats = useFormats();
  const now = useNow(REFRESH_MS);
  const [offset, setOffset] = useKept('reminders.offset', 0);
  const [show, setShow] = useKept<Show>('reminders.show', 'all');
  const [view, setView] = useKept<View>('reminders.view', 'board');
  const [selected, setSelected] = useKept<string | null>('reminders.selected', null);
  const [moving, setMoving] = useState<readonly ReminderCard[] | null>(null);
  const pauseButton = useRef<HTMLButtonElement>(null);
  const settings = useQuery('settings.getSettings', {}, { invalidateOn: ['settings.changed'] });
  const summary = useQuery(
    'reminders.getSummary',
    {},
    { invalidateOn: ['reminder.changed', 'appointment.changed', 'message.statusChanged', 'settings.changed'] },
  );
  const first = addCivilDays(formats.civilDate(now), offset);
  const dates = useMemo(() => Array.from({ length: DAYS }, (_, index) => addCivilDays(first, index)), [first]);
  const range = useRangeWords()(dates, now);
  const cards = useCards(dates, show);
  const marked = useMarked(cards.items);
  const actions = useReminderActions();
  const opensAt = settings.data?.sending.open ?? '08:00';
  const pause = usePause(opensAt);
  const paused = summary.data?.enabled === true && summary.data.pausedAt !== null;
  const chosen = (cards.items ?? []).filter(({ id }) => marked.ids.has(id));
  const card = view === 'forecast' ? undefined : cards.items?.find((candidate) => candidate.id === selected);
  const several = chosen.length > 0 ? chosen : card === undefined ? [] : [card];
  useReminderKeys({
    cards: several,
    current: card,
    onSkip: actions.skip,
    onSend: actions.askToSend,
    onMark: marked.toggle,
    onPause: () => {
      const button = pauseButton.current;
      if (paused) pause.start();
      else if (button && !button.disabled) pause.openMenu(button);
    },
    onClose: () => (chosen.length > 0 ? marked.clear() : selected === null ? false : setSelected(null)),
  });

  return (
    <div className={styles.screen}>
      <div className={styles.page}>
        <RemindersHeader
          range={range}
          onMove={(days) => setOffset((before) => before + days * DAYS)}
          show={show}
          onShow={setShow}
          view={view}
          onView={setView}
          off={summary.data?.enabled === false}
          paused={paused}
          pauseButton={pauseButton}
          onPause={pause.openMenu}
          onStart={pause.start}
        />
        {summary.data ? (
          <>
            <QueueNotice summary={summary.data} now={now} onStart={pause.start} />
            <Figures summary={summary.data} now={now} paceMs={settings.data?.sending.paceMs} />
          </>
        ) : null}
        {view === 'forecast' ? (
          <Suspense fallback={<Skeleton rows={10} />}>
            <ForecastView now={now} selected={selected} onSelect={setSelected} />
          </Suspense>
        ) : (
          <ShownCards
            cards={cards}
            view={view}
            show={show}
            label={range}
            dates={dates}
            now={now}
            settings={settings.data}
            selected={selected}
            marked={marked.ids}
            onSelect={setSelected}
            onMark={marked.toggle}
            onShowAll={() => setView('list')}
          />
        )}
        {chosen.length === 0 || view === 'forecast' ? null : (
          <SelectionBar
            count={chosen.length}
            pending={actions.pending}
            onSend={() => actions.askToSend(chosen)}
            onMove={() => setMoving(chosen)}
            onSkip={() => actions.skip(chosen.filter(({ state }) => canDo(state).skip))}
            onClear={marked.clear}
          />
        )}
      </div>
      {selected === null ? null : (
        <DetailsPanel id={selected} now={now} actions={actions} onClose={() => setSelected(null)} />
      )}
      <Suspense>
        {actions.asked !== null || moving !== null || pause.question !== null ? (
          <ReminderDialogs
            actions={actions}
            moving={moving}
            opensAt={opensAt}
            pause={pause}
            onMoved={() => setMoving(null)}
          />
        ) : null}
      </Suspense>
    </div>
  );
}

const NONE: readonly never[] = [];

interface ShownCardsProps {
  readonly cards: Cards;
  readonly view: View;
  readonly show: Show;
  readonly label: string;
  readonly dates: readonly string[];
  readonly now: number;
  readonly settings: Settings | undefined;
  readonly selected: string | null;
  readonly marked: ReadonlySet<string>;
  readonly onSelect: (id: string) => void;
  readonly onMark: (id: string) => void;
  readonly onShowAll: () => void;
}

/** The same reminders side by side or one under the other. */
function ShownCards({ cards, view, show, label, dates, settings, onShowAll, ...rest }: ShownCardsProps) {
  if (cards.items === undefined) {
    return cards.error ? <ErrorRegion error={cards.error} onRetry={cards.refetch} /> : <Skeleton rows={10} />;
  }
  if (cards.items.length === 0) return <NoCards show={show} />;
  if (view === 'list') return <ReminderList label={label} cards={cards.items} {...rest} />;
  return (
    <BoardOfCards
      cards={cards.items}
      dates={dates}
      closedDays={settings?.sending.closedDays ?? NONE}
      closedDates={settings?.reminders.closedDates ?? NONE}
      sentOpen={show === 'sent'}
      onShowAll={onShowAll}
      {...rest}
    />
  );
}

interface BoardOfCardsProps {
  readonly cards: readonly ReminderCard[];
  readonly dates: readonly string[];
  readonly now: number;
  readonly closedDays: readonly number[];
  /** Holidays. */
  readonly closedDates: readonly string[];
  readonly selected: string | null;
  readonly marked: ReadonlySet<string>;
  readonly sentOpen: boolean;
  readonly onSelect: (id: string) => void;
  readonly onMark: (id: string) => void;
  readonly onShowAll: () => void;
}

function BoardOfCards({ cards, dates, closedDays, closedDates, ...rest }: BoardOfCardsProps) {
  const formats = useFormats();
  const { now } = rest;
  const days = useMemo(
    () =>
      boardDays(cards, {
        dates,
        now,
        isClosed: (date) => closedDays.includes(weekdayOf(date)) || closedDates.includes(date),
        civilDate: (at) => formats.civilDate(at),
        hourOf: (at) => Number(clockTimeAt(at, formats.zone).slice(0, 2)),
      }),
    [cards, dates, now, closedDays, closedDates, formats],
  );
  return <Board days={days} {...rest} />;
}

function NoCards({ show }: { readonly show: Show }) {
  const t = useT();
  const { router } = useServices();
  if (show === 'needsYou') {
    const help = t('reminders.emptyNeedsYouHelp');
    return <Empty icon={Coffee} title={t('reminders.emptyNeedsYou')} help={help} fill />;
  }
  if (show === 'sent') return <Empty icon={BellRing} title={t('reminders.emptySent')} fill />;
  return (
    <Empty
      icon={BellRing}
      title={t('reminders.empty')}
      help={t('reminders.emptyHelp')}
      action={<Button onClick={() => router.go({ screen: 'import' })}>{t('reminders.import')}</Button>}
      fill
    />
  );
}

/** "19 to 24 Nov", "28 Nov to 3 Dec". */
function useRangeWords(): (dates: readonly string[], now: number) => string {
  const t = useT();
  const formats = useFormats();
  return (dates, now) => {
    const words = (date: string): readonly string[] =>
      formats
        .date(instantAt(date, '12:00', formats.zone), now)
        .split(' ')
        .slice(1);
    const from = words(dates[0] ?? '');
    const to = words(dates.at(-1) ?? '');
    const sameMonth = from[1] === to[1];
    return t('reminders.range', { from: sameMonth ? (from[0] ?? '') : from.join(' '), to: to.join(' ') });
  };
}

interface KeysDeps {
  /** The marked ones, or the chosen one. */
  readonly cards: readonly ReminderCard[];
  readonly current: ReminderCard | undefined;
  readonly onSkip: (cards: readonly ReminderCard[]) => void;
  readonly onSend: (cards: readonly ReminderCard[]) => void;
  readonly onMark: (id: string) => void;
  readonly onPause: () => void;
  readonly onClose: () => boolean | void;
}

function useReminderKeys({ cards, current, onSkip, onSend, onMark, onPause, onClose }: KeysDeps): void {
  const t = useT();
  const enabled = useMay('reminders.editReminder');
  const toSend = cards.filter(({ state }) => canDo(state).send);
  const toSkip = cards.filter(({ state }) => canDo(state).skip);
  useShortcut('S', () => (toSend.length > 0 ? onSend(toSend) : false), { label: t('reminders.key.send'), enabled });
  useShortcut('K', () => (toSkip.length > 0 ? onSkip(toSkip) : false), { label: t('reminders.key.skip'), enabled });
  useShortcut('X', () => (current ? onMark(current.id) : false), { label: t('reminders.key.mark') });
  useShortcut('P', onPause, { label: t('reminders.key.pause'), enabled });
  useShortcut('Escape', onClose);
}
