/**
 * The words of routing: a gateway as the choice of a route sees it, a text as far as its route goes, what was chosen and why.
 * Types only; `chooseRoute` and `mayFailOver` are the rules.
 */
import type { Channel, Purpose, Reason, Trigger } from '../../../contract/common.ts';

/** What a gateway can carry. The choice follows from these, never from the gateway's name or kind. */
export interface RouteTraits {
  /** Answers STOP, START and HELP on SMS by itself. */
  readonly answersKeywords: boolean;
  readonly carriesMarketing: boolean;
  readonly carriesWhatsApp: boolean;
  readonly carriesMedia: boolean;
}

/**
 * `down`: nobody answers. `refused`: a person must put something right. `paused`: a person stopped it. `failing`: texts fail one after the
 * other, so automatic ones wait.
 */
export type ClosedWhy = 'down' | 'refused' | 'paused' | 'failing';

/** Which limit is used up: the day's texts, Android's half hour, or the day's different people (this person is not among them). */
export type CappedWhy = 'day' | 'halfHour' | 'people';

export interface Route {
  readonly gatewayId: string;
  /** What people call it. */
  readonly label: string;
  readonly ownNumber: string | null;
  /** Null: nothing can go through it in this program (credentials gone, unknown make). */
  readonly traits: RouteTraits | null;
  /** Since when it takes no texts (UTC ms); null: it takes them. */
  readonly closed: { readonly since: number; readonly why: Exclude<ClosedWhy, 'failing'> } | null;
  /** Since when it takes nothing automatic, and when one text is tried (UTC ms); null: it takes all. */
  readonly failing: { readonly since: number; readonly probeAt: number } | null;
  /** When there is room again for another text (UTC ms), and what is used up; null while there is room. */
  readonly capped: { readonly until: number; readonly why: CappedWhy } | null;
  /** When no further person may be texted today: the next local midnight (UTC ms); null: some may. `capped` says it for one text. */
  readonly newPeopleUntil: number | null;
}

/** The way one text went: through which gateway, by which number of ours, in which SIM slot (1-based). */
export interface Way {
  readonly gatewayId: string | null;
  readonly ownNumber: string | null;
  readonly sim: number | null;
}

/** The practice's settings, `settings.routing`. */
export interface RoutingPolicy {
  readonly preferredGatewayId: string | null;
  readonly failover: boolean;
  /** A route must be closed for so long before its texts go another way, ms. */
  readonly failoverAfterMs: number;
  /** Texts beyond the daily limit may go another way at once. */
  readonly spill: boolean;
  readonly whatsApp: boolean;
}

/** One earlier try of the text. `tookMs`: from its begin to the moment its outcome was known; null while it is not. */
export interface PastAttempt {
  readonly outcome: 'inFlight' | 'accepted' | 'rejected' | 'retry' | 'pause' | 'unknown' | 'absent';
  readonly tookMs: number | null;
}

export interface TextToRoute {
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly trigger: Trigger;
  readonly hasMedia: boolean;
}

export interface RoutingInput {
  /** UTC ms. */
  readonly now: number;
  readonly text: TextToRoute;
  /** In a fixed order: the oldest gateway first. */
  readonly routes: readonly Route[];
  /** How the person last wrote to us; null: never. */
  readonly lastWroteTo: Way | null;
  /** The way of the newest text between us in either direction: the number of ours that they know. Null: none. */
  readonly known: Way | null;
  /** Where the text is bound to now, and what was tried; null: it is being written. */
  readonly bound: { readonly gatewayId: string | null; readonly attempts: readonly PastAttempt[] } | null;
  readonly policy: RoutingPolicy;
}

/**
 * Why this route. `lastWroteTo`, `preferred`, `first`: where it belongs. `failover`, `spill`: around that. `bound`: it was bound here before,
 * and where it belongs is closed. `mayBeOut`: an earlier try may have gone out here, so nowhere else.
 */
export type RouteWhy = 'lastWroteTo' | 'preferred' | 'first' | 'mayBeOut' | 'bound' | 'failover' | 'spill';

/**
 * - `go`: the route takes texts now. `wait`: bound to it, but it is closed or has no texts left today.
 * - `none`: no gateway can ever carry this text as it is.
 */
export type RouteChoice =
  | {
      readonly kind: 'go' | 'wait';
      readonly gatewayId: string;
      /** The own number it must leave by; null: the gateway's usual one. */
      readonly from: string | null;
      readonly sim: number | null;
      readonly why: RouteWhy;
      /** For staff: why it goes another way than usual, or what it waits for. Null: nothing to tell. */
      readonly reason: Reason | null;
      /** The number of ours is another than the one they know: the text must say who writes. */
      readonly prefixPracticeName: boolean;
    }
  | { readonly kind: 'none'; readonly reason: Reason };
