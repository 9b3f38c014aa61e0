/** Pictures and files of texts, both directions. Content travels as base64; it is stored encrypted and never written to a file by itself. */
import { z } from 'zod';
import { Id } from './common.ts';
import { command, Done, query } from './procedure.ts';
import { readers, writers } from './roles.ts';

/** What may be sent and shown. Anything else that comes in is named and not opened. */
export const AttachmentType = z.enum([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'application/pdf',
  'text/vcard',
]);
export type AttachmentType = z.infer<typeof AttachmentType>;

/** The most one may weigh, and the most a text may carry (twilio.md 1: 5 MB in total, 10 files). */
export const MAX_ATTACHMENT_BYTES = 5 * 1024 * 1024;
export const MAX_ATTACHMENTS = 10;

export const Attachment = z.object({
  id: Id,
  name: z.string(),
  contentType: z.string(),
  sizeBytes: z.int().nullable(),
  /** `coming`: still at the gateway, fetched soon. `failed`: could not be fetched, `problem` says why. */
  state: z.enum(['ready', 'coming', 'failed']),
  /** Words for the desk. */
  problem: z.string().nullable(),
});
export type Attachment = z.infer<typeof Attachment>;

export const attachments = {
  /** Keeps a picture for a text that is being written. INVALID_INPUT: too big, not what it says it is, or a type we do not send. */
  addAttachment: command({
    roles: writers,
    input: {
      name: z.string().trim().min(1).max(100),
      /** At most 5 MB after decoding. */
      data: z.base64().max(Math.ceil(MAX_ATTACHMENT_BYTES / 3) * 4),
    },
    output: Attachment,
  }),
  getAttachment: query({
    roles: readers,
    input: z.strictObject({ id: Id }),
    output: Attachment.extend({ data: z.string() }),
  }),
  /** Takes one away that has not been sent. CONFLICT: it belongs to a text. */
  removeAttachment: command({ roles: writers, input: { id: Id }, output: Done }),
};
