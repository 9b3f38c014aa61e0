/** One open conversation: header, texts, composer. Mount once per conversation (`key`): drafts and "New" belong to it. */
import { TriangleAlert, Users } from 'lucide-react';
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import type { ReactNode, Ref } from 'react';
import { useImperativeHandle } from 'react';
import type { Attachment, ConversationRow, Message } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { useServices } from '../../../state/services.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { ConsentDialog } from '../../people/index.ts';
import { HoldBand } from '../../privacy/index.ts';
import { ComposerArea } from '../composer/ComposerArea.tsx';
import type { ComposerHandle } from '../composer/ComposerArea.tsx';
import type { DraftBook } from '../../../state/draftBook.ts';
import { namesOf, shortNameOf, titleOf } from '../names.ts';
import type { ConversationActions } from '../useConversationActions.ts';
import type { SidePanel } from '../useSidePanel.ts';
import { ThreadHeader } from './ThreadHeader.tsx';
import { Timeline } from './Timeline.tsx';
import type { TimelineHandle } from './Timeline.tsx';
import { useBubbleActions } from './useBubbleActions.ts';
import { useThread } from './useThread.ts';
import type { Thread } from './useThread.ts';
import styles from './thread.module.css';

const TextDetailsDialog = lazy(async () => ({ default: (await import('./TextDetailsDialog.tsx')).TextDetailsDialog }));

export interface ThreadHandle extends Omit<ComposerHandle, 'addPictures'> {
  readonly toEnd: () => void;
}

export interface ThreadViewProps {
  readonly row: ConversationRow;
  readonly messageId: string | null;
  readonly book: DraftBook;
  readonly actions: ConversationActions;
  /** Null: the thread stands beside another screen, without the patient panel. */
  readonly panel: SidePanel | null;
  /** Stands at the right end of the header. */
  readonly end?: ReactNode;
  /** Shows this conversation again, after an undo; left out: in the inbox. */
  readonly onShow?: () => void;
  readonly onDone: () => void;
  /** The conversation was answered and closed: the next one. */
  readonly onLeave: () => void;
  readonly onSnooze: (anchor: Element) => void;
  readonly onMarkNew: () => void;
  readonly onCopyNumber: () => void;
  readonly onEscape: () => void;
  readonly ref?: Ref<ThreadHandle>;
}

export function ThreadView(props: ThreadViewProps) {
  const { row, messageId, book, actions, panel } = props;
  const t = useT();
  const { router } = useServices();
  const thread = useThread(row.id, row, messageId);
  const composer = useRef<ComposerHandle>(null);
  const timeline = useRef<TimelineHandle>(null);
  const [recording, setRecording] = useState(false);
  const [detailed, setDetailed] = useState<Message | null>(null);
  const person = row.people[0];
  useImperativeHandle(props.ref, () => ({
    focus: () => composer.current?.focus(),
    note: () => composer.current?.note(),
    templates: () => composer.current?.templates(),
    toEnd: () => timeline.current?.toEnd(),
  }));

  const personId = person?.id;
  const fixNumber = useCallback(() => {
    if (personId !== undefined) router.go({ screen: 'people', selection: personId, section: 'edit' });
  }, [router, personId]);
  const restore = useCallback(
    (body: string, attachments: readonly Attachment[]) => {
      book.put(row.id, body);
      composer.current?.addPictures(attachments);
    },
    [book, row.id],
  );
  const onNote = useCallback(() => composer.current?.note(), []);
  const { onAction, onMenu } = useBubbleActions({ restore, fixNumber, onNote, onDetails: setDetailed });
  const { lastIncoming, lastFailed } = useMemo(() => lastTexts(thread), [thread]);
  return (
    <section className={styles.thread} aria-label={titleOf(row, t)}>
      <ThreadHeader
        row={row}
        panel={panel}
        end={props.end}
        onSnooze={props.onSnooze}
        onDone={props.onDone}
        onMarkNew={props.onMarkNew}
        onNote={onNote}
        onCopyNumber={props.onCopyNumber}
      />
      <HoldBand number={row.address} />
      {row.people.length > 1 ? <SharedNumber row={row} /> : null}
      {thread.error && thread.loading ? (
        <ThreadFault onRetry={thread.refetch} />
      ) : (
        <Timeline
          ref={timeline}
          thread={thread}
          title={titleOf(row, t)}
          patient={person ? shortNameOf(row, t) : null}
          writable={row.canText === 'yes' || row.canText === 'ask'}
          messageId={messageId}
          onAction={onAction}
          onMenu={onMenu}
        />
      )}
      <ComposerArea
        ref={composer}
        row={row}
        book={book}
        actions={actions}
        lastIncoming={lastIncoming}
        lastFailed={lastFailed}
        onShow={props.onShow}
        onDone={props.onLeave}
        onEscape={props.onEscape}
        onCopyNumber={props.onCopyNumber}
        onChangeNumber={person ? fixNumber : undefined}
        onRecordConsent={person ? () => setRecording(true) : undefined}
      />
      <Suspense>
        {detailed ? <TextDetailsDialog message={detailed} onClose={() => setDetailed(null)} /> : null}
        {recording && person ? (
          <ConsentDialog
            kind="grant"
            subject={{
              personId: person.id,
              number: row.address,
              display: row.addressDisplay,
              name: shortNameOf(row, t),
              canText: row.canText,
            }}
            onClose={() => setRecording(false)}
          />
        ) : null}
      </Suspense>
    </section>
  );
}

/** The patient's last text while nobody has answered it, and our last one that did not go out. */
function lastTexts({ newest }: Thread): { lastIncoming: Message | undefined; lastFailed: string | null } {
  const texts = newest.filter(({ direction, status }) => direction !== 'none' && status !== 'cancelled');
  const [last] = texts;
  const failed = texts.find(({ direction }) => direction === 'out');
  return {
    lastIncoming: last?.direction === 'in' ? last : undefined,
    lastFailed: failed?.status === 'failed' || failed?.status === 'undelivered' ? failed.body : null,
  };
}

function SharedNumber({ row }: { readonly row: ConversationRow }) {
  const t = useT();
  return (
    <div className={styles.banner}>
      <Banner tone="neutral" icon={Users}>
        <span className="pii">
          {t('inbox.shared', { count: row.people.length + row.peopleMore, names: namesOf(row, t) })}
        </span>
      </Banner>
    </div>
  );
}

function ThreadFault({ onRetry }: { readonly onRetry: () => void }) {
  const t = useT();
  const action = <Button onClick={onRetry}>{t('common.tryAgain')}</Button>;
  return <Empty icon={TriangleAlert} title={t('inbox.threadFailed')} action={action} fill />;
}
