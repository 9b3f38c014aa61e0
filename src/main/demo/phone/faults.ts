/**
 * What can go wrong between us and the phone, as data (capcom6.md 16.7). Owns which fault meets which request;
 * the HTTP front carries it out.
 */

/** Standing conditions, on until switched off. */
export type PhoneSwitch =
  /** Wi-Fi asleep: requests are taken and never answered. */
  | 'asleep'
  /** Texts reach the phone, the app does not notice until a refresh. */
  | 'deaf'
  /** Webhooks: held back, newest first, each twice, lost, signed with another key. */
  | 'hooksHeld'
  | 'hooksNewestFirst'
  | 'hooksDoubled'
  | 'hooksDropped'
  | 'hooksForged'
  /** No internet: `/health` answers 500; everything on the local network still works. */
  | 'internetOff'
  /** The app is off or the phone is off the network: connections are refused. */
  | 'offline'
  /** The send queue stands still: everything stays Pending. */
  | 'sendingHeld';
export const PHONE_SWITCHES: readonly PhoneSwitch[] = ['asleep', 'deaf', 'internetOff', 'offline', 'sendingHeld'];

/** What happens to a single request. */
export type RequestFaultKind =
  | 'delay'
  | 'closeBeforeStoring'
  | 'closeAfterStoring'
  | 'neverAnswer'
  | 'error500'
  | 'error500AfterStoring'
  | 'unauthorized'
  | 'garbage'
  | 'html'
  | 'halfJson'
  | 'trickle';

export interface RequestFault {
  readonly kind: RequestFaultKind;
  /** `POST /messages`, or only `POST`: the start of "METHOD /path". Every request when absent. */
  readonly match?: string;
  /** How many requests it meets: once when absent, null for all until cleared. */
  readonly times?: number | null;
  /** For `delay`: how long, ms. For `trickle`: ms between bytes. */
  readonly ms?: number;
}

export interface RequestFaults {
  add(fault: RequestFault): void;
  /** The fault that meets this request, used up by one. */
  take(method: string, path: string): RequestFault | null;
  clear(): void;
}

/** A list of faults, first match first. */
export function createRequestFaults(): RequestFaults {
  const waiting: { readonly fault: RequestFault; left: number }[] = [];
  return {
    add: (fault) => {
      const times = fault.times === undefined ? 1 : (fault.times ?? Number.POSITIVE_INFINITY);
      waiting.push({ fault, left: times });
    },
    take: (method, path) => {
      const found = waiting.find(({ fault, left }) => left > 0 && `${method} ${path}`.startsWith(fault.match ?? ''));
      if (found === undefined) return null;
      found.left -= 1;
      return found.fault;
    },
    clear: () => void (waiting.length = 0),
  };
}
