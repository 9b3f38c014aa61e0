/** The gateways that carry texts: pairing, state, testing. Credentials go in and never come out. */
import { z } from 'zod';
import { E164, Id, Instant } from './common.ts';
import { GatewayProblem } from './gatewayProblems.ts';
import { command, Done, query } from './procedure.ts';
import { desk, everyone, managers } from './roles.ts';

export const GatewayState = z.enum(['up', 'slow', 'down', 'refused', 'paused', 'unknown']);
export type GatewayState = z.infer<typeof GatewayState>;

export const PhoneSim = z.object({
  /** 1-based slot. */
  simNumber: z.int(),
  phoneNumber: E164.nullable(),
  carrierName: z.string().nullable(),
});

/** What can be set about a phone. Secrets are not here: they go in and never come out. */
export const PhoneSetup = z.object({
  /** Empty when the app does not tell. */
  sims: z.array(PhoneSim),
  /** The SIM texts leave by where no other was written to; null: the phone's own choice. */
  sim: z.int().nullable(),
  /** Words and numbers go to the phone encrypted. */
  encryption: z.boolean(),
  /** Once a day a text goes out and has to come back. */
  dailyHearingTest: z.boolean(),
  /** The phone tells us at once what happens, beside being asked. */
  webhooks: z.boolean(),
});
export type PhoneSetup = z.infer<typeof PhoneSetup>;

/** How a Twilio account is connected. Nothing of it is secret: it is what a person types again beside a new key. */
export const AccountSetup = z.object({
  accountSid: z.string(),
  /** An own number (E.164) or a messaging service (`MG...`). */
  sender: z.string(),
  whatsAppNumber: E164.nullable(),
  verifyServiceSid: z.string().nullable(),
  /** Twilio was told to post what happens to this PC; null: nobody has switched it here yet. */
  webhooks: z.boolean().nullable(),
});
export type AccountSetup = z.infer<typeof AccountSetup>;

export const GatewaySummary = z.object({
  id: Id,
  kind: z.enum(['phone', 'twilio']),
  /** What people call it, `Front desk Pixel`. */
  label: z.string(),
  state: GatewayState,
  problem: GatewayProblem.nullable(),
  /** Since when the state holds. */
  since: Instant.nullable(),
  canReceive: z.boolean(),
  ownNumber: E164.nullable(),
  version: z.string().nullable(),
  deviceName: z.string().nullable(),
  batteryPercent: z.int().nullable(),
  clockSkewMs: z.int().nullable(),
  /** Host and port as a person would type it; never credentials. */
  address: z.string(),
  /** Texts waiting for this gateway. */
  queued: z.int(),
  /** When the oldest text that is due and waits for it was written; null: none waits. */
  oldestQueuedAt: Instant.nullable(),
  sentToday: z.int(),
  failedToday: z.int(),
  /** Texts it may still carry today; null: no limit. */
  dayLeft: z.int().nullable(),
  /** Parts that Android still allows in this half hour; left out: no such limit. */
  halfHourLeft: z.int().optional(),
  /** Since when it takes no texts: down, refused or paused. Null: it takes them. */
  downSince: Instant.nullable(),
  lastHeardAt: Instant.nullable(),
  lastInboundAt: Instant.nullable(),
  /** True for the simulated phone of the demo: nothing reaches a real person. */
  simulated: z.boolean(),
  /** Whether it posts to this PC what happens. `oldAddress`: it does, to an address that is ours no longer, and could not be told. */
  webhooks: z.enum(['off', 'on', 'oldAddress']).optional(),
  /** Of a phone; left out for an account. */
  phone: PhoneSetup.optional(),
  /** Of a Twilio account; left out for a phone. */
  account: AccountSetup.optional(),
});
export type GatewaySummary = z.infer<typeof GatewaySummary>;

/** A check of the pairing wizard or "Test now", in order. */
export const GatewayCheck = z.object({
  name: z.enum([
    'reach',
    'signIn',
    'version',
    'send',
    'receive',
    'battery',
    'clock',
    // Twilio
    'key',
    'sender',
    'registration',
    'geo',
    'webhooks',
    'optOut',
    'balance',
  ]),
  /** False without a problem is advice: it works, and could be better. */
  ok: z.boolean(),
  problem: GatewayProblem.nullable(),
  /** Words for the desk: what is wrong and what to do. */
  text: z.string(),
});
export type GatewayCheck = z.infer<typeof GatewayCheck>;

