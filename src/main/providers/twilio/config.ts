/** What is stored about a Twilio gateway beside its credentials. Nothing in it is secret. */
import { z } from 'zod';
import { E164 } from '../../../contract/common.ts';

export const SERVICE_SID = /^MG[0-9a-f]{32}$/i;

export const TwilioConfig = z.object({
  accountSid: z.string(),
  /** An own number (E.164), or the messaging service that picks one of its numbers. */
  sender: z.string(),
  /** The own numbers, E.164: texts to them are ours. With a service those it had when it was connected. */
  numbers: z.array(E164),
  /** The number that is also a WhatsApp sender; null: WhatsApp is off, as it is by default (not HIPAA eligible, twilio.md 8). */
  whatsAppNumber: E164.nullable().default(null),
  /** What `erase` does at Twilio: empty the text, or delete the whole record with its pictures. */
  erase: z.enum(['redact', 'delete']).default('redact'),
  /** The Verify service for one-time codes; null: none. */
  verifyServiceSid: z.string().nullable().default(null),
});
export type TwilioConfig = z.infer<typeof TwilioConfig>;

export function isService(sender: string): boolean {
  return SERVICE_SID.test(sender);
}
