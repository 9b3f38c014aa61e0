/** The small words every feature's contract shares: identifiers, instants, civil times, pages. No feature belongs here. */
import { z } from 'zod';

/** An identifier made by the core. Opaque; safe in URLs. */
export const Id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'is not an identifier');

/** An instant: whole milliseconds since 1970, UTC, at most so late that every zone still writes its year with four digits. */
export const Instant = z
  .int()
  .min(0)
  .max(Date.UTC(9999, 11, 30));

/** A calendar day without a zone, `2026-11-21`. */
export const CivilDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'is not a date like 2026-11-21');

/** A wall-clock time without a zone, `08:00`. */
export const CivilTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time like 08:00');

/** An IANA zone name. Existence is checked where it is used (domain/time). */
export const Zone = z.string().min(1).max(64);

/** A telephone number in E.164, `+12065550172`. */
export const E164 = z.string().regex(/^\+[1-9]\d{4,14}$/, 'is not a number like +12065550172');

/** Where a number of a conversation may be: E.164, or a sender that is no phone number (short code, name). */
export const Address = z.string().min(1).max(32);

/** ISO 639-1 language of a person or template. */
export const Language = z.string().regex(/^[a-z]{2}$/);

/** Made once per click by the caller; a command that arrives twice with the same id acts once. */
export const CommandId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'is not a command id');

/** Opaque place in a list. Pass back what the last page gave as `next`. */
export const Cursor = z.string().max(512);
export const Limit = z.int().min(1).max(200).default(50);

/** One page of a keyset-paged list; `next` is null on the last page. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: Cursor.nullable() });
}

/** Why texts go out. Consent is kept per purpose (rules.md 2.2). */
export const Purpose = z.enum(['care', 'billing', 'marketing', 'employee', 'employee_emergency', 'system']);
export type Purpose = z.infer<typeof Purpose>;

/** How a text travels. SMS covers MMS. */
export const Channel = z.enum(['sms', 'whatsapp']);
export type Channel = z.infer<typeof Channel>;

/** Who or what started a text (rules.md 13.1). */
export const Trigger = z.enum(['automatic', 'manual', 'reply']);
export type Trigger = z.infer<typeof Trigger>;

/** A reason a person can read: a stable code, and the words for staff. */
export const Reason = z.object({ code: z.string(), text: z.string() });
export type Reason = z.infer<typeof Reason>;
