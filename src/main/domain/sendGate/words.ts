/**
 * What staff are told about each finding, and how the placeholders are filled.
 * Plain sentences with the next step; silent findings have no words (rules.md 13.2 row 7).
 */
import type { GateAnswer, GateCode, GateDecision, GateFinding, GuardRuleId } from '../../../contract/gate.ts';
import { GUARD_WORDS } from '../contentGuard/words.ts';
import { toIso } from '../time.ts';

export const STAFF_WORDS: Readonly<Record<GateCode, string>> = {
  NUMBER_INVALID: "This number can't receive texts. Check it or telephone.",
  NUMBER_SUSPENDED: "Someone told us this is not {name}'s number. Ask {name} for the right one.",
  OPTED_OUT_ALL:
    '{name} asked us to stop texting on {date} ({how}). Please telephone. Only they can turn texts on again, by texting START.',
  OPTED_OUT_PERSON: 'Texts about {name} are turned off for this phone.',
  OPTED_OUT_PURPOSE: '{name} does not want {purpose} texts.',
  SUSPECTED_OPTOUT: '{name} may have asked us to stop. Read the last message first.',
  OPTOUT_CONFIRM_ALREADY_SENT: '',
  OPTOUT_CONFIRM_TOO_LATE: '',
  SYSTEM_ALREADY_SENT: '',
  OPTIN_ALREADY_ASKED: '{name} was asked this week already. Ask in person, then record it here.',
  WHATSAPP_US_MARKETING: 'WhatsApp does not deliver advertising to US numbers.',
  WHATSAPP_HEALTH_OFF: 'WhatsApp is turned off for patient messages.',
  CONSENT_CHANNEL: '{name} agreed to {agreed}, not to {asked}. Use {agreed} instead?',
  CONSENT_MISSING: 'We have no permission on file for {purpose} texts. Ask, then record it here.',
  CONTENT_BLOCK: "This looks like {content}. It can't go by text.",
  EXPIRED: 'The visit has started or was changed; the reminder was not sent.',
  PROVIDER_NOT_READY: 'Texting is not set up: {cause}. The owner can fix it in Settings.',
  PROVIDER_OPTOUT:
    '{name} asked us to stop texting on {date} ({how}). Please telephone. Only they can turn texts on again, by texting START.',
  GATEWAY_NO_MARKETING: "The office phone can't send advertising. Use Twilio.",
  REGISTERED_SENDER_MISSING:
    'Indian networks take texts only from a registered sender name. The owner can add it in Settings; until then please telephone.',
  REGISTERED_TEXT_MISSING:
    'Indian networks take only registered texts, word for word. Choose a ready-made text with a DLT number, or telephone.',
  MARKETING_STATE_UNKNOWN: "We don't know which state {name} is in. Add the address or use the normal window.",
  WHATSAPP_WINDOW: 'Choose an approved template.',
  EXPIRED_BEFORE_WINDOW: 'Too late to text before the visit. Please telephone.',
  EMERGENCY_BLAST: 'Send now to {recipients} people, also at night?',
  OPTED_OUT_OTHER_NUMBER: '{name} turned texts off on another number. Ask before using this one.',
  CONSENT_UNPROVEN: 'How did {name} agree? Choose: in person, on paper, by phone.',
  CONTENT_CONFIRM: 'This mentions {content}. Send anyway? Why?',
  STALE_CONTACT: 'No contact for over a year. Is the number still right?',
  ZONE_NO_OVERLAP: 'Where is {name}? Please set the time zone.',
  CAP_DAY: '{name} already got {texts} today.',
  CAP_WEEK: '{name} already got {texts} this week.',
  CAP_MONTH: '{name} already got {texts} this month.',
  QUIET_HOURS: 'It is {time} for {name}. Send now or at {opens}?',
  PROVIDER_BUSY: 'Waiting for {gateway}. Will try again at {opens}.',
};

/** It is not the number that is wrong. */
const HELD: Readonly<Record<string, string>> = {
  deceased: 'Someone told us that {name} may have died. Texting is stopped until somebody has checked.',
  held: 'Texting {name} was stopped at the desk. Telephone, or look at the conversation first.',
};

const CANCEL_NOTE = ' They may have meant the appointment.';

/** What the caller knows and the gate does not. Times come ready to show, in the person's zone and the staff's style. */
export interface StaffFacts {
  readonly name?: string;
  /** Date of the opt-out. */
  readonly date?: string;
  /** The person's time now. */
  readonly time?: string;
  /** When it opens, or is tried again. */
  readonly opens?: string;
  readonly gateway?: string;
  readonly cause?: string;
  /** "a Social Security number", "a medicine". */
  readonly content?: string;
  readonly recipients?: string;
}

const UNKNOWN: Readonly<Record<string, string>> = {
  name: 'this person',
  date: 'an earlier day',
  how: 'no further note',
  time: 'night',
  opens: 'the next open time',
  gateway: 'the gateway',
  cause: 'it needs attention',
  content: 'something that should not be texted',
  recipients: 'all these',
};
const CHANNEL_WORDS: Readonly<Record<string, string>> = { sms: 'texts', whatsapp: 'WhatsApp' };
const CAUSE_WORDS: Readonly<Record<string, string>> = {
  not_configured: 'no gateway is connected',
  auth_failed: 'the password is wrong',
  unregistered: 'the number is not registered with the carriers',
};

/** The finding as a sentence for staff. Never contains a bare placeholder; empty for silent findings. */
export function staffWords(finding: GateFinding, facts: StaffFacts): string {
  const words = HELD[String(finding.params['hold'] ?? '')] ?? finding.words;
  const filled = words.replace(/\{(\w+)\}/g, (_whole, name: string) => value(name, finding, facts));
  const cancelled = finding.code === 'OPTED_OUT_ALL' && /\bcancel/i.test(String(finding.params['how'] ?? ''));
  return (cancelled ? filled + CANCEL_NOTE : filled).replace(/^./, (first) => first.toUpperCase());
}

/** The decision on the wire: instants as ISO text. */
export function toAnswer(decision: GateDecision): GateAnswer {
  const text = (at: number | null) => (at === null ? null : toIso(at));
  return {
    ...decision,
    until: text(decision.until),
    findings: decision.findings.map((finding) => ({ ...finding, until: text(finding.until) })),
  };
}

function value(name: string, finding: GateFinding, facts: StaffFacts): string {
  if (name === 'texts') return counted(finding.params['count']);
  const given = (facts as Readonly<Record<string, string | undefined>>)[name];
  if (given !== undefined) return given;
  const known = finding.params[name];
  if (known === undefined) return UNKNOWN[name] ?? '';
  if (name === 'content') return GUARD_WORDS[known as GuardRuleId] ?? UNKNOWN['content'] ?? '';
  if (name === 'agreed' || name === 'asked') return CHANNEL_WORDS[known] ?? String(known);
  return name === 'cause' ? (CAUSE_WORDS[known] ?? String(known)) : String(known);
}

function counted(count: string | number | undefined): string {
  return count === 1 ? '1 text' : `${count ?? 'several'} texts`;
}
