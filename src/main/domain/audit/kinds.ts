/** What kind of thing an action of the audit trail is, for the filter of Activity. Pure; knows names of actions, no rows. */
import type { AuditKind } from '../../../contract/audit.ts';

/** Single actions that are of another kind than the rest of their noun. */
const ACTIONS: Readonly<Record<string, AuditKind>> = {
  'conversation.viewed': 'views',
  'person.viewed': 'views',
  'audit.viewed': 'views',
  'retention.viewed': 'views',
  'messages.searched': 'views',
  'people.searched': 'views',
  'person.removed': 'deletions',
  'person.erased': 'deletions',
  'message.erasedAtProvider': 'deletions',
  'schedule.importUndone': 'imports',
  'number.markedNoSms': 'people',
  'audit.verified': 'checks',
  'audit.removed': 'deletions',
  'ledger.removed': 'deletions',
};

/** By the noun before the dot. */
const NOUNS: Readonly<Record<string, AuditKind>> = {
  message: 'texts',
  messages: 'texts',
  reminder: 'texts',
  code: 'texts',
  autoReply: 'texts',
  slot: 'texts',
  attachment: 'texts',
  gate: 'texts',
  conversation: 'status',
  appointment: 'visits',
  visit: 'visits',
  day: 'visits',
  waitlist: 'visits',
  writeBack: 'visits',
  consent: 'consent',
  number: 'consent',
  wording: 'consent',
  suppression: 'consent',
  person: 'people',
  people: 'people',
  schedule: 'imports',
  source: 'imports',
  settings: 'settings',
  gateway: 'settings',
  tunnel: 'settings',
  cadence: 'settings',
  reminders: 'settings',
  template: 'settings',
  templates: 'settings',
  account: 'signIn',
  accounts: 'signIn',
  session: 'signIn',
  signIn: 'signIn',
  lock: 'signIn',
  retention: 'deletions',
  erasure: 'deletions',
  hold: 'deletions',
  legalHold: 'deletions',
  privacy: 'deletions',
  backup: 'backups',
  backups: 'backups',
  restore: 'backups',
  key: 'backups',
  keys: 'backups',
  fence: 'backups',
  recoveryCode: 'backups',
  ledger: 'checks',
  audit: 'checks',
};

/** An action nobody named yet is shown under "other", never lost. */
export function kindOf(action: string): AuditKind {
  const [noun = '', verb = ''] = action.split('.');
  // Whatever it is about: it left the program.
  if (verb === 'exported' || verb === 'printed') return 'exports';
  return ACTIONS[action] ?? NOUNS[noun] ?? 'other';
}
