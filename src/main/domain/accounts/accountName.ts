/** Names of the people who use the program: the audit trail shows them, so they must tell people apart. Pure. */

/** What the program itself signs with; nobody may be called the same. */
const TAKEN: readonly string[] = [
  'owner',
  'device',
  'command line',
  'commandline',
  'demo',
  'import',
  'patient',
  'program',
  'provider',
  'system',
  'locked',
];

/** The name as it is kept: one space between words, no invisible characters. */
export function tidyName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/\p{Cf}|\p{Cc}/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** The name as it is compared: without case, accents and compatibility forms. */
export function nameKeyOf(name: string): string {
  return tidyName(name).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether the program signs with this name itself. */
export function isTakenByProgram(name: string): boolean {
  return TAKEN.includes(nameKeyOf(name));
}
