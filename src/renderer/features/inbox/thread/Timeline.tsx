/**
 * The texts of a conversation in order, one scrolling region. Only the stretch around the reader is in the page, so the browser's own
 * search and "Select all" see that stretch alone; Ctrl+F is the search over all texts. Words nothing itself.
 */
import { ArrowDown, MessageSquareText } from 'lucide-react';
import { useImperativeHandle, useMemo, useState } from 'react';
import type { MouseEvent, Ref } from 'react';
import type { Message } from '../../../contract.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useT } from '../../../i18n/useT.ts';
import { useNow } from '../../../state/useNow.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { tip } from '../../../ui/tip.ts';
import { MessageGroup } from './MessageGroup.tsx';
import { RouteLine } from './RouteLine.tsx';
import { timelineItems } from './timelineItems.ts';
import type { TimelineItem } from './timelineItems.ts';
import type { PlanPart } from './timelineWindow.ts';
import { DayLine, EventLine, NewLine, NoteBubble } from './TimelineParts.tsx';
import type { BubbleActions } from './useBubbleActions.ts';
import type { Thread } from './useThread.ts';
import { useTimelineScroll } from './useTimelineScroll.ts';
import styles from './thread.module.css';

export interface TimelineHandle {
  readonly toEnd: () => void;
}

export interface TimelineProps {
  readonly thread: Thread;
  /** Of the whole conversation, "Maria Alvarez". */
  readonly title: string;
  /** Of the patient, "Maria"; null for an unknown number. */
  readonly patient: string | null;
  /** A first text may be written. */
  readonly writable: boolean;
  readonly messageId: string | null;
  readonly onAction: BubbleActions['onAction'];
  readonly onMenu: (message: Message, event: MouseEvent<HTMLElement>) => void;
  readonly ref?: Ref<TimelineHandle>;
}

export function Timeline(props: TimelineProps) {
  const { thread, title, patient, messageId, onMenu } = props;
  const t = useT();
  const formats = useFormats();
  const { messages, newFrom } = thread;
  const now = useThreadNow(messages);
  const items = useMemo(
    () => timelineItems(messages, { newFrom, dayOf: (at) => formats.civilDate(at), now }),
    [messages, newFrom, formats, now],
  );
  const fresh = useFresh(thread);
  const scroll = useTimelineScroll(thread, items, messageId);
  const { toEnd, far, below } = scroll;
  useImperativeHandle(props.ref, () => ({ toEnd }), [toEnd]);
  return (
    <div className={styles.timelineBox}>
      <div
        ref={scroll.scroller}
        className={styles.timeline}
        role="log"
        aria-live="off"
        aria-label={t('inbox.log', { name: title })}
        tabIndex={0}
        data-region="thread"
        data-region-first=""
        onScroll={scroll.onScroll}
        onFocus={scroll.onFocus}
        onBlur={scroll.onBlur}
        onKeyDown={scroll.onKeyDown}
        // The menu key, pressed here, means the text that was read last.
        onContextMenu={(event) => {
          const last = thread.newest[0];
          if (event.target === event.currentTarget && last) onMenu(last, event);
        }}
      >
        <div ref={scroll.list} className={styles.items}>
          <div className={styles.top}>
            <Top thread={thread} patient={patient} writable={props.writable} />
          </div>
          {scroll.parts.map((part) => {
            const item = part.kind === 'item' ? items[part.index] : undefined;
            if (!item) return <Gap key={part.key} part={part} />;
            return (
              <ItemView key={part.key} item={item} now={now} {...props} patient={patient ?? title} freshId={fresh} />
            );
          })}
        </div>
      </div>
      {far || below > 0 ? (
        <button
          type="button"
          className={styles.jump}
          aria-label={t('inbox.jumpNew', { count: below })}
          {...tip(t('inbox.jump'), 'Ctrl+J')}
          onClick={toEnd}
        >
          <ArrowDown size={16} aria-hidden="true" />
          {below > 0 ? <span className={styles.jumpCount}>{below}</span> : null}
        </button>
      ) : null}
    </div>
  );
}

/** Only a thread in which something waits needs the time by the second; for the others days are enough. */
function useThreadNow(messages: readonly Message[]): number {
  const now = useNow(5_000);
  return messages.some(({ status }) => status === 'queued' || status === 'sending') ? now : now - (now % QUARTER_MS);
}

const QUARTER_MS = 15 * 60_000;

/** The newest text, when it is newer than the thread was on opening: only that one rises into place. */
function useFresh({ newest, loading }: Thread): string | null {
  const id = newest[0]?.id ?? null;
  const [opened, setOpened] = useState<string | null | undefined>(undefined);
  if (opened === undefined && !loading) setOpened(id);
  return opened === undefined || opened === id ? null : id;
}

/** As high as the items that are left out there. */
function Gap({ part }: { readonly part: PlanPart }) {
  return <div className={styles.gap} style={{ height: part.kind === 'gap' ? part.height : 0 }} aria-hidden="true" />;
}

function Top({ thread, patient, writable }: Pick<TimelineProps, 'thread' | 'patient' | 'writable'>) {
  const t = useT();
  if (thread.loading || thread.hasOlder) {
    return <Skeleton rows={2} />;
  }
  if (thread.messages.length === 0) {
    const help = writable ? { help: t('inbox.noTextsHelp') } : {};
    return <Empty icon={MessageSquareText} title={t('inbox.noTexts')} {...help} />;
  }
  return (
    <div className={styles.start}>
      {patient === null ? t('inbox.startUnknown') : <span className="pii">{t('inbox.start', { name: patient })}</span>}
    </div>
  );
}

interface ItemViewProps extends Pick<TimelineProps, 'messageId' | 'onAction' | 'onMenu'> {
  readonly item: TimelineItem;
  readonly now: number;
  readonly patient: string;
  readonly freshId: string | null;
}

function ItemView({ item, now, patient, messageId, freshId, onAction, onMenu }: ItemViewProps) {
  switch (item.kind) {
    case 'day':
      return <DayLine at={item.at} now={now} />;
    case 'new':
      return <NewLine />;
    case 'route':
      return <RouteLine way={item.way} />;
    case 'event':
      return <EventLine message={item.message} />;
    case 'note':
      return <NoteBubble message={item.message} fresh={item.message.id === freshId} />;
    case 'group':
      return (
        <MessageGroup
          messages={item.messages}
          tone={item.tone}
          patient={patient}
          now={now}
          fresh={item.messages.at(-1)?.id === freshId}
          markedId={item.messages.some(({ id }) => id === messageId) ? messageId : null}
          onAction={onAction}
          onMenu={onMenu}
        />
      );
  }
}
