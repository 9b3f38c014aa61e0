/**
 * The words of the send gate: what it is asked and what it answers (rules.md 13.1, 13.2).
 * On the wire instants are ISO 8601 text (or UTC ms); inside the core they are always UTC ms.
 * The rules themselves are in main/domain/sendGate; nothing here decides anything.
 */
import { z } from 'zod';
import { query } from './procedure.ts';
import { readers, writers } from './roles.ts';

/** UTC ms inside; ISO 8601 with offset, or UTC ms, on the wire. */
const Instant = z.union([z.int(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))]);
const MaybeInstant = Instant.nullable().default(null);
const ClockTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

export const Purpose = z.enum(['care', 'billing', 'marketing', 'employee', 'employee_emergency', 'system']);
export type Purpose = z.infer<typeof Purpose>;

/** What a person can agree to; `employee_emergency` goes by `employee`. */
export const ConsentPurpose = z.enum(['care', 'billing', 'marketing', 'employee']);
export type ConsentPurpose = z.infer<typeof ConsentPurpose>;

export const Channel = z.enum(['sms', 'whatsapp']);
export type Channel = z.infer<typeof Channel>;

/** rules.md 2.2, strongest first. `revoked` is an opt-out of that purpose. */
export const ConsentLevel = z.enum(['written', 'express', 'provided_number', 'unproven', 'pending', 'none', 'revoked']);
export type ConsentLevel = z.infer<typeof ConsentLevel>;

/**
 * Messages the program itself owes or asks. All but `optin_request` answer something the person just sent.
 */
export const SystemKind = z.enum([
  'optout_confirmation',
  'optin_confirmation',
  'help_reply',
  'emergency_notice',
  'optin_request',
]);
export type SystemKind = z.infer<typeof SystemKind>;

/** The rules of the content guard (rules.md section 8). For the log and for tools; staff see words. */
export const GuardRuleId = z.enum([
  'CG01',
  'CG02',
  'CG03',
  'CG04',
  'CG05',
  'CG06',
  'CG07',
  'CG08',
  'CG09',
  'CG10',
  'CG11',
  'CG12',
  'CG13',
  'CG14',
  'CG15',
  'CG16',
  'CG17',
  'CG18',
  'CG19',
  'CG20',
  'CG21',
  'CG22',
  'CG23',
  'CG24',
  'CG25',
]);
export type GuardRuleId = z.infer<typeof GuardRuleId>;

/** The table of rules.md 13.2 with the rulings of section 0, in the order of its rows. */
export const GateCode = z.enum([
  'NUMBER_INVALID',
  'NUMBER_SUSPENDED',
  'OPTED_OUT_ALL',
  'OPTED_OUT_PERSON',
  'OPTED_OUT_PURPOSE',
  'SUSPECTED_OPTOUT',
  'OPTOUT_CONFIRM_ALREADY_SENT',
  'OPTOUT_CONFIRM_TOO_LATE',
  'SYSTEM_ALREADY_SENT',
  'OPTIN_ALREADY_ASKED',
  'WHATSAPP_US_MARKETING',
  'WHATSAPP_HEALTH_OFF',
  'CONSENT_CHANNEL',
  'CONSENT_MISSING',
  'CONTENT_BLOCK',
  'EXPIRED',
  'PROVIDER_NOT_READY',
  'PROVIDER_OPTOUT',
  'GATEWAY_NO_MARKETING',
  'REGISTERED_SENDER_MISSING',
  'REGISTERED_TEXT_MISSING',
  'MARKETING_STATE_UNKNOWN',
  'WHATSAPP_WINDOW',
  'EXPIRED_BEFORE_WINDOW',
  'EMERGENCY_BLAST',
  'OPTED_OUT_OTHER_NUMBER',
  'CONSENT_UNPROVEN',
  'CONTENT_CONFIRM',
  'STALE_CONTACT',
  'ZONE_NO_OVERLAP',
  'CAP_DAY',
  'CAP_WEEK',
  'CAP_MONTH',
  'QUIET_HOURS',
  'PROVIDER_BUSY',
]);
export type GateCode = z.infer<typeof GateCode>;

const ConsentByPurpose = z.strictObject({
  care: ConsentLevel.default('none'),
  billing: ConsentLevel.default('none'),
  marketing: ConsentLevel.default('none'),
  employee: ConsentLevel.default('none'),
});
const NO_CONSENT = { care: 'none', billing: 'none', marketing: 'none', employee: 'none' } as const;

