/** One text on its way through a gateway: what was claimed, and what has to be known to settle it. */
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
export function outgoingText(job: JobRecord, message: MessageRecord, body: string, sim: number | null): OutgoingText {
  return { id: message.id, to: job.lane, body, sendBy: job.sendBy, priority: job.priority, sim };
}

/** The same for an attempt whose outcome is asked after: only the id and the receiver matter, not the SIM. */
export function attemptedText(attempt: AttemptRecord, job: JobRecord, message: MessageRecord): OutgoingText {
  return { ...outgoingText(job, message, message.body, null), id: attempt.messageId };
}
