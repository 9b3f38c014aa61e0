/** How the reminders feature asks the gate and the lines about texts that have not been made: types only, the composition hands them in. */
import type { Purpose, Reason } from '../../../contract/common.ts';
import type { GateDecision } from '../../../contract/gate.ts';
import type { CarriedBefore, ForeseenLimits } from '../../domain/sendLimits/foreseeLine.ts';
import type { ReadTx } from '../../store/store.ts';

/** A text as it is composed, before the gate has added the lines it must carry. */
export interface ReminderToJudge {
  readonly number: string;
  readonly personId: string;
  readonly body: string;
  /** Null: the visit may be over. */
  readonly appointmentId: string | null;
  readonly purpose: Purpose;
  readonly sendBy: number;
  readonly trigger: 'automatic' | 'manual';
  readonly author: string | null;
  readonly confirmed: readonly string[];
  /** One text for several visits of a household. */
  readonly household?: boolean;
}

/** What texts foreseen to leave earlier will have changed for this number by then. */
export interface Foreseen {
  /** UTC ms. */
  readonly sentAt: readonly number[];
  /** When those of them left that say how to opt out, UTC ms. */
  readonly hintedAt: readonly number[];
  /** The gateway the last of them left by. */
  readonly gatewayId: string | null;
}

export interface JudgedReminder {
  /** Its findings carry no words yet. */
  readonly decision: GateDecision;
  /** The findings with words for the desk; costs more, for those who show them. */
  readonly worded: () => GateDecision;
  /** The finding that decides, in words; or why no gateway can carry it. */
  readonly reason: Reason | null;
  /** With every line it must carry. */
  readonly body: string;
  readonly segments: number;
  readonly saysHowToStop: boolean;
  /** Null: no gateway can carry it as things stand. */
  readonly route: { readonly gatewayId: string; readonly label: string } | null;
}

export interface ForeseeDeps {
  /** The gate and the route rule about `text` at `at` (UTC ms, now or later). Writes nothing. */
  readonly judge: (tx: ReadTx, text: ReminderToJudge, at: number, foreseen: Foreseen | null) => JudgedReminder;
  /** A gateway's limits, and what it has carried already today. */
  readonly lineOf: (
    tx: ReadTx,
    gatewayId: string,
    now: number,
  ) => { readonly limits: ForeseenLimits; readonly before: CarriedBefore };
}
