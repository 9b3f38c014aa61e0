/**
 * Texts several patients, each with their own details, one after the other. Every text goes through the same door as
 * one by hand: what the core refuses or would ask about is not sent, and is listed with its reason.
 */
import { useCallback, useState } from 'react';
import { toCallError } from '../../client/callError.ts';
import type { Client } from '../../client/client.ts';
import type { Appointment } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useUndoable } from '../../state/useUndoable.ts';

export interface Refused {
  readonly visit: Appointment;
  readonly conversationId: string | null;
  readonly reason: string;
}

interface Sent {
  readonly messageId: string;
  /** UTC ms; it does not leave before. Null: it may be gone already. */
  readonly notBefore: number | null;
}

export interface ChaseResult {
  readonly sent: number;
  readonly refused: readonly Refused[];
}

export interface Chase {
  /** How many are done, while sending; null otherwise. */
  readonly done: number | null;
  /** Resolves when every visit was tried. */
  readonly send: (visits: readonly Appointment[], templateId: string) => Promise<ChaseResult>;
}

export function useChase(): Chase {
  const t = useT();
  const errorText = useErrorText();
  const { client } = useServices();
  const [done, setDone] = useState<number | null>(null);
  const offer = useOfferUndo();

  const send = useCallback<Chase['send']>(
    async (visits, templateId) => {
      const sent: Sent[] = [];
      const refused: Refused[] = [];
      for (const [index, visit] of visits.entries()) {
        setDone(index);
        let conversationId = visit.conversationId;
        try {
          conversationId ??= (await client.command('conversations.openConversation', { personId: visit.personId })).id;
          const text = await client.query('templates.renderTemplate', { templateId, conversationId });
          if (text.missing.length > 0) {
            const reason = t('chase.missing', { fields: text.missing.map((field) => t(`detail.${field}`)).join(', ') });
            refused.push({ visit, conversationId, reason });
            continue;
          }
          sent.push(await sendOne(client, { conversationId, body: text.body, templateId }));
        } catch (thrown) {
          refused.push({ visit, conversationId, reason: errorText(toCallError(thrown)) });
        }
      }
      setDone(null);
      offer(sent);
      return { sent: sent.length, refused };
    },
    [client, t, errorText, offer],
  );
  return { done, send };
}

async function sendOne(
  client: Client,
  text: { readonly conversationId: string; readonly body: string; readonly templateId: string },
): Promise<Sent> {
  const { messageId, notBefore } = await client.command('messages.sendMessage', text);
  return { messageId, notBefore };
}

/** One Undo for all of them; says how many were too late. */
function useOfferUndo(): (sent: readonly Sent[]) => void {
  const t = useT();
  const { client, clock, toasts } = useServices();
  const offerUndo = useUndoable();
  return useCallback(
    (sent) => {
      if (sent.length === 0) return;
      const waits = sent.map((text) => text.notBefore ?? 0).filter((at) => at > clock.now());
      const undo = async (): Promise<void> => {
        const results = await Promise.allSettled(
          sent.map(({ messageId }) => client.command('messages.cancelMessage', { messageId })),
        );
        const back = results.filter((result) => result.status === 'fulfilled').length;
        const late = sent.length - back;
        const words = [t('chase.undone', { count: back }), ...(late > 0 ? [t('chase.undoLate', { count: late })] : [])];
        toasts.show({ icon: late > 0 ? 'problem' : 'done', message: words.join(' ') });
      };
      const message = t('chase.sent', { count: sent.length });
      offerUndo({ message, undo, ...(waits.length > 0 ? { until: Math.min(...waits) } : {}) });
    },
    [client, clock, toasts, offerUndo, t],
  );
}