/** A message that WhatsApp has approved: the only one that may go out more than a day after the person wrote. */
export const WhatsAppTemplate = z.object({
  /** `HX...` */
  contentSid: z.string(),
  name: z.string(),
  language: z.string(),
  /** With `{{1}}` or `{{first_name}}` where something has to be filled in. */
  body: z.string(),
  /** The names in the braces, in order. */
  variables: z.array(z.string()),
  category: z.enum(['utility', 'marketing', 'authentication']),
});
export type WhatsAppTemplate = z.infer<typeof WhatsAppTemplate>;

/** A phone that answered the search: without credentials it tells no more than this. */
export const FoundPhone = z.object({
  /** `192.168.1.24:8080`. */
  address: z.string(),
  version: z.string(),
  /** `versionLosesTexts` and `versionTooOld` can be told before pairing; null: fit for use. */
  problem: GatewayProblem.nullable(),
  batteryPercent: z.int().nullable(),
  /** It hangs on a cable: nothing crosses the Wi-Fi. Left out: it does not. */
  usb: z.boolean().optional(),
  /** The gateway whose address this is; null: of none. */
  gatewayId: Id.nullable(),
});
export type FoundPhone = z.infer<typeof FoundPhone>;

/** Whether what people write gets here: a text goes out, and something has to come back. */
export const HearingTest = z.object({
  state: z.enum(['idle', 'sending', 'waiting', 'heard', 'notHeard']),
  /** Words for the desk: what is happening, or what it came to. */
  text: z.string(),
  /** What to do on this phone about it, in order; only when nothing was heard. */
  advice: z.array(z.string()),
  startedAt: Instant.nullable(),
  /** When waiting ends. */
  until: Instant.nullable(),
  /** The number that was texted; null: any text counts. */
  number: E164.nullable(),
  /** It was the daily one. */
  daily: z.boolean(),
});
export type HearingTest = z.infer<typeof HearingTest>;

/** Where to change something on this make of phone. */
export const PhoneAdvice = z.object({
  topic: z.enum(['battery', 'asleep', 'rcs', 'permission', 'autoStart']),
  title: z.string(),
  steps: z.array(z.string()),
});
export type PhoneAdvice = z.infer<typeof PhoneAdvice>;

export const PhoneLogLine = z.object({
  at: Instant.nullable(),
  level: z.enum(['debug', 'info', 'warn', 'error']),
  module: z.string(),
  text: z.string(),
});

