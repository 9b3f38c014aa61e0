/** Reminders: what will go out, how to stop it, what did not work. Puts the parts together and keeps what is chosen. */
import { BellRing, Coffee } from 'lucide-react';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { useShortcut } from '../../app/shortcuts/useShortcut.ts';
import type { ReminderCard } from '../../contract.ts';
import { addCivilDays, clockTimeAt, instantAt, weekdayOf } from '../../i18n/civil.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
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
import { useReminderActions, usePause } from './useReminderActions.ts';
import { useCards } from './useCards.ts';
import styles from './Reminders.module.css';

const SendAnywayDialog = lazy(async () => ({ default: (await import('./SendAnywayDialog.tsx')).SendAnywayDialog }));

/** Days side by side. */
const DAYS = 6;
const REFRESH_MS = 20_000;

export function RemindersScreen() {
  const formats = useFormats();
  const now = useNow(REFRESH_MS);
  const [offset, setOffset] = useState(0);
  const [show, setShow] = useState<Show>('all');
  const [view, setView] = useState<View>('board');
  const [selected, setSelected] = useState<string | null>(null);
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
  const actions = useReminderActions();
  const pause = usePause(settings.data?.sending.open ?? '08:00');
  const paused = summary.data?.enabled === true && summary.data.pausedAt !== null;
  const card = cards.items?.find((candidate) => candidate.id === selected);
  useReminderKeys({
    card,
    onSkip: actions.skip,
    onSend: actions.sendNow,
    onPause: () => {
      const button = pauseButton.current;
      if (paused) pause.start();
      else if (button && !button.disabled) pause.openMenu(button);
    },
    onClose: () => setSelected(null),
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
        {cards.items === undefined ? (
          cards.error ? (
            <ErrorRegion error={cards.error} onRetry={cards.refetch} />
          ) : (
            <Skeleton rows={10} />
          )
        ) : cards.items.length === 0 ? (
          <NoCards show={show} />
        ) : view === 'list' ? (
          <ReminderList label={range} cards={cards.items} now={now} selected={selected} onSelect={setSelected} />
        ) : (
          <BoardOfCards
            cards={cards.items}
            dates={dates}
            now={now}
            closedDays={settings.data?.sending.closedDays ?? []}
            selected={selected}
            sentOpen={show === 'sent'}
            onSelect={setSelected}
            onShowAll={() => setView('list')}
          />
        )}
      </div>
      {selected === null ? null : (
        <DetailsPanel id={selected} now={now} actions={actions} onClose={() => setSelected(null)} />
      )}
      <Suspense>{actions.question ? <SendAnywayDialog actions={actions} /> : null}</Suspense>
    </div>
  );
}

interface BoardOfCardsProps {
  readonly cards: readonly ReminderCard[];
  readonly dates: readonly string[];
  readonly now: number;
  readonly closedDays: readonly number[];
  readonly selected: string | null;
  readonly sentOpen: boolean;
  readonly onSelect: (id: string) => void;
  readonly onShowAll: () => void;
}

function BoardOfCards({ cards, dates, closedDays, ...rest }: BoardOfCardsProps) {
  const formats = useFormats();
  const { now } = rest;
  const days = useMemo(
    () =>
      boardDays(cards, {
        dates,
        now,
        isClosed: (date) => closedDays.includes(weekdayOf(date)),
        civilDate: (at) => formats.civilDate(at),
        hourOf: (at) => Number(clockTimeAt(at, formats.zone).slice(0, 2)),
      }),
    [cards, dates, now, closedDays, formats],
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
  readonly card: ReminderCard | undefined;
  readonly onSkip: (card: ReminderCard) => void;
  readonly onSend: (card: ReminderCard) => void;
  readonly onPause: () => void;
  readonly onClose: () => void;
}

function useReminderKeys({ card, onSkip, onSend, onPause, onClose }: KeysDeps): void {
  const t = useT();
  const can = card ? canDo(card.state) : undefined;
  useShortcut('S', () => (card && can?.send ? onSend(card) : false), { label: t('reminders.key.send') });
  useShortcut('K', () => (card && can?.skip ? onSkip(card) : false), { label: t('reminders.key.skip') });
  useShortcut('P', onPause, { label: t('reminders.key.pause') });
  useShortcut('Escape', onClose, { enabled: card !== undefined });
}
