/** One text on its way through a gateway: what was claimed, and what has to be known to settle it. */
import { templateOf } from '../domain/templates/whatsAppTemplate.ts';
import type { OutgoingText } from '../providers/gateway.ts';
import type { AttemptRecord, JobRecord, MessageRecord } from '../store/records.ts';

export interface Flight {
  readonly job: JobRecord;
  readonly attemptId: string;
  readonly gatewayId: string;
  readonly text: OutgoingText;
  /** UTC ms; durable before the socket opens. */
  readonly claimedAt: number;
}

/** The text of a message as it is asked for at a gateway. The receiver's address is the lane. */
export function outgoingText(
  job: JobRecord,
  message: MessageRecord,
  attemptId: string,
  leaving: { readonly body: string; readonly sim: number | null; readonly from?: string | null },
): OutgoingText {
  const { body, sim, from = null } = leaving;
  const template = templateOf(message.eventData);
  return {
    id: message.id,
    attemptId,
    to: job.lane,
    ...(message.channel === 'sms' ? {} : { channel: message.channel }),
    ...(from === null ? {} : { from }),
    ...(template === null ? {} : { template }),
    body,
    sendBy: job.sendBy,
    ...(job.sendAt === null ? {} : { sendAt: job.sendAt }),
    priority: job.priority,
    sim,
  };
}

/** The same for an attempt whose outcome is asked after: the exact text that left then, lines and all. The SIM does not matter. */
export function attemptedText(attempt: AttemptRecord, job: JobRecord, message: MessageRecord): OutgoingText {
  const body = attempt.body ?? message.body;
  return { ...outgoingText(job, message, attempt.id, { body, sim: null }), id: attempt.messageId };
}
