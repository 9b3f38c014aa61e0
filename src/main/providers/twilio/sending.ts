/**
 * One text to Twilio: what is asked for, and what the answer means. A create is not idempotent (twilio.md section 3), so nothing is ever
 * tried twice here.
 */
import type { MessageListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/message.js';
import type { Clock, Logger } from '../../platform/ports.ts';
import { toIso } from '../../domain/time.ts';
import { CANNOT_HOLD } from '../gateway.ts';
import type { OutgoingText, SendOutcome } from '../gateway.ts';
import { isService } from './config.ts';
import type { TwilioConfig } from './config.ts';
import { describeFailure, sendFailure } from './failures.ts';
import type { TwilioClient } from './twilioClient.ts';
import { MessageRow, statusOf, writeAddress } from './wire.ts';

export interface SendingDeps {
  readonly client: TwilioClient;
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: TwilioConfig;
  /** Where status callbacks are to go, without query; null while nobody outside can reach us. */
  readonly statusUrl: () => string | null;
}

/** ValidityPeriod, in seconds (twilio.md section 1). */
const MOST_VALIDITY_S = 36_000;
const MOST_FILES = 10;
const MOST_MEDIA_BYTES = 5 * 1024 * 1024;

type Rejected = Extract<SendOutcome, { kind: 'rejected' }>;
type Retry = Extract<SendOutcome, { kind: 'retry' }>;
const rejected = (code: string, detail: string): Rejected => ({ kind: 'rejected', code, detail });

/** Posts a text once. */
export async function sendText(deps: SendingDeps, text: OutgoingText, signal?: AbortSignal): Promise<SendOutcome> {
  const message = messageOf(deps, text);
  if ('kind' in message) return message;
  const result = await deps.client.call(
    (sdk) => sdk.messages.create(message),
    (answer) => MessageRow.safeParse(answer).data ?? null,
    signal,
  );
  if (result.ok) {
    const { sid, status } = result.value;
    return { kind: 'accepted', gatewayMessageId: sid, status: statusOf(status) ?? 'pending' };
  }
  const outcome = sendFailure(result);
  deps.log.info({ outcome: outcome.kind, detail: describeFailure(result) }, 'twilio took no text');
  return outcome;
}

/** The request, or why this text can never go out by Twilio. */
function messageOf(deps: SendingDeps, text: OutgoingText): MessageListInstanceCreateOptions | Rejected | Retry {
  const channel = text.channel ?? 'sms';
  if (channel === 'whatsapp' && deps.config.whatsAppNumber === null) {
    return rejected('gatewaySettings', 'WhatsApp is switched off here.');
  }
  const cannot = cannotHold(deps, text);
  if (cannot !== null) return cannot;
  // The validity of a text that waits for its time begins with that time.
  const from = Math.max(deps.clock.now(), text.sendAt ?? 0);
  const validityS = text.sendBy === null ? null : Math.floor((text.sendBy - from) / 1_000);
  if (validityS !== null && validityS < 1) return rejected('expired', 'The time to send it by has passed.');
  const media = mediaOf(text);
  if ('kind' in media) return media;
  const statusUrl = deps.statusUrl();
  return {
    to: writeAddress(text.to, channel),
    ...senderOf(deps.config, text),
    ...contentOf(text),
    ...media,
    // Look-alike letters would change the text by which an attempt in doubt is found again.
    smartEncoded: false,
    ...(validityS === null ? {} : { validityPeriod: Math.min(validityS, MOST_VALIDITY_S) }),
    ...(text.sendAt === undefined ? {} : { scheduleType: 'fixed' as const, sendAt: wholeSecond(text.sendAt) }),
    ...(statusUrl === null ? {} : { statusCallback: `${statusUrl}?c=${encodeURIComponent(text.attemptId)}` }),
  };
}

/** The package asks for a Date and takes the words of one as they are. */
function wholeSecond(at: number): Date {
  return toIso(Math.floor(at / 1_000) * 1_000) as unknown as Date;
}

/** Only a Messaging Service keeps a text; WhatsApp has none here, and a picture's address does not live that long. */
function cannotHold({ config }: SendingDeps, { sendAt, channel = 'sms', media = [] }: OutgoingText): Retry | null {
  if (sendAt === undefined || (isService(config.sender) && channel === 'sms' && media.length === 0)) return null;
  return { kind: 'retry', afterMs: 0, code: CANNOT_HOLD, detail: 'Twilio cannot keep this text until its time.' };
}

function senderOf(
  config: TwilioConfig,
  { channel = 'sms', from }: OutgoingText,
): Partial<MessageListInstanceCreateOptions> {
  if (channel === 'whatsapp') return { from: writeAddress(from ?? config.whatsAppNumber ?? '', channel) };
  if (!isService(config.sender)) return { from: from ?? config.sender };
  // A number beside the service pins one of its pool: the one the person wrote to.
  return { messagingServiceSid: config.sender, ...(from === undefined ? {} : { from }) };
}

function contentOf({ body, template }: OutgoingText): Partial<MessageListInstanceCreateOptions> {
  if (template === undefined) return body === '' ? {} : { body };
  return { contentSid: template.contentSid, contentVariables: JSON.stringify(template.variables) };
}

/** Twilio fetches pictures itself, so without a public address there are none. */
function mediaOf({ media = [] }: OutgoingText): Pick<MessageListInstanceCreateOptions, 'mediaUrl'> | Rejected {
  if (media.length === 0) return {};
  const urls = media.flatMap(({ publicUrl }) => publicUrl ?? []);
  if (urls.length < media.length) {
    return rejected(
      'mediaRefused',
      'Twilio fetches pictures by a public address, and there is none: start the tunnel.',
    );
  }
  if (media.length > MOST_FILES) return rejected('mediaRefused', 'More than ten files.');
  const bytes = media.reduce((sum, one) => sum + one.bytes.byteLength, 0);
  if (bytes > MOST_MEDIA_BYTES) return rejected('mediaRefused', 'The pictures are larger than 5 MB together.');
  return { mediaUrl: urls };
}
