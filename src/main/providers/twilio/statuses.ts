/**
 * States of texts that Twilio accepted, each asked for by its id: there is no list by id. Owns how often one text is worth a question;
 * what the jobs ask for in between is not asked for (twilio.md 4.6). Callbacks make all of this rare.
 */
import type { Clock } from '../../platform/ports.ts';
import type { GatewayResult, StatusReport } from '../gateway.ts';
import { isNotFound, toGatewayFailure } from './failures.ts';
import type { TwilioClient, TwilioFailure } from './twilioClient.ts';
import { MessageRow, reportOf } from './wire.ts';

export interface StatusesDeps {
  readonly client: TwilioClient;
  readonly clock: Clock;
}

/** Waits between the questions about one text, ms; the last one is for good. */
const WAITS_MS = [5_000, 15_000, 30_000, 60_000, 5 * 60_000, 30 * 60_000, 6 * 3_600_000, 24 * 3_600_000] as const;
/** Twilio counts requests at a time, not per second (twilio.md section 10). */
const AT_A_TIME = 2;
const MOST_AT_ONCE = 100;

export type FetchStatuses = (
  query: { readonly since: number; readonly ids: readonly string[] },
  signal?: AbortSignal,
) => Promise<GatewayResult<readonly StatusReport[]>>;

/** Asks after texts when they are due. One that Twilio does not know gives no report. A failure before the first report is the answer. */
export function createFetchStatuses(deps: StatusesDeps): FetchStatuses {
  const asked = new Map<string, { readonly times: number; readonly nextAt: number }>();
  const isDue = (id: string): boolean => (asked.get(id)?.nextAt ?? Number.NEGATIVE_INFINITY) <= deps.clock.monotonic();
  const note = (id: string): void => {
    const times = (asked.get(id)?.times ?? 0) + 1;
    const wait = WAITS_MS[Math.min(times, WAITS_MS.length) - 1] ?? 0;
    asked.set(id, { times, nextAt: deps.clock.monotonic() + wait });
  };

  return async (query, signal) => {
    const open = new Set(query.ids);
    for (const id of asked.keys()) if (!open.has(id)) asked.delete(id);
    const waiting = query.ids.filter(isDue).slice(0, MOST_AT_ONCE);
    const reports: StatusReport[] = [];
    let failure: TwilioFailure | null = null;
    const work = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined && failure === null; id = waiting.shift()) {
        const result = await fetchMessage(deps.client, id, signal);
        if (!result.ok && !isNotFound(result)) {
          failure = result;
          return;
        }
        note(id);
        const report = result.ok ? reportOf(result.value) : null;
        if (report !== null) reports.push(report);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    // What was learned before the failure counts; those left are due at the next look.
    return failure === null || reports.length > 0 ? { ok: true, value: reports } : toGatewayFailure(failure);
  };
}

function fetchMessage(client: TwilioClient, sid: string, signal?: AbortSignal) {
  return client.call(
    (sdk) => sdk.messages(sid).fetch(),
    (answer) => MessageRow.safeParse(answer).data ?? null,
    signal,
  );
}
