/** What the rules of the send gate look at: the input, and what follows from it once. Types only. */
import type { ConsentLevel, ConsentPurpose, GateCode, GateInput } from '../../../contract/gate.ts';
import type { OpenHours } from '../quietHours.ts';

export interface ReachedCap {
  readonly code: Extract<GateCode, 'CAP_DAY' | 'CAP_WEEK' | 'CAP_MONTH'>;
  /** Texts already counted. */
  readonly count: number;
  /** When the cap has room again, UTC ms. */
  readonly until: number;
}

/** `never`: what must be waited for cannot come (no common open time). */
export type Wait =
  { readonly kind: 'none' } | { readonly kind: 'until'; readonly at: number } | { readonly kind: 'never' };

/** All but the waiting, which follows from the rest. */
export interface BaseFacts {
  readonly input: GateInput;
  /** Answers a text of the last 30 minutes: no quiet hours, no caps, stands in for missing consent. */
  readonly direct: boolean;
  /** A person is at the screen and can be asked; a late reply counts as by hand. */
  readonly byHand: boolean;
  /** A system message that answers what the person just sent, as opposed to one we start. */
  readonly answersPerson: boolean;
  /** The consent that counts for this purpose; null for system messages. */
  readonly consentPurpose: ConsentPurpose | null;
  /** On this message's channel. */
  readonly consent: ConsentLevel | null;
  /** Where the person may be. Empty when a zone on file makes no sense. */
  readonly zones: readonly string[];
  /** Null when the hour does not matter to this message. */
  readonly hours: OpenHours | null;
  /** `now` when open or when hours do not matter; null when no time is open in all zones. */
  readonly opensAt: number | null;
  readonly caps: readonly ReachedCap[];
  /** When a provider that is busy may be asked again; null when it is not busy. */
  readonly retryAt: number | null;
  /** Whether a person answered this question of the gate with "send anyway". */
  readonly isConfirmed: (code: GateCode) => boolean;
}

export interface Facts extends BaseFacts {
  /** The first time at which nothing that only needs waiting stands in the way. */
  readonly wait: Wait;
}
