/**
 * A fetch to whom `https://api.twilio.com` is the simulator: what the demo and the tests hand to the program instead of the
 * machine's own. Only maps addresses.
 */
import type { Fetch } from '../../platform/ports.ts';
import { PRODUCTS } from './routes/route.ts';

/** Where a simulated Twilio listens. */
export interface TwilioAddresses {
  readonly url: string;
  readonly mediaUrl: string;
}

/** The simulator's address for one of Twilio's; null for every other address. */
export function simulatedAddress(target: URL, simulator: TwilioAddresses): string | null {
  const rest = `${target.pathname}${target.search}`;
  if (target.hostname === 'mms.twiliocdn.com') return `${simulator.mediaUrl}${rest}`;
  const product = PRODUCTS.find((name) => target.hostname === `${name}.twilio.com`);
  return product === undefined ? null : `${simulator.url}/${product}${rest}`;
}

/** `fetch` with Twilio's hosts led to the simulator; other addresses stay as they are. */
export function fetchSimulatedTwilio(simulator: TwilioAddresses, fetch: Fetch): Fetch {
  return (input, init) => {
    const target = new URL(input instanceof Request ? input.url : input);
    const address = simulatedAddress(target, simulator);
    if (address === null) return fetch(input, init);
    return input instanceof Request ? fetch(new Request(address, input), init) : fetch(address, init);
  };
}
