/**
 * Why a connection was cut, as WebSocket close codes of the private range. Other transports pass the same numbers on.
 * A client tries again after every code but `signedOut` and `protocol`, for which trying again is useless.
 */

export const CloseCode = {
  /** The runtime stops. */
  goingAway: 1001,
  /** A frame over the size limit; `ws` cuts with this code by itself. */
  tooLarge: 1009,
  /** A frame that is none, a call before hello, a call id used twice. */
  protocol: 4400,
  /** The session behind this connection ended: expired or signed out. */
  signedOut: 4401,
  /** No hello in time. */
  noHello: 4408,
  /** Another hello took this connection's place (a page reload over IPC). */
  replaced: 4409,
  /** More frames, or more calls at once, than any honest client sends. */
  flood: 4429,
  /** The client does not read what is sent to it. */
  tooSlow: 4430,
} as const;
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];