export const gateways = {
  listGateways: query({
    roles: everyone,
    input: z.strictObject({}),
    output: z.object({ items: z.array(GatewaySummary) }),
  }),
  /** Pairs the Android phone. Errors: GATEWAY_UNREACHABLE, GATEWAY_REFUSED, GATEWAY_UNSUITABLE, with the checks in `details`. */
  pairPhone: command({
    roles: managers,
    input: {
      /** `192.168.1.24`, `192.168.1.24:8080` or `http://192.168.1.24:8080/`; port 8080 when none is given. */
      address: z.string().trim().min(1).max(200),
      username: z.string().trim().min(1).max(100),
      password: z.string().min(1).max(200),
      label: z.string().trim().max(40).optional(),
      /** The SIM's own number, where the phone does not know it. */
      ownNumber: z.string().max(40).optional(),
      /** Take the place of the phone that is paired now, even when it is another device. */
      replace: z.boolean().default(true),
      /** Keep the phone that is paired now and connect this one beside it. A phone we know already is set up again, and a check says so. */
      add: z.boolean().default(false),
    },
    output: z.object({ gateway: GatewaySummary, checks: z.array(GatewayCheck) }),
  }),
  /**
   * Connects a Twilio account. An API key is wanted; with the auth token alone it works, and a check warns of it. Errors:
   * GATEWAY_UNREACHABLE, GATEWAY_REFUSED, GATEWAY_UNSUITABLE, INVALID_INPUT, each with the field.
   */
  connectTwilio: command({
    roles: managers,
    input: {
      /** `AC` and 32 hex digits. */
      accountSid: z.string().trim().max(64),
      /** `SK...` and its secret, as the console shows them once. */
      keySid: z.string().trim().max(64).optional(),
      keySecret: z.string().trim().max(128).optional(),
      /** Proves what Twilio posts to us, so it is needed for webhooks only. */
      authToken: z.string().trim().max(128).optional(),
      /** The secondary token, while the primary one is being changed: posts signed by either are believed. */
      secondaryAuthToken: z.string().trim().max(128).optional(),
      /** An own number as people write it, or a messaging service (`MG...`). */
      sender: z.string().trim().min(1).max(64),
      label: z.string().trim().max(40).optional(),
      /** The own number that is a WhatsApp sender, too; left out: WhatsApp is off. */
      whatsAppNumber: z.string().trim().max(40).optional(),
      /** `VA...`: one-time codes by Twilio Verify. */
      verifyServiceSid: z.string().trim().max(64).optional(),
      /** Take the place of the Twilio account that is connected now, even when it is another one. */
      replace: z.boolean().default(true),
    },
    output: z.object({ gateway: GatewaySummary, checks: z.array(GatewayCheck) }),
  }),
  /** Tells the provider to post what happens to this PC, or to stop. Needs a tunnel to be on. Asked of a person first: it changes settings there. */
  setWebhooks: command({
    roles: managers,
    input: { id: Id, on: z.boolean() },
    /** `changed` is false when it was so already. */
    output: z.object({ changed: z.boolean() }),
  }),
  /**
   * Looks for phones on the private networks of this PC: only on a click, only by asking for health, never with a credential. Takes a
   * few seconds; ends when the caller goes.
   */
  findPhones: query({
    roles: managers,
    input: z.strictObject({}),
    output: z.object({
      phones: z.array(FoundPhone),
      /** `192.168.1.0/24`. */
      searched: z.array(z.string()),
      skipped: z.array(
        z.object({
          network: z.string(),
          reason: z.enum(['tooLarge', 'tooSmall', 'notPrivate']),
          /** Why, in words for the desk. */
          text: z.string(),
        }),
      ),
      complete: z.boolean(),
    }),
  }),
  /**
   * The phone has moved to this address, as a person confirms: only then its password is sent there, and only the same device is taken.
   * Errors as `pairPhone`.
   */
  acceptAddress: command({
    roles: managers,
    input: { id: Id, address: z.string().trim().min(1).max(200) },
    output: z.object({ gateway: GatewaySummary }),
  }),
  /** Changes what is given and nothing else. INVALID_INPUT names the field. */
  updateGateway: command({
    roles: managers,
    input: {
      id: Id,
      label: z.string().trim().min(1).max(40).optional(),
      /** Empty takes it away. */
      ownNumber: z.string().trim().max(40).optional(),
      sim: z.int().min(1).max(8).nullable().optional(),
      dailyHearingTest: z.boolean().optional(),
      encryption: z.boolean().optional(),
      /** The same as on the phone under Settings, Encryption. Kept as a secret; needed before encryption can be on. */
      passphrase: z.string().max(64).optional(),
    },
    output: z.object({ gateway: GatewaySummary }),
  }),
  /** The app's own log of the last minutes, newest first, without numbers and words of texts. Errors: GATEWAY_UNREACHABLE, GATEWAY_REFUSED. */
  readLogs: query({
    roles: managers,
    input: z.strictObject({ id: Id, minutes: z.int().min(1).max(1440).default(60) }),
    output: z.object({ lines: z.array(PhoneLogLine) }),
  }),
  /**
   * Begins a hearing test. With a number: that one is texted and asked to answer. Without: any text that comes counts. Errors:
   * SEND_BLOCKED, INVALID_INPUT, GATEWAY_UNREACHABLE.
   */
  startHearingTest: command({
    roles: desk,
    input: { id: Id, number: z.string().trim().max(40).optional() },
    output: HearingTest,
  }),
  /** The newest hearing test of this gateway. */
  getHearingTest: query({ roles: everyone, input: z.strictObject({ id: Id }), output: HearingTest }),
  /** Where to change on this make of phone what keeps texts from coming or going. */
  getPhoneAdvice: query({
    roles: everyone,
    input: z.strictObject({ id: Id }),
    output: z.object({ brand: z.string().nullable(), items: z.array(PhoneAdvice) }),
  }),
  /**
   * The templates of a Twilio account that WhatsApp has approved; what was read is kept for some minutes. Errors: NOT_AVAILABLE for a
   * phone, GATEWAY_UNREACHABLE, GATEWAY_REFUSED.
   */
  listWhatsAppTemplates: query({
    roles: everyone,
    input: z.strictObject({ id: Id }),
    output: z.object({ items: z.array(WhatsAppTemplate) }),
  }),
  testGateway: command({
    roles: desk,
    input: { id: Id },
    output: z.object({ gateway: GatewaySummary, checks: z.array(GatewayCheck) }),
  }),
  /**
   * Takes back first what it keeps to send later, and plans it anew. Errors: NOT_FOUND; CONFLICT with `details.kept`: so many could not be
   * taken back and it may still send them, nothing was removed. `evenIfKept`: a person knows that; they stay among what may still go out.
   */
  removeGateway: command({
    roles: managers,
    input: { id: Id, evenIfKept: z.boolean().default(false) },
    output: Done,
  }),
  setPaused: command({ roles: managers, input: { id: Id, paused: z.boolean() }, output: Done }),
};
