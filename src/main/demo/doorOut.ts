/**
 * The only door out of the demo: a `fetch` to which the simulated phone and the simulated Twilio are the whole world. Everything else is
 * refused before a socket opens. It also counts what is under way, so that the demo's clock waits for it.
 */
import type { Fetch } from '../platform/ports.ts';
import { simulatedAddress } from './twilio/outsideFetch.ts';
import type { TwilioAddresses } from './twilio/outsideFetch.ts';

export interface DoorOut {
  readonly fetch: Fetch;
  /** Requests that have no answer yet. */
  underWay(): number;
}

export interface Outside {
  /** Base URL of the simulated phone. */
  readonly phone: string;
  readonly twilio: TwilioAddresses;
  /** Whether anything beyond the clinic's own walls can be reached. */
  readonly internet: () => boolean;
  /** A phone that sleeps answers nobody: its requests end by a time-out on the demo's clock, which must not wait for them. */
  readonly phoneAwake: () => boolean;
}

export function createDoorOut(fetch: Fetch, { phone, twilio, internet, phoneAwake }: Outside): DoorOut {
  const waiting = { phone: 0, twilio: 0 };
  const inside = new URL(phone).origin;
  const passed = async (to: keyof typeof waiting, call: () => Promise<Response>): Promise<Response> => {
    waiting[to] += 1;
    try {
      return await call();
    } finally {
      waiting[to] -= 1;
    }
  };
  return {
    underWay: () => waiting.twilio + (phoneAwake() ? waiting.phone : 0),
    async fetch(input, init) {
      const target = new URL(input instanceof Request ? input.url : input);
      if (target.origin === inside) return passed('phone', () => fetch(input, init));
      const address = simulatedAddress(target, twilio);
      if (address === null) throw new TypeError('The demo reaches nothing but its simulated phone and Twilio.');
      if (!internet()) throw new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } });
      return passed('twilio', () =>
        input instanceof Request ? fetch(new Request(address, input), init) : fetch(address, init),
      );
    },
  };
}
