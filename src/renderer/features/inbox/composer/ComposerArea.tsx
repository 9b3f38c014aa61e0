/** What stands under a thread: the composer, a desk note, or why nothing can be sent. Chooses; the parts do the work. */
import { lazy, Suspense, useCallback, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import type { Ref, RefObject } from 'react';
import type { Attachment, ConversationRow, Message, OutputOf } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import type { InvalidateOn } from '../../../state/invalidation.ts';
import { useServices } from '../../../state/services.ts';
import { useNow } from '../../../state/useNow.ts';
import { useKeptWhileOpen } from '../../../state/useKept.ts';
import { useReadsOnly } from '../../../state/useMay.ts';
import { useQuery } from '../../../state/useQuery.ts';
import { shortNameOf, titleOf } from '../names.ts';
import type { ConversationActions } from '../useConversationActions.ts';
import { addedLines, NO_LINES } from './addedLines.ts';
import { ComposerBox } from './ComposerBox.tsx';
import type { DraftBook } from '../../../state/draftBook.ts';
import { composerState } from './gateWords.ts';
import type { ComposerNotice, ComposerState } from './gateWords.ts';
import { LockedComposer, ReadingOnly } from './LockedComposer.tsx';
import { NoteBox } from './NoteBox.tsx';
import { NoticeBanner } from './NoticeBanner.tsx';
import { useDraft } from './useDraft.ts';
import { usePictures } from './usePictures.ts';
import { VisitReplies } from './VisitReplies.tsx';
import type { Pictures } from './usePictures.ts';
import { useSend } from './useSend.ts';
import type { SendOptions } from './useSend.ts';
import styles from './composer.module.css';

const AskDialog = lazy(async () => ({ default: (await import('./AskDialog.tsx')).AskDialog }));

export interface ComposerHandle {
  readonly focus: () => void;
  readonly note: () => void;
  readonly templates: () => void;
  /** Copies of what went with a text that was taken back. */
  readonly addPictures: (attachments: readonly Attachment[]) => void;
}

export interface ComposerAreaProps {
  readonly row: ConversationRow;
  readonly book: DraftBook;
  readonly actions: ConversationActions;
  /** The newest text of the patient, while nobody has answered it. */
  readonly lastIncoming: Message | undefined;
  readonly lastFailed: string | null;
  /** Shows this conversation again, after an undo; left out: in the inbox. */
  readonly onShow?: (() => void) | undefined;
  readonly onDone: () => void;
  readonly onEscape: () => void;
  readonly onCopyNumber: () => void;
  readonly onChangeNumber: (() => void) | undefined;
  readonly onRecordConsent: (() => void) | undefined;
  readonly ref?: Ref<ComposerHandle>;
}

/** Mount once per conversation (`key`). */
export function ComposerArea(props: ComposerAreaProps) {
  return useReadsOnly() ? <ReadingOnly /> : <WritingArea {...props} />;
}

function WritingArea(props: ComposerAreaProps) {
  const { row, book } = props;
  const t = useT();
  const [noting, setNoting] = useKeptWhileOpen(`noting.${row.id}`, false);
  const input = useRef<HTMLTextAreaElement>(null);
  const pictures = usePictures(book.pictures, row.id);
  const answer = useGateAnswer(row.id, pictures);
  const state = withRoute(composerState(row, answer?.decision), answer);
  const draft = useDraft(book, row.id, row.draft);
  const closeNote = useCallback(() => {
    setNoting(false);
    requestAnimationFrame(() => input.current?.focus());
  }, [setNoting]);
  useImperativeHandle(props.ref, () => ({
    focus: () => input.current?.focus(),
    note: () => setNoting(true),
    templates: () => {
      input.current?.focus();
      if (draft.body === '') draft.type('/');
    },
    addPictures: pictures.copy,
  }));
  if (noting) return <NoteBox conversationId={row.id} title={titleOf(row, t)} onClose={closeNote} />;
  if (state.kind === 'locked') {
    return (
      <LockedComposer
        row={row}
        lock={state.lock}
        onNote={() => setNoting(true)}
        onCopyNumber={props.onCopyNumber}
        onChangeNumber={props.onChangeNumber}
      />
    );
  }
  return (
    <OpenComposer
      {...props}
      notice={state.notice}
      answer={answer}
      draft={draft}
      pictures={pictures}
      input={input}
      onNote={() => setNoting(true)}
    />
  );
}

interface OpenComposerProps extends ComposerAreaProps {
  readonly notice: ComposerNotice | null;
  readonly answer: Preview | undefined;
  readonly draft: ReturnType<typeof useDraft>;
  readonly pictures: Pictures;
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly onNote: () => void;
}

function OpenComposer({ notice, answer, draft, pictures, input, onNote, ...props }: OpenComposerProps) {
  const { row, book, actions, onShow } = props;
  const t = useT();
  const { router } = useServices();
  const restore = useRestore(book, row.id);
  const show = useCallback(() => {
    if (onShow) onShow();
    else router.go({ screen: 'inbox', selection: row.id });
  }, [onShow, router, row.id]);
  const { send, question, dropQuestion } = useSend({
    row,
    actions,
    restore,
    show,
    clear: draft.clear,
    pictures,
    onDone: props.onDone,
  });
  const stops = notice !== null && notice.kind !== 'quiet' && notice.stops;
  const lines = useMemo(() => (answer ? addedLines(answer.body) : NO_LINES), [answer]);
  // In quiet hours the plain way to send is the next open hour; "now" goes through the gate's question.
  const usual = (options: SendOptions): SendOptions =>
    notice?.kind === 'quiet' && options.sendAt === undefined ? { ...options, sendAt: notice.until } : options;
  return (
    <div className={styles.area} data-region="composer">
      {notice === null ? null : (
        <NoticeBanner
          notice={notice}
          name={shortNameOf(row, t)}
          onSendNow={draft.body.trim() === '' ? undefined : () => void send(draft.body)}
          onRecord={props.onRecordConsent}
        />
      )}
      <VisitReplies conversationId={row.id} />
      <ComposerBox
        row={row}
        draft={draft}
        input={input}
        canSend={!stops}
        pictures={pictures}
        route={answer?.route ?? null}
        lines={lines}
        lastIncoming={props.lastIncoming}
        lastFailed={props.lastFailed}
        onSend={(body, options = {}) => void send(body, usual(options))}
        onNote={onNote}
        onEscape={props.onEscape}
      />
      <Suspense>
        {question ? (
          <AskDialog
            question={question}
            onCancel={dropQuestion}
            onAnswer={(body, options) => void send(body, options)}
          />
        ) : null}
      </Suspense>
    </div>
  );
}

/** A text comes back: before what was written meanwhile. */
function useRestore(book: DraftBook, conversationId: string): (body: string) => void {
  return useCallback(
    (body) => {
      const present = book.store.getState()[conversationId]?.body ?? '';
      book.put(conversationId, present.trim() === '' ? body : `${body}\n${present}`);
    },
    [book, conversationId],
  );
}

type Preview = OutputOf<'messages.previewMessage'>;

/** A text that no gateway can carry as it is: why, in place of what the gate would say. */
function withRoute(state: ComposerState, answer: Preview | undefined): ComposerState {
  if (state.kind === 'locked' || !answer?.noRoute) return state;
  return { kind: 'open', notice: { kind: 'words', words: answer.noRoute.text, stops: true } };
}

/** What the gate says about any text to this conversation now; asked again each minute, hours open and close. */
function useGateAnswer(conversationId: string, { list }: Pictures): Preview | undefined {
  const topics: readonly InvalidateOn[] = [
    { topic: 'conversation.changed', id: conversationId },
    'consent.changed',
    'settings.changed',
    'gateway.changed',
  ];
  const attachmentIds = list.flatMap(({ id }) => id ?? []);
  const input = { conversationId, body: '', ...(attachmentIds.length > 0 ? { attachmentIds } : {}) };
  const { data, refetch } = useQuery('messages.previewMessage', input, { invalidateOn: topics, keepPrevious: true });
  const minute = Math.floor(useNow(MINUTE_MS) / MINUTE_MS);
  const asked = useRef(minute);
  useEffect(() => {
    if (asked.current === minute) return;
    asked.current = minute;
    refetch();
  }, [minute, refetch]);
  return data;
}

const MINUTE_MS = 60_000;
