/**
 * Sends what stands in the composer: shows the bubble at once, takes it back when the core refuses, offers Undo until
 * it leaves, and asks a person where the gate wants to know (SEND_NEEDS_CONFIRMATION).
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { CallError } from '../../../client/callError.ts';
import type { Attachment, ContentReason, ConversationRow, GateFinding, OutputOf } from '../../../contract.ts';
import { toPlainPunctuation } from '../../../contract.ts';
import { useErrorText } from '../../../i18n/useErrorText.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useT } from '../../../i18n/useT.ts';
import { useServices } from '../../../state/services.ts';
import { useCommand } from '../../../state/useCommand.ts';
import { useUndoable } from '../../../state/useUndoable.ts';
import { UNDO_AT_MOST_MS } from '../thread/timelineItems.ts';
import type { ConversationActions } from '../useConversationActions.ts';
import { decisionIn, questionsIn } from './gateWords.ts';
import { toAttachment } from '../../../state/pictureBook.ts';
import type { DraftPicture } from '../../../state/pictureBook.ts';
import { useOptimisticSend } from './useOptimisticSend.ts';
import type { Pictures } from './usePictures.ts';
import { useUndoTime } from './useUndoTime.ts';

export interface SendOptions {
  /** Send later, UTC ms. */
  readonly sendAt?: number;
  /** Mark the conversation Done as well. */
  readonly done?: boolean;
  readonly templateId?: string;
  readonly channel?: 'whatsapp';
  /** An approved one, by WhatsApp; what stood in the composer stays there. */
  readonly whatsAppTemplate?: { readonly contentSid: string; readonly variables: Record<string, string> };
  readonly confirmed?: readonly string[];
  readonly confirmReason?: string;
  readonly contentReason?: ContentReason;
}

/** What the gate wants a person to answer, and the text it is about. */
export interface SendQuestion {
  readonly body: string;
  readonly options: SendOptions;
  readonly findings: readonly GateFinding[];
}

export interface SendControl {
  readonly send: (body: string, options?: SendOptions) => Promise<void>;
  readonly question: SendQuestion | null;
  readonly dropQuestion: () => void;
}

export interface SendDeps {
  readonly row: ConversationRow;
  readonly actions: ConversationActions;
  /** Puts a text back into the composer of this conversation. */
  readonly restore: (body: string) => void;
  /** Shows this conversation: Undo may come when another one is open. */
  readonly show: () => void;
  /** The text is gone from the composer. */
  readonly clear: () => void;
  /** What goes with it. */
  readonly pictures: Pick<Pictures, 'take' | 'putBack' | 'copy'>;
  /** After "Send and mark Done". */
  readonly onDone: () => void;
}

export function useSend({ row, actions, restore, show, clear, pictures, onDone }: SendDeps): SendControl {
  const [question, setQuestion] = useState<SendQuestion | null>(null);
  const sending = useRef<readonly DraftPicture[]>([]);
  const optimistic = useOptimisticSend(row.id, sending);
  const undoTime = useUndoTime();
  const { run } = useCommand('messages.sendMessage', { refusal: 'caller', optimistic });
  const offerUndo = useOfferUndo({ row, actions, restore, show, pictures });
  const here = useIsMounted();
  const tell = useTellRefusal();

  const send = useCallback<SendControl['send']>(
    async (written, options = {}) => {
      // The words of an approved template are not ours to change, and not what stands in the composer.
      const own = options.whatsAppTemplate === undefined;
      const body = own ? toPlainPunctuation(written).trim() : written;
      if (body === '') return;
      const { done, confirmed, ...rest } = options;
      if (own) clear();
      setQuestion(null);
      const taken = own ? pictures.take() : [];
      sending.current = taken;
      const outcome = await run({
        conversationId: row.id,
        body,
        undoMs: undoTime(),
        ...(confirmed ? { confirmed: [...confirmed] } : {}),
        ...(taken.length > 0 ? { attachmentIds: taken.flatMap(({ id }) => id ?? []) } : {}),
        ...rest,
      });
      if (!outcome.ok) {
        if (own) restore(written);
        pictures.putBack(taken);
        const findings = questionsIn(decisionIn(outcome.error.details));
        const asks = outcome.error.code === 'SEND_NEEDS_CONFIRMATION' && here.current;
        if (asks) setQuestion({ body: written, options, findings });
        else tell(outcome.error);
        return;
      }
      if (done) {
        void actions.setStatus(row, 'done', { quiet: true });
        onDone();
      }
      offerUndo(outcome.value, done === true, own ? taken.map(toAttachment) : null);
    },
    [run, row, actions, clear, pictures, restore, tell, here, undoTime, offerUndo, onDone],
  );
  const dropQuestion = useCallback(() => setQuestion(null), []);
  return { send, question, dropQuestion };
}

/** Somebody may have gone on to another conversation: a question would then come out of nowhere. */
function useIsMounted(): RefObject<boolean> {
  const mounted = useRef(false);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  return mounted;
}

function useTellRefusal(): (error: CallError) => void {
  const t = useT();
  const errorText = useErrorText();
  const { toasts, announcer } = useServices();
  return useCallback(
    (error) => {
      announcer.assertive(t('inbox.notSent'));
      toasts.show({ icon: 'problem', message: errorText(error) });
    },
    [toasts, announcer, errorText, t],
  );
}

type Sent = OutputOf<'messages.sendMessage'>;

type UndoDeps = Pick<SendDeps, 'row' | 'actions' | 'restore' | 'show' | 'pictures'>;

function useOfferUndo({ row, actions, restore, show, pictures }: UndoDeps) {
  const t = useT();
  const formats = useFormats();
  const { clock } = useServices();
  const offer = useUndoable();
  const cancel = useCommand('messages.cancelMessage').run;
  return useCallback(
    /** `attachments` null: nothing comes back into the composer. */
    ({ messageId, notBefore }: Sent, done: boolean, attachments: readonly Attachment[] | null) => {
      const now = clock.now();
      if (notBefore === null || notBefore <= now) return;
      const soon = notBefore - now <= UNDO_AT_MOST_MS;
      offer({
        icon: 'info',
        message: soon ? t('inbox.sendingSoon') : t('inbox.sentLater', { when: formats.when(notBefore, now) }),
        ...(soon ? { until: notBefore } : {}),
        undo: async () => {
          const outcome = await cancel({ messageId });
          if (!outcome.ok) return;
          if (done) await actions.setStatus(row, row.status, { quiet: true });
          if (attachments !== null) {
            restore(outcome.value.body);
            pictures.copy(attachments);
          }
          show();
        },
      });
    },
    [cancel, offer, actions, row, restore, show, pictures, formats, clock, t],
  );
}
