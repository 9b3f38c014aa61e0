/**
 * What the jobs ask of the features. Jobs know these signatures only; `runtime.ts` hands in the implementations, so
 * there is no import from here to a feature. Every handler runs inside the job's transaction and does no I/O.
 */
import type { Reason } from '../../contract/common.ts';
import type { MessageStatus } from '../../contract/messages.ts';
import type { Route, RouteChoice } from '../domain/routing/route.ts';
import type { IncomingText, Money } from '../providers/gateway.ts';
import type { GatewayRecord, JobRecord, MessageRecord, RecallRecord, ReminderRecord } from '../store/records.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';

/** The send gate's answer at the moment of sending, as the dispatcher needs it. */
export type SendVerdict =
  /** `body` is the exact text that leaves, mandatory lines included. */
  | {
      readonly kind: 'send';
      readonly body: string;
      readonly sim: number | null;
      readonly from?: string | null;
      /** The body is written down nowhere (one-time codes). */
      readonly secret?: boolean;
    }
  | { readonly kind: 'delay'; readonly until: number; readonly reason: Reason }
  /** Waits for a person. */
  | { readonly kind: 'hold'; readonly reason: Reason }
  | { readonly kind: 'drop'; readonly status: 'failed' | 'expired' | 'cancelled'; readonly reason: Reason };

/** What the dispatcher knows about the chosen gateway when it asks the gate. */
export interface GatewayReadiness {
  readonly record: GatewayRecord;
  /** When the pace or the daily limit lets the next text leave (UTC ms); null: now. */
  readonly busyUntil: number | null;
  /** By which number of ours it leaves, and whether that is another than the person knows. Left out: the gateway's usual one. */
  readonly way?: Pick<Extract<RouteChoice, { kind: 'go' | 'wait' }>, 'from' | 'sim' | 'prefixPracticeName'>;
}

/** A change of an outgoing text's state. Fields left out stay. */
export interface StatusChange {
  readonly status: MessageStatus;
  readonly reason?: Reason | null;
  readonly notBefore?: number | null;
  readonly gatewayId?: string | null;
  readonly gatewayMessageId?: string | null;
  readonly sentAt?: number | null;
  readonly deliveredAt?: number | null;
  /** What the gateway counted and charged, and when the person read it. */
  readonly segments?: number;
  readonly price?: Money;
  readonly readAt?: number;
}

/**
 * What came of the wish to have a text back that a gateway keeps. `back`: it never goes out. `mayStillGo`: the gateway could not be asked, or
 * said nothing that settles it. `wentOut`: it was too late.
 */
export type RecallEnd = 'back' | 'mayStillGo' | 'wentOut';

/**
 * When a text of `parts` may leave by this gateway, left with it now (UTC ms), not before `notBefore`; null: it cannot be left with it.
 */
export type PlaceOnLine = (gatewayId: string, parts: number, notBefore?: number) => number | null;

/** Reminders that are left with a gateway because this PC will be off (adr/0015). */
export interface HandOffHandlers {
  /** The time whose reminders are to be left with gateways now; null: none. `closing`: the program is about to end. */
  spanToCover(tx: ReadTx, now: number, closing: boolean): { readonly from: number; readonly to: number } | null;
  /** Makes the text of a planned reminder and has it left with a gateway, where everything allows it now and then; else changes nothing. */
  handOver(tx: WriteTx, reminder: ReminderRecord, place: PlaceOnLine, now: number): boolean;
  /** Whether a kept text is no longer what would be sent at its time. */
  isOutdated(tx: ReadTx, message: MessageRecord, now: number): boolean;
  /** Asks for it back; its reminder is planned anew then. */
  takeBackOutdated(tx: WriteTx, messageId: string, now: number): void;
}

export interface JobHandlers {
  /** The second decision of the gate (architecture.md, decision 2). `gateway` null: none is set up. */
  decideSend(tx: ReadTx, message: MessageRecord, gateway: GatewayReadiness | null, now: number): SendVerdict;
  /** Which way a waiting text goes as things stand; the same rule as when it was written (domain/routing). */
  routeOf(tx: ReadTx, message: MessageRecord, job: JobRecord, routes: readonly Route[], now: number): RouteChoice;
  /** Writes the new state to the message and everything that mirrors it: conversation row, reminder, visit. Never goes back. */
  recordStatus(tx: WriteTx, messageId: string, change: StatusChange, now: number): void;
  /**
   * Ends texts whose time has passed before anything of them left, many at once: what `recordStatus` with `expired` does for one. Those
   * that have come further meanwhile stay as they are.
   */
  expireTexts(tx: WriteTx, messageIds: readonly string[], reason: Reason, now: number): void;
  /** Takes one incoming text in: dedupe, conversation, reply understanding, consent, visit, confirmations. Idempotent. */
  receiveText(tx: WriteTx, gateway: GatewayRecord, text: IncomingText, now: number): 'new' | 'known';
  /** What makes `receiveText` ready, to be run step by step, each in a task of its own, before the first text. Left out: nothing has to. */
  warmUp?(): readonly (() => void)[];
  /**
   * Decides one due reminder against the newest schedule: queues its text, or moves, holds, expires or drops it.
   * After it the reminder is no longer `planned` with a release time in the past.
   */
  releaseReminder(tx: WriteTx, reminder: ReminderRecord, now: number): void;
  /**
   * What else the planner does in one commit: visits that have settled, reminders held for an old list, visits that follow a changed plan.
   * True: there is more. Left out: nothing is to be done.
   */
  tendReminders?(tx: WriteTx, now: number): boolean;
  /** Writes what came of having a text back to the text, its reminder, and before a person. Left out: nothing is ever wanted back. */
  recallEnded?(tx: WriteTx, recall: RecallRecord, end: RecallEnd, now: number): void;
  /** Left out: this PC is always on. */
  handOff?: HandOffHandlers;
  /** Brings conversations back whose snooze has ended. Returns how many. */
  wakeSnoozed(tx: WriteTx, now: number): number;
  /** Makes opt-outs of the doubtful ones that nobody decided on in time. Returns how many. Left out: nothing is ever in doubt. */
  endPauses?(tx: WriteTx, now: number): number;
  /** Looks after the gateways themselves, every minute: the daily hearing test. Left out: nothing is to be done. */
  tendGateways?(tx: WriteTx, now: number): void;
  /**
   * Looks after free times that are being offered. `mayAsk`: automatic texts may leave now. Returns when to look again (UTC ms); null:
   * nothing is offered. Left out: there is no waitlist.
   */
  tendWaitlist?(tx: WriteTx, now: number, mayAsk: boolean): number | null;
  /** Why automatic texts must wait now (reminders off or paused, data restored); null when they may go. */
  remindersHeld(
    tx: ReadTx,
    now: number,
  ): { readonly code: 'remindersPaused' | 'remindersOff' | 'sendFence'; readonly since: number } | null;
}