const OptOut = z.strictObject({
  /** `all`: the number, for everyone on it, on every channel. */
  scope: z.enum(['none', 'all', ...ConsentPurpose.options]).default('none'),
  at: MaybeInstant,
  /** How it reached us, for the words for staff: "keyword STOP". */
  how: z.string().max(200).nullable().default(null),
  /** A message that may have meant "stop" waits for a person (rules.md 14.3 flag_hold). */
  suspected: z.boolean().default(false),
  /** The same person opted out on another of their numbers. */
  otherNumber: z.boolean().default(false),
  /** People of a shared number about whom nobody wants texts. */
  persons: z.array(z.string()).default([]),
});

const Zone = z.strictObject({
  /** Told by the person or set by staff. */
  onFile: z.string().nullable().default(null),
  /** Of the postal address; two when only a split state is known. */
  address: z.array(z.string()).default([]),
  practice: z.string(),
  /** Of the number's area code; empty when it carries no geography. */
  number: z.array(z.string()).default([]),
});

const Provider = z.strictObject({
  kind: z.enum(['twilio', 'android']).default('twilio'),
  state: z
    .enum([
      'ok',
      'not_configured',
      'auth_failed',
      'unregistered',
      'opted_out',
      'offline',
      'rate_limited',
      'daily_limit',
    ])
    .default('ok'),
  retryAt: MaybeInstant,
});

/** Where networks take only texts that were registered with them before (India, section 10). */
const Registration = z.strictObject({
  /** It goes to such a network, by a gateway that serves businesses. */
  required: z.boolean().default(false),
  /** A registered sender name carries it. */
  sender: z.boolean().default(false),
  /** It is, word for word, a text that is registered. */
  text: z.boolean().default(false),
});

const WhatsApp = z.strictObject({
  /** Within 24 hours of the person's last message. */
  windowOpen: z.boolean().default(false),
  /** The text is an approved template. */
  template: z.boolean().default(false),
  /** The owner of a HIPAA practice turned WhatsApp on for patient messages. */
  healthAllowed: z.boolean().default(false),
});

const Expiry = z.strictObject({
  sendBy: MaybeInstant,
  appointmentStatus: z.enum(['booked', 'started', 'done', 'cancelled']).default('booked'),
});

/**
 * One message, and everything the decision may depend on. Unknown keys are refused: a misspelt restriction must not
 * pass as "no restriction". What is left out takes the value that permits least, or "nothing happened yet".
 */
export const GateInput = z.strictObject({
  now: Instant,
  /** Of the practice: windows and holidays (rules.md section 10). */
  country: z.string().length(2).default('US'),
  hipaaCovered: z.boolean().default(true),
  channel: Channel.default('sms'),
  purpose: Purpose.default('care'),
  systemKind: SystemKind.nullable().default(null),
  /** This very system message went out already, or the provider answered by itself. */
  systemAlreadySent: z.boolean().default(false),
  /** When the last opt-in request went to this number. */
  optInAskedAt: MaybeInstant,
  /** `auto` no person is waiting at the screen; `manual` one is; `reply` one is answering an inbound text. */
  trigger: z.enum(['auto', 'manual', 'reply']).default('auto'),
  recipientKind: z.enum(['patient', 'client', 'employee']).default('patient'),
  personId: z.string().default(''),
  /** All automation for the person stopped: deceased, or held by staff. */
  personHold: z.enum(['none', 'held', 'deceased']).default('none'),
  number: z.strictObject({
    e164: z.string().max(40),
    status: z.enum(['ok', 'invalid', 'landline', 'suspended']).default('ok'),
  }),
  zone: Zone,
  /** Two-letter states for the marketing hours of the states. */
  states: z
    .strictObject({ address: z.string().nullable().default(null), areaCode: z.string().nullable().default(null) })
    .default({ address: null, areaCode: null }),
  consent: z
    .strictObject({ sms: ConsentByPurpose.default(NO_CONSENT), whatsapp: ConsentByPurpose.default(NO_CONSENT) })
    .default({ sms: NO_CONSENT, whatsapp: NO_CONSENT }),
  optOut: OptOut.default({ scope: 'none', at: null, how: null, suspected: false, otherNumber: false, persons: [] }),
  lastInboundAt: MaybeInstant,
  lastContactAt: MaybeInstant,
  firstToNumber: z.boolean().default(false),
  /** When a text to this number last said how to opt out; null when that was never due. */
  lastOptOutHintAt: MaybeInstant,
  /** Texts of this purpose to this person in the last 30 days that count (no answers, keyword or safety texts). */
  sentAt: z.array(Instant).default([]),
  /** The content guard's strongest finding (rules.md section 8); `block*` depends on `acceptedUnencrypted`. */
  guard: z.enum(['none', 'warn', 'confirm', 'block*', 'block']).default('none'),
  /** Which rule of the guard that was, for the words and the log. */
  guardRule: GuardRuleId.optional(),
  acceptedUnencrypted: z.boolean().default(false),
  provider: Provider.default({ kind: 'twilio', state: 'ok', retryAt: null }),
  registration: Registration.default({ required: false, sender: false, text: false }),
  whatsapp: WhatsApp.default({ windowOpen: false, template: false, healthAllowed: false }),
  expiry: Expiry.default({ sendBy: null, appointmentStatus: 'booked' }),
  /** The practice's own hours for this purpose. For care and billing they can narrow the country's, never widen them. */
  window: z
    .strictObject({ start: ClockTime, end: ClockTime })
    .refine((window) => window.start < window.end, 'The window must start before it ends')
    .default({ start: '08:00', end: '21:00' }),
  marketingWindow: z.enum(['national_safe', 'state_table']).default('national_safe'),
  /** Questions of the gate a person has answered with "send anyway", for this very text. Ignored for `auto`. */
  confirmed: z.array(GateCode).default([]),
});
/** As the core uses it: every field present, instants in UTC ms. */
export type GateInput = z.output<typeof GateInput>;
/** As it may come over the wire. */
export type GateRequest = z.input<typeof GateInput>;

