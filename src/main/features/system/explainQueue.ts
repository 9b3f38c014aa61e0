/**
 * "Why did it not go out?": every text that waits, is held, is in doubt or failed today, by reason, with the oldest and the next step. One
 * answer for the whole Health screen; counts and codes only, no names.
 */
import type { QueueExplanation } from '../../../contract/system.ts';
import { addDays, instantOnDay, toLocal } from '../../domain/time.ts';
import type { StuckTexts } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';
import { explain } from './explainWords.ts';

/** The most pressing first. */
const ORDER: readonly QueueExplanation['state'][] = ['needsReview', 'failed', 'held', 'waiting', 'checking', 'later'];

export function explainQueue(tx: ReadTx, now: number): QueueExplanation[] {
  const { zone } = readSettings(tx).practice;
  const today = toLocal(now, zone);
  const day = { from: instantOnDay(today, 0, zone), to: instantOnDay(addDays(today, 1), 0, zone) };
  const labels = new Map(tx.gateways.list().map(({ id, label }) => [id, label]));
  const groups = [...tx.outbox.stuck(now), ...tx.messages.failedByReason(day)];
  return [...groups.map((group) => toExplanation(group, labels)), ...keptTexts(tx, labels)].toSorted(
    (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || (a.oldestAt ?? 0) - (b.oldestAt ?? 0),
  );
}

/** More than these are not counted. */
const MOST_TOLD = 200;

/** Texts that gateways keep until their time, and those among them that could not be had back. */
function keptTexts(tx: ReadTx, labels: ReadonlyMap<string, string>): QueueExplanation[] {
  const told = tx.recalls.told(MOST_TOLD);
  const [first] = told;
  const message = first === undefined ? undefined : tx.messages.get(first.messageId);
  const problem =
    first === undefined || message === undefined
      ? []
      : [
          toExplanation(
            {
              state: 'needsReview' as const,
              due: true,
              code: 'mayStillGo',
              gatewayId: message.gatewayId,
              count: told.length,
              oldestAt: first.askedAt,
              messageId: message.id,
              conversationId: message.conversationId,
            },
            labels,
          ),
        ];
  const kept = [...labels.keys()].flatMap((gatewayId) => {
    const [next] = tx.messages.kept(gatewayId, Number.MAX_SAFE_INTEGER, 1);
    if (next === undefined) return [];
    const group: StuckTexts = {
      state: 'ready',
      due: false,
      code: 'keptAtGateway',
      gatewayId,
      count: tx.messages.countKept(gatewayId),
      oldestAt: next.createdAt,
      messageId: next.id,
      conversationId: next.conversationId,
    };
    return [toExplanation(group, labels)];
  });
  return [...problem, ...kept];
}

function toExplanation(group: StuckTexts, labels: ReadonlyMap<string, string>): QueueExplanation {
  const { gatewayId, count, oldestAt, messageId, conversationId } = group;
  const gatewayLabel = gatewayId === null ? null : (labels.get(gatewayId) ?? null);
  const state = stateOf(group);
  const code = group.code ?? CODE_WITHOUT[state];
  return {
    state,
    code,
    ...explain(code, gatewayLabel === null ? {} : { gateway: gatewayLabel }),
    count,
    oldestAt,
    gatewayId: gatewayLabel === null ? null : gatewayId,
    gatewayLabel,
    example: { messageId, conversationId },
  };
}

/** What is told where a text carries no reason of its own. */
const CODE_WITHOUT: Readonly<Record<QueueExplanation['state'], string>> = {
  waiting: 'inLine',
  later: 'later',
  checking: 'sending',
  held: 'CONSENT_UNPROVEN',
  needsReview: 'unsettled',
  failed: 'other',
};

function stateOf({ state, due }: StuckTexts): QueueExplanation['state'] {
  switch (state) {
    case 'ready':
      return due ? 'waiting' : 'later';
    case 'leased':
    case 'unknown':
      return 'checking';
    default:
      return state;
  }
}
