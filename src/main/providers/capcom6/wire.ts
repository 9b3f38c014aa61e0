/**
 * The app's answers as we read them: only the members we use, tolerant of everything else (capcom6.md 3, 9).
 * Unknown members are dropped, unknown states become null, never an error.
 */
import { z } from 'zod';
import type { DeliveryStatus } from '../../domain/messageStatus.ts';

const HealthCheck = z.object({ observedValue: z.number() });

/** The mark of the app: without these it is somebody else's `/health`. */
export const HealthAnswer = z.object({
  version: z.string(),
  releaseId: z.number(),
  checks: z
    .record(z.string(), z.unknown())
    .refine((checks) => 'battery:level' in checks && 'messages:failed' in checks, 'is not the app'),
});
export type HealthAnswer = z.infer<typeof HealthAnswer>;

/** The value of one health check, null when the app does not give it. */
export function checkValue(health: HealthAnswer, name: string): number | null {
  const check = HealthCheck.safeParse(health.checks[name]);
  return check.success ? check.data.observedValue : null;
}

const SimCardAnswer = z.object({
  simNumber: z.number(),
  phoneNumber: z.string().nullish(),
  carrierName: z.string().nullish(),
});

const OneDevice = z.object({
  id: z.string().min(1),
  name: z.string().nullish(),
  simCards: z.array(SimCardAnswer).nullish(),
});

/** The app lists one device: itself. */
export const DeviceAnswer = z.tuple([OneDevice], z.unknown()).transform(([device]) => device);
export type DeviceAnswer = z.infer<typeof DeviceAnswer>;

const RecipientAnswer = z.object({
  phoneNumber: z.string(),
  state: z.string(),
  error: z.string().nullish(),
});

export const MessageAnswer = z.object({
  id: z.string(),
  state: z.string(),
  recipients: z.array(RecipientAnswer).catch([]),
  states: z.record(z.string(), z.string()).catch({}),
  /** Only of one that the app keeps for later (1.61). */
  scheduleAt: z.string().nullish().catch(null),
});
export type MessageAnswer = z.infer<typeof MessageAnswer>;
export const MessageListAnswer = z.array(MessageAnswer);

export const InboxAnswer = z.array(
  z.object({
    id: z.string().min(1),
    type: z.string(),
    sender: z.string().catch(''),
    simNumber: z.number().nullish(),
    contentPreview: z.string().catch(''),
    createdAt: z.string().catch(''),
    recipient: z.string().nullish().catch(null),
    attachments: z
      .array(z.object({ partId: z.number(), contentType: z.string(), size: z.number().nullish() }))
      .catch([]),
  }),
);
export type InboxRow = z.infer<typeof InboxAnswer>[number];

export const TokenAnswer = z.object({
  id: z.string(),
  access_token: z.string().min(1),
  refresh_token: z.string().nullish(),
});
export type TokenAnswer = z.infer<typeof TokenAnswer>;

export const WebhookListAnswer = z.array(z.object({ id: z.string(), url: z.string(), event: z.string() }));
export type WebhookAnswer = z.infer<typeof WebhookListAnswer>[number];

export const LogAnswer = z.array(
  z.object({
    priority: z.string().catch('INFO'),
    module: z.string().catch(''),
    message: z.string().catch(''),
    context: z.record(z.string(), z.unknown()).nullish().catch(null),
    createdAt: z.string().catch(''),
  }),
);
export type LogEntry = z.infer<typeof LogAnswer>[number];

export const ErrorAnswer = z.object({ message: z.string() });

const STATUS: Readonly<Record<string, DeliveryStatus>> = {
  Pending: 'pending',
  // Only the cloud knows this state in between; the text can still go out.
  Cancelling: 'pending',
  Processed: 'processed',
  Sent: 'sent',
  Delivered: 'delivered',
  Failed: 'failed',
  Cancelled: 'cancelled',
};

/** The app's state in our words; null for a state of a future version. */
export function statusOf(state: string): DeliveryStatus | null {
  return STATUS[state] ?? null;
}

/** An instant (UTC ms) from the app's date; null when it is none. */
export function parseDate(text: string): number | null {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}
