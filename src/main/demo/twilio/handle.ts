/**
 * The handle of a simulated Twilio: what the demo, the tests and the control API can do with it. Types only.
 */
import type { OwnNumber, TwilioAccount } from './account.ts';
import type { NumberOptions } from './newAccount.ts';
import type { AirText, Tally } from './air.ts';
import type { ContentTemplate, NewTemplate } from './content.ts';
import type { RequestFault, TwilioSwitch } from './faults.ts';
import type { Alert, HookLogEntry } from './hookHistory.ts';
import type { IncomingOptions } from './inbound.ts';
import type { MessageRecord } from './messageStore.ts';
import type { Outcome } from './outcomes.ts';
import type { CallbackFaults } from './statusCallbacks.ts';

export interface TwilioCounts {
  /** Records in the log, both directions. */
  readonly messages: number;
  /** Create calls that were taken. */
  readonly created: number;
  /** Texts that reached a handset, doubles included. */
  readonly onAir: number;
  /** Webhook requests made. */
  readonly hooks: number;
}

export interface TwilioSimulator {
  /** Base URL of the API: `<url>/api`, `<url>/messaging`, `<url>/verify`, `<url>/content`. Throws before the first `start`. */
  readonly url: string;
  /** Base URL of the file host. */
  readonly mediaUrl: string;
  /** Base URL of the control API. Throws when there is none. */
  readonly controlUrl: string;
  /** The account, to read and to change: status, balance, keys, tokens, registrations, services, numbers ... */
  readonly account: TwilioAccount;
  start(): Promise<void>;
  /** Ports closed, everything under way dropped; the log is kept. */
  stop(): Promise<void>;

  /** Somebody texts the account. The SID, or null where Twilio drops it without a trace (twilio.md 4.6). */
  receive(from: string, body: string, options?: IncomingOptions): string | null;
  addNumber(options: NumberOptions): OwnNumber;
  addTemplate(template: NewTemplate): ContentTemplate;
  /** What becomes of texts to this number from now on. */
  setOutcome(number: string, outcome: Outcome): void;
  /** Create calls to this number are answered with this code; null lifts it. */
  refuse(number: string, code: number | null): void;
  /** As if the person had texted STOP to the number long ago. */
  optOut(own: string, person: string): void;
  /** The code that a person was sent last, to read it out at the counter; null when there is none. */
  verificationCode(to: string): string | null;

  /** What reached handsets, oldest first. */
  sent(): readonly AirText[];
  onSent(listener: (text: AirText) => void): () => void;
  /** Created and on air, by address and words: the count of doubles. */
  tally(): readonly Tally[];
  /** The record as it stands, whatever the API would show to whom. */
  record(sid: string): Readonly<MessageRecord> | undefined;
  /** The whole log, newest first. */
  records(): readonly Readonly<MessageRecord>[];
  counts(): TwilioCounts;
  clearSent(): void;

  setFault(fault: TwilioSwitch, on: boolean): Promise<void>;
  faults(): readonly TwilioSwitch[];
  /** Makes one or more requests fail. */
  failRequests(fault: RequestFault): void;
  setCallbackFaults(faults: Partial<CallbackFaults>): void;
  /** Everything back to normal, the clock included. */
  clearFaults(): Promise<void>;
  /** Twilio's clock minus the given one, ms. */
  setClockSkew(ms: number): void;
  /** Pictures are redirected to this origin from now on. */
  setMediaOrigin(origin: string): void;
  /** Sign webhooks with the secondary token. */
  signWithSecondary(on: boolean): void;

  /** Webhook requests made, oldest first. */
  hooks(): readonly HookLogEntry[];
  /** What Twilio's debugger shows. */
  alerts(): readonly Alert[];
  /** Resolves when no webhook request is under way. */
  idle(): Promise<void>;
}
