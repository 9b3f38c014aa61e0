/**
 * The net under the log: hides fields that could carry a person or a secret, and digits that look like a phone number.
 * It is not a licence to log such things; callers log ids and counts.
 */
import type { LogFields } from './ports.ts';

const HIDDEN = '[hidden]';

/** Names of fields that never reach a log file, compared in lower case without separators. */
const HIDDEN_FIELDS = new Set([
  'accesstoken',
  'address',
  'authorization',
  'authtoken',
  'body',
  'cookie',
  'dob',
  'email',
  'firstname',
  'from',
  'lastname',
  'message',
  'name',
  'note',
  'number',
  'password',
  'phone',
  'phonenumber',
  'recipient',
  'refreshtoken',
  'secret',
  'sender',
  'text',
  'to',
  'token',
]);

const PHONE_LIKE = /\+?\d(?:[\s().-]{0,2}\d){6,14}/g;
const CREDENTIALS_IN_URL = /\/\/[^/@\s]+@/g;
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi;

/** A copy of `fields` that is safe to write: hidden fields are blanked, phone-like digits and credentials are masked. */
export function redactFields(fields: LogFields): LogFields {
  const safe: Record<string, LogFields[string]> = {};
  for (const [field, value] of Object.entries(fields)) {
    safe[field] = redactValue(field, value);
  }
  return safe;
}

function redactValue(field: string, value: LogFields[string]): LogFields[string] {
  if (value === null || value === undefined) return value;
  if (HIDDEN_FIELDS.has(field.toLowerCase().replaceAll(/[_.-]/g, ''))) return HIDDEN;
  return typeof value === 'string' ? redactText(value) : value;
}

/** Masks phone-like digits and credentials in free text, such as an error's own words. */
export function redactText(text: string): string {
  return text
    .replaceAll(CREDENTIALS_IN_URL, `//${HIDDEN}@`)
    .replaceAll(BEARER, `$1 ${HIDDEN}`)
    .replaceAll(PHONE_LIKE, HIDDEN);
}
