/** Turns list entries into rows and into what a screen reader says: times, waiting, chips as plain words and values. */
import { useCallback, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { ConversationRow } from '../../../contract.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import type { DeskFormats } from '../../../i18n/useFormats.ts';
import { useT } from '../../../i18n/useT.ts';
import type { Translate } from '../../../i18n/useT.ts';
import type { InvalidateOn } from '../../../state/invalidation.ts';
import { useNow } from '../../../state/useNow.ts';
import { useQuery } from '../../../state/useQuery.ts';
import { statusLanguage } from '../../../ui/statusLanguage.ts';
import type { RowState } from '../../../ui/VirtualList.tsx';
import { titleOf } from '../names.ts';
import { plainSnippet } from '../snippet.ts';
import type { ListEntry } from '../useInboxList.ts';
import { ConversationItem } from './ConversationItem.tsx';
import type { ConversationItemProps } from './ConversationItem.tsx';
import { HitItem } from './HitItem.tsx';
import { rowChips } from './rowChips.ts';
import type { RowChip } from './rowChips.ts';
import { openMinutes, urgencyOf } from './waiting.ts';
import type { OpeningHours } from './waiting.ts';

export interface EntryViews {
  readonly renderRow: (entry: ListEntry, state: RowState) => ReactNode;
  readonly labelOf: (entry: ListEntry) => string;
}

const SETTINGS_TOPICS: readonly InvalidateOn[] = ['settings.changed'];
const RENEW_MS = 20_000;

export function useEntryViews(): EntryViews {
  const t = useT();
  const formats = useFormats();
  const now = useNow(RENEW_MS);
  const sending = useQuery('settings.getSettings', {}, { invalidateOn: SETTINGS_TOPICS }).data?.sending;
  const hours = useMemo<OpeningHours>(
    () => ({
      open: sending?.open ?? '00:00',
      close: sending?.close ?? '24:00',
      closedDays: sending?.closedDays ?? [],
    }),
    [sending],
  );
  const view = useCallback((row: ConversationRow) => viewOf(row, { t, formats, now, hours }), [t, formats, now, hours]);

  const renderRow = useCallback<EntryViews['renderRow']>(
    (entry, { selected }) => {
      if (entry.kind === 'conversation') {
        // The draft of the open conversation stands in the composer; here it would flicker at each key.
        const row = selected ? { ...entry.row, draft: null } : entry.row;
        return <ConversationItem {...view(row)} selected={selected} />;
      }
      const { name, snippet, at } = entry.hit;
      return <HitItem name={name} snippet={snippet} time={shortTimeOrDay(formats, at, now)} selected={selected} />;
    },
    [view, formats, now],
  );
  const labelOf = useCallback<EntryViews['labelOf']>(
    (entry) => {
      if (entry.kind === 'hit') {
        const { name, at, snippet } = entry.hit;
        return [name, t('inbox.row.inText'), formats.timeOrDay(at, now), plainSnippet(snippet)].join(', ');
      }
      const row = view(entry.row);
      const chips = row.chips === '' ? [] : row.chips.split(' ').map((chip) => chipWords(chip as RowChip, row, t));
      return [
        row.title,
        ...(row.isNew ? [t('inbox.row.new')] : []),
        ...chips,
        formats.timeOrDay(entry.row.lastAt, now),
        ...(row.waiting === '' ? [] : [t('inbox.row.waits', { span: row.waiting })]),
        row.draft ? `${t('inbox.row.draft')} ${row.preview}` : row.preview,
      ].join(', ');
    },
    [view, formats, now, t],
  );
  return useMemo(() => ({ renderRow, labelOf }), [renderRow, labelOf]);
}

interface ViewDeps {
  readonly t: Translate;
  readonly formats: DeskFormats;
  readonly now: number;
  readonly hours: OpeningHours;
}

function viewOf(row: ConversationRow, { t, formats, now, hours }: ViewDeps): Omit<ConversationItemProps, 'selected'> {
  const isVisitToday = row.nextVisitAt !== null && formats.dayOffset(row.nextVisitAt, now) === 0;
  const minutes =
    row.waitingSince === null || row.status !== 'todo' ? null : openMinutes(row.waitingSince, now, hours, formats);
  const hasDraft = row.draft !== null && row.draft !== '';
  return {
    title: titleOf(row, t),
    avatarName: row.people[0]?.name ?? null,
    preview: hasDraft ? oneLine(row.draft) : row.lastPreview,
    draft: hasDraft,
    time: shortTimeOrDay(formats, row.lastAt, now),
    isNew: row.unread > 0,
    chips: rowChips(row, isVisitToday).join(' '),
    visitToday: isVisitToday ? t('inbox.row.visitToday', { time: shortTime(formats.time(row.nextVisitAt ?? 0)) }) : '',
    waiting: minutes === null ? '' : formats.span(minutes * 60_000),
    urgency: urgencyOf(minutes ?? 0),
  };
}

function chipWords(chip: RowChip, row: Pick<ConversationItemProps, 'visitToday'>, t: Translate): string {
  return chip === 'visitToday' ? row.visitToday : t(statusLanguage[chip].message);
}

/** "9:42" in a list of today, where the half of the day is plain to everybody. */
function shortTimeOrDay(formats: DeskFormats, at: number, now: number): string {
  return formats.dayOffset(at, now) === 0 ? shortTime(formats.time(at)) : formats.day(at, now);
}

function shortTime(time: string): string {
  return time.replace(/\s?[AP]M$/, '');
}

function oneLine(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
