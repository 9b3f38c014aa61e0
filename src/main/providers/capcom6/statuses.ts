/**
 * States of texts that the phone accepted: one list call for all, single calls for those the list did not show (capcom6.md 15).
 */
import type { Clock } from '../../platform/ports.ts';
import type { GatewayResult, StatusReport } from '../gateway.ts';
import type { PhoneClient, PhoneFailure } from './phoneClient.ts';
import { reportOf } from './sending.ts';

const PAGE = 200;
const MOST_PAGES = 25;
const MOST_SINGLE_CALLS = 50;
const HOUR = 3_600_000;
/** The list is by the phone's clock, which may be wrong either way. */
const CLOCK_MARGIN_MS = HOUR;
const LOOK_AHEAD_MS = 48 * HOUR;

/**
 * Reports for `ids` accepted since `since` (UTC ms). An id the phone does not know gives no report. When the phone stops
 * answering on the way, the whole answer is a failure: the caller asks again.
 */
export async function fetchStatuses(
  deps: { readonly client: PhoneClient; readonly clock: Clock },
  query: { readonly since: number; readonly ids: readonly string[] },
  signal?: AbortSignal,
): Promise<GatewayResult<readonly StatusReport[]>> {
  const open = new Set(query.ids);
  const reports: StatusReport[] = [];
  const range = { from: query.since - CLOCK_MARGIN_MS, to: deps.clock.now() + LOOK_AHEAD_MS };
  for (let page = 0; page < MOST_PAGES && open.size > 0; page += 1) {
    const listed = await deps.client.listMessages({ ...range, limit: PAGE, offset: page * PAGE }, signal);
    if (!listed.ok) return toGatewayFailure(listed);
    for (const message of listed.value) {
      if (!open.delete(message.id)) continue;
      const report = reportOf(message, deps.clock.now());
      if (report !== null) reports.push(report);
    }
    if (listed.value.length < PAGE) break;
  }
  for (const id of [...open].slice(0, MOST_SINGLE_CALLS)) {
    const single = await deps.client.getMessage(id, signal);
    if (!single.ok && single.status !== 404) return toGatewayFailure(single);
    const report = single.ok ? reportOf(single.value, deps.clock.now()) : null;
    if (report !== null) reports.push(report);
  }
  return { ok: true, value: reports };
}

/** A client's failure in the words of the gateway port. */
export function toGatewayFailure({ problem, detail }: PhoneFailure): GatewayResult<never> {
  return { ok: false, problem, detail };
}