export const Severity = z.enum(['allow', 'delay', 'confirm', 'block']);
export type Severity = z.infer<typeof Severity>;

export const GateAppend = z.enum(['identity', 'optout']);
export type GateAppend = z.infer<typeof GateAppend>;

const finding = {
  code: GateCode,
  /** `allow` only when a person has confirmed it. */
  decision: Severity,
  /** Where the rule is written: "13.2/26". */
  ruleId: z.string(),
  /** A person may answer this one with "send anyway". */
  confirmable: z.boolean(),
  confirmed: z.boolean(),
  /** What staff are told, with {placeholders}; empty for decisions nobody needs to see. */
  words: z.string(),
  /** Facts known to the gate for the placeholders. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
};

/** One reason. `until`: when this reason alone would be gone (UTC ms); null when waiting does not help. */
export const GateFinding = z.object({ ...finding, until: z.int().nullable() });
export type GateFinding = z.infer<typeof GateFinding>;

/**
 * The gate's answer. `until` (UTC ms) is set for `delay` alone, is always an open time, and means: ask again then.
 * `append` (lines the text must carry) is set for `allow` alone.
 */
export const GateDecision = z.object({
  decision: Severity,
  code: z.union([GateCode, z.literal('OK')]),
  until: z.int().nullable(),
  append: z.array(GateAppend),
  findings: z.array(GateFinding),
});
export type GateDecision = z.infer<typeof GateDecision>;

/** The answer on the wire: the same words, instants as ISO 8601 text. */
export const GateAnswer = GateDecision.extend({
  until: z.string().nullable(),
  findings: z.array(z.object({ ...finding, until: z.string().nullable() })),
});
export type GateAnswer = z.infer<typeof GateAnswer>;

/** Something in a text that should not be texted, or not without a second thought. */
export const TextFinding = z.object({
  rule: GuardRuleId,
  /** `block`: it cannot go; `confirm`: a person says why; `warn`: a hint. */
  severity: z.enum(['block', 'confirm', 'warn']),
  /** Where it stands, UTF-16 units; both the same: the text as a whole. */
  start: z.int(),
  end: z.int(),
  /** "a payment card number". */
  content: z.string(),
  /** A whole text to take over in its place; null where only the writer can know. */
  instead: z.string().nullable(),
  /** It could go, with a reason, to a person who was warned that texts are not encrypted and wants it all the same. */
  acceptable: z.boolean(),
});
export type TextFinding = z.infer<typeof TextFinding>;

/** `evaluate`: what the gate would say about a message described in full; asks nothing of the store. */
export const gate = {
  evaluate: query({ roles: readers, input: GateInput, output: GateAnswer }),
  /**
   * What the content guard finds in a text that is still being written: one finding for each rule, the gravest first. Errors: NOT_FOUND,
   * INVALID_INPUT for a receiver that is none.
   */
  checkText: query({
    roles: writers,
    input: z.strictObject({
      /** Exactly one of the three names the receiver. */
      conversationId: z.string().max(64).optional(),
      personId: z.string().max(64).optional(),
      to: z.string().max(40).optional(),
      body: z.string().max(1600),
      /** Left out: what whoever writes usually writes to this receiver about, as in `messages.sendMessage`. */
      purpose: Purpose.optional(),
    }),
    /** `personId`: whom the text is for, as far as it is known. */
    output: z.object({ findings: z.array(TextFinding), personId: z.string().nullable() }),
  }),
};
