/**
 * The words of reply understanding: what an inbound text is classified in, and what may be done about it
 * (rules.md 14.2, 14.3). The rules themselves are in main/domain/replies; nothing here decides anything.
 */
import { z } from 'zod';
import { query } from './procedure.ts';
import { readers } from './roles.ts';

/** In order of importance: a text may carry several, the first is its class. */
export const ReplyClass = z.enum([
  'emergency',
  'opt_out',
  'wrong_number',
  'help',
  'opt_in',
  'reschedule',
  'cancel',
  'late',
  'question',
  'confirm',
  'gratitude',
  'unclear',
]);
export type ReplyClass = z.infer<typeof ReplyClass>;

/** rules.md 14.3. */
export const ReplyAction = z.enum([
  /** Opt-out into the ledger, queued texts cancelled, one confirmation. */
  'optout',
  /** The same, and a person reads the text. */
  'optout_flag',
  /** Doubt: automatic texts wait until a person decides; by itself an opt-out at the end of the next business day. */
  'flag_hold',
  'optin',
  'help',
  /** Exactly one open appointment becomes confirmed. */
  'confirm_appt',
  /** The link between number and person is suspended; nothing is answered. */
  'suspend_number',
  /** All automation for the person stops. */
  'hold_person',
  /** Sound and banner until somebody acknowledges. */
  'flag_urgent',
  /** Nothing automatic; shown in the inbox. */
  'flag',
  /** Kept in the thread only. */
  'log',
]);
export type ReplyAction = z.infer<typeof ReplyAction>;

export const OptOutScope = z.enum(['all', 'marketing', 'billing']);
export type OptOutScope = z.infer<typeof OptOutScope>;

/** What a key offered in a question stands for. */
export const ReplyKeyMeaning = z.enum(['confirm', 'reschedule', 'cancel']);
export type ReplyKeyMeaning = z.infer<typeof ReplyKeyMeaning>;

/** What our last text asked, and what we know about the number. */
export const ReplyContext = z.strictObject({
  /** The open question; `marketing` when the last text was advertising. */
  prompt: z.enum(['none', 'appointment', 'optin_request', 'marketing']).default('none'),
  /** Keys the open appointment question offered: { C: 'confirm', R: 'reschedule', X: 'cancel' }. */
  keys: z.record(z.string(), ReplyKeyMeaning).default({}),
  /** Open appointments of everyone on this number. */
  openAppointments: z.int().min(0).default(0),
  optedOut: z.boolean().default(false),
  /** First names on file for this number; only these can be denied. */
  names: z.array(z.string()).default([]),
});
export type ReplyContext = z.output<typeof ReplyContext>;

/** One inbound text. An empty text is a picture or the like. */
export const ReplyInput = z.strictObject({
  text: z.string().max(100_000),
  context: ReplyContext.default({ prompt: 'none', keys: {}, openAppointments: 0, optedOut: false, names: [] }),
});
export type ReplyInput = z.output<typeof ReplyInput>;
export type ReplyRequest = z.input<typeof ReplyInput>;

export const ReplyClassification = z.object({
  primary: ReplyClass,
  also: z.array(ReplyClass),
  action: ReplyAction,
  /** What an opt-out covers: everything, unless the person named one kind. Means nothing without an opt-out. */
  scope: OptOutScope,
  /** Write the opt-out into the ledger, whatever else the action is (a crisis text may also say STOP). */
  recordsOptOut: z.boolean(),
  /** A word that people also use for the appointment (CANCEL after a reminder): telephone them (rules.md 14.3). */
  mayMeanAppointment: z.boolean(),
  /** A person has to look, now or later. */
  needsPerson: z.boolean(),
  /** The rules that matched, for the audit and for tuning; never contains message text. */
  rules: z.array(z.string()),
});
export type ReplyClassification = z.infer<typeof ReplyClassification>;

export const replies = { classify: query({ roles: readers, input: ReplyInput, output: ReplyClassification }) };
