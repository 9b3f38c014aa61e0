/** How reminders are judged ahead of their time: the seam between the forecast and the gate, the route rule and the lines' limits. */
import type { GateInput } from '../../contract/gate.ts';
import { addDays, DAY_MS, instantOnDay, toLocal } from '../domain/time.ts';
import { saysHowToStop } from '../domain/templates/requiredTexts.ts';
import type { Route } from '../domain/routing/route.ts';
import { blankConversation } from '../features/conversations/ensureConversation.ts';
import { createGuardMemory } from '../features/gate/guard.ts';
import { reasonOf, withWords } from '../features/gate/reasons.ts';
import { judgeText } from '../features/messages/queueText.ts';
import type { ForeseeDeps, Foreseen, JudgedReminder } from '../features/reminders/judge.ts';
import type { ReadLimits } from '../jobs/deps.ts';
import { HALF_HOUR_MS } from '../domain/sendLimits/halfHour.ts';
import type { ReadRoutes } from '../jobs/routes.ts';
import type { ReadTx } from '../store/store.ts';

/** More than any line carries in a day. */
const MOST_CARRIED = 5_000;

export interface ForesightDeps {
  readonly routes: ReadRoutes;
  readonly limits: ReadLimits;
}

/** For one look ahead from `now` (UTC ms): what is used up today is not used up tomorrow. */
export function createReminderForesight(deps: ForesightDeps, now: number): ForeseeDeps {
  const routesByDay = new Map<number, readonly Route[]>();
  const routesAt = (tx: ReadTx, at: number): readonly Route[] => {
    const day = Math.max(0, Math.floor((at - now) / DAY_MS));
    const known = routesByDay.get(day);
    if (known !== undefined) return known;
    const routes = deps.routes(tx, now + day * DAY_MS);
    routesByDay.set(day, routes);
    return routes;
  };
  const askGuard = createGuardMemory();
  const labels = new Map<string, string>();
  const labelOf = (tx: ReadTx, gatewayId: string): string => {
    const label = labels.get(gatewayId) ?? tx.gateways.get(gatewayId)?.label ?? '';
    labels.set(gatewayId, label);
    return label;
  };
  return {
    judge(tx, { number, ...text }, at, foreseen) {
      const conversation = tx.conversations.getByAddress(number) ?? blankConversation('none', number, at);
      const expected = {
        adjust: (asked: GateInput) => withForeseen(asked, foreseen),
        gatewayId: foreseen?.gatewayId ?? null,
        askGuard,
      };
      const asks = { ...text, conversation };
      const { asked, decision, route, body, segments } = judgeText({ routes: routesAt }, tx, asks, at, expected);
      const noRoute = route.kind === 'none' ? route.reason : null;
      return {
        decision,
        worded: () => withWords(tx, asked, decision),
        reason: reasonOf(tx, asked, decision) ?? noRoute,
        body,
        segments,
        saysHowToStop: saysHowToStop(body),
        route: route.kind === 'none' ? null : { gatewayId: route.gatewayId, label: labelOf(tx, route.gatewayId) },
      } satisfies JudgedReminder;
    },
    lineOf: (tx, gatewayId, from) => lineOf(deps, tx, gatewayId, from),
  };
}

/** As the ledgers will stand once the texts foreseen earlier have left. */
function withForeseen(asked: GateInput, foreseen: Foreseen | null): GateInput {
  const last = foreseen?.sentAt.at(-1);
  if (foreseen === null || last === undefined) return asked;
  return {
    ...asked,
    sentAt: [...asked.sentAt, ...foreseen.sentAt],
    firstToNumber: false,
    lastContactAt: Math.max(asked.lastContactAt ?? last, last),
    lastOptOutHintAt: foreseen.hintedAt.at(-1) ?? asked.lastOptOutHintAt,
  };
}

function lineOf(
  { limits }: ForesightDeps,
  tx: ReadTx,
  gatewayId: string,
  now: number,
): ReturnType<ForeseeDeps['lineOf']> {
  const gateway = tx.gateways.get(gatewayId);
  if (gateway === undefined) throw new Error('The route names a gateway that is not there.');
  const own = limits(tx, gateway);
  const today = toLocal(now, own.zone);
  const from = instantOnDay(today, 0, own.zone);
  const carried = tx.outbox.carried({
    gatewayId,
    from: Math.min(from, now - HALF_HOUR_MS),
    to: now + 1,
    limit: MOST_CARRIED,
  });
  const todays = carried.filter(({ at }) => at >= from && at < instantOnDay(addDays(today, 1), 0, own.zone));
  const people = new Set(todays.map(({ conversationId }) => conversationId));
  return {
    limits: own,
    before: {
      texts: tx.messages.countSent({ from, to: now + 1, gatewayId }),
      recipients: [...people].flatMap((id) => tx.conversations.get(id)?.address ?? []),
      parts: carried.map(({ at, parts }) => ({ at, parts: Math.max(1, parts) })),
    },
  };
}
