/**
 * What can go wrong between the program and Twilio, as data (twilio.md 3, 11.2). Owns which fault meets which request; the HTTP
 * front carries it out. Whether a text exists afterwards is in each name.
 */

/** Standing conditions, on until switched off. */
export const TWILIO_SWITCHES = [
  /** Connections are refused. */
  'unreachable',
  /** Requests are taken and neither stored nor answered. */
  'silent',
  /** Webhooks do not get through: nothing reaches the program by itself. */
  'hooksLost',
] as const;
export type TwilioSwitch = (typeof TWILIO_SWITCHES)[number];

export const REQUEST_FAULTS = [
  'delay',
  'hang',
  'resetBeforeStoring',
  'resetAfterStoring',
  'storedButNoAnswer',
  'error500',
  'error500AfterStoring',
  'error503',
  'tooManyRequests',
  'html502',
  'html502AfterStoring',
  'halfJson',
  'garbage',
  'unauthorized',
] as const;
/** What happens to a single request. `halfJson` and `garbage` come after storing. */
export type RequestFaultKind = (typeof REQUEST_FAULTS)[number];

export interface RequestFault {
  readonly kind: RequestFaultKind;
  /** `POST /Messages.json`: the method (or `*`) and a piece of the path. Every request when absent. */
  readonly match?: string;
  /** How many requests it meets: once when absent, null for all until cleared. */
  readonly times?: number | null;
  /** Meets only this share of the requests, 0 to 1. */
  readonly share?: number;
  /** For `delay`, ms. */
  readonly ms?: number;
  /** For `tooManyRequests`: the Retry-After header, seconds; no header when absent. */
  readonly retryAfterSeconds?: number;
}

export interface RequestFaults {
  add(fault: RequestFault): void;
  /** The fault that meets this request, used up by one. */
  take(method: string, path: string): RequestFault | null;
  clear(): void;
}

/** A list of faults, first match first. */
export function createRequestFaults(fraction: () => number): RequestFaults {
  const waiting: { readonly fault: RequestFault; left: number }[] = [];
  return {
    add: (fault) => {
      const times = fault.times === undefined ? 1 : (fault.times ?? Number.POSITIVE_INFINITY);
      waiting.push({ fault, left: times });
    },
    take: (method, path) => {
      const found = waiting.find(({ fault, left }) => left > 0 && meets(fault, method, path, fraction));
      if (found === undefined) return null;
      found.left -= 1;
      if (found.left === 0) waiting.splice(waiting.indexOf(found), 1);
      return found.fault;
    },
    clear: () => void (waiting.length = 0),
  };
}

function meets({ match, share }: RequestFault, method: string, path: string, fraction: () => number): boolean {
  const [wanted = '*', piece = ''] = (match ?? '*').split(' ');
  if ((wanted !== '*' && wanted !== method) || !path.includes(piece)) return false;
  return share === undefined || fraction() < share;
}
