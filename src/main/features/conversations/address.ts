/** Where a conversation's texts come from and go to: a phone number, or a sender that is none (short code, name). */
import { parsePhone } from '../../domain/phoneNumber.ts';

const E164 = /^\+[1-9]\d{4,14}$/;
const LONGEST = 32;

/** Whether an address is a phone number in E.164. */
export function isNumber(address: string): boolean {
  return E164.test(address);
}

/** The address of a sender as the gateway names it: E.164 where it is a number, else as it came. `country` is asked for only if need be. */
export function addressOf(sender: string, country: () => string): string {
  if (isNumber(sender)) return sender;
  const parsed = parsePhone(sender, country());
  if (parsed.ok) return parsed.e164;
  const raw = sender.trim().slice(0, LONGEST);
  return raw === '' ? 'unknown' : raw;
}

/** As people in the practice's country write it, `(206) 555-0172`; a foreign number or a name as it is. */
export function displayOf(address: string, country: string): string {
  if (!isNumber(address)) return address;
  // The inbox shows hundreds of these: where the pattern is fixed the number library is not asked.
  const american = country === 'US' || country === 'CA' ? /^\+1(\d{3})(\d{3})(\d{4})$/.exec(address) : null;
  if (american !== null) return `(${american[1] ?? ''}) ${american[2] ?? ''}-${american[3] ?? ''}`;
  const parsed = parsePhone(address, country);
  return parsed.ok && parsed.country === country ? parsed.national : address;
}
