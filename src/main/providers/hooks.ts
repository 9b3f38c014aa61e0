/**
 * What a gateway posts to our listener, as a port: proving that a request is genuine, and reading it. Implemented beside each gateway's
 * client (capcom6/, twilio/); `webhooks` stores a request between the two, so reading may happen later and more than once.
 */
import type { IncomingText, StatusReport } from './gateway.ts';

export interface HookRequest {
  /** The full public address exactly as the gateway was told it, with path and query: never built from request headers. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** `stale`: the signature is right, the time is too far from ours (a replay, or a clock that is wrong). */
export type HookVerdict = 'genuine' | 'forged' | 'stale';

/** What a genuine request tells. All of it may be empty: events that concern nobody are acknowledged, too. */
export interface HookNews {
  readonly texts: readonly IncomingText[];
  readonly reports: readonly StatusReport[];
  /** The gateway names a text of ours by our attempt: settles an attempt whose answer was lost. */
  readonly accepted: readonly { readonly attemptId: string; readonly report: StatusReport }[];
  /** Something that is not in the request has to be fetched: look now. */
  readonly look: boolean;
}

export interface GatewayHooks {
  /** `now` in UTC ms. Constant time where secrets are compared. Never throws. */
  verify(request: HookRequest, now: number): HookVerdict;
  /** The same event posted again has the same key, whatever else changed; at most 200 characters. Never throws. */
  keyOf(request: HookRequest): string;
  /** Unreadable content is a problem in words without content of the text. Never throws. */
  read(
    request: Omit<HookRequest, 'headers'>,
  ): { readonly ok: true; readonly news: HookNews } | { readonly ok: false; readonly problem: string };
}

/** Which of a gateway's addresses: everything (`events`, the phone), or one of Twilio's two. */
export type HookKind = 'events' | 'inbound' | 'status';

/**
 * The address a gateway is to be told, without query or fragment (both may be appended); null while this computer cannot be reached.
 * It is the same until the tunnel changes, so ask for it at each use and keep it nowhere.
 */
export type PublicHookUrl = (gatewayId: string, kind: HookKind) => string | null;

/** The live half of a gateway's hooks. Undefined: no such gateway, its credentials are missing, or it posts nothing. */
export type HooksOf = (gatewayId: string) => Promise<GatewayHooks | undefined>;
