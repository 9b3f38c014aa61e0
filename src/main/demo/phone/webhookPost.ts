/**
 * One request of the app to a webhook, with the app's limits: 5 s to connect, 5 s of silence, 30 s in all, no redirects (capcom6.md 6.4).
 */
import type { Buffer } from 'node:buffer';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { TimerHandle, Timers } from '../../platform/ports.ts';

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Posts and gives the status. Rejects when no answer came. */
export type WebhookPost = (request: WebhookRequest) => Promise<number>;

export interface WebhookPostOptions {
  /** PEM of a CA that somebody installed on the phone; without it only the system's are trusted. */
  readonly trustedCa?: string;
  /** Which hosts may be called at all; a demo keeps to this machine. */
  readonly mayCall?: (url: URL) => boolean;
}

const SILENCE_MS = 5_000;
const TOTAL_MS = 30_000;

/** Posts over real sockets; the limits run on `timers`. */
export function createWebhookPost(timers: Timers, options: WebhookPostOptions = {}): WebhookPost {
  return ({ url, headers, body }) =>
    new Promise((resolve, reject) => {
      const target = new URL(url);
      if (options.mayCall?.(target) === false) {
        reject(new Error(`Failed to connect to ${target.host}`));
        return;
      }
      const secure = target.protocol === 'https:';
      const ca = options.trustedCa === undefined ? {} : { ca: options.trustedCa };
      const settings = { method: 'POST', headers: { ...headers, 'Content-Length': body.length }, agent: false };
      const call = secure ? requestHttps(target, { ...settings, ...ca }) : requestHttp(target, settings);
      const give = (reason: string) => () => call.destroy(new Error(reason));
      const total = timers.after(TOTAL_MS, give('Request timeout has expired'));
      let silence: TimerHandle = timers.after(SILENCE_MS, give('Connect timeout has expired'));
      const heard = (): void => {
        silence.cancel();
        silence = timers.after(SILENCE_MS, give('Socket timeout has expired'));
      };
      const end = (settle: () => void) => (): void => {
        total.cancel();
        silence.cancel();
        settle();
      };
      call.once('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', heard));
      call.once('response', (response) => {
        heard();
        response.resume();
        response.once(
          'end',
          end(() => resolve(response.statusCode ?? 0)),
        );
        response.once('error', (error) => end(() => reject(error))());
      });
      call.once('error', (error) => end(() => reject(error))());
      call.end(body);
    });
}
