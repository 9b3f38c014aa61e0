/** The desk's day: board, call list, replies to settle, closing. Sends nothing. */
import { runCommand } from '../command.ts';
import { recordOutput } from '../exportLog.ts';
import type { FeatureHandlers } from '../feature.ts';
import { boardOf } from './board.ts';
import { callList, callListCsv } from './callList.ts';
import { markCalled, undoCall } from './calls.ts';
import { dayRange } from './days.ts';
import type { TodayDeps } from './deps.ts';
import { repliesOfConversation, settleReply, undoSettle } from './replies.ts';
import { closeDay, reopenDay, reviewOf } from './review.ts';

const DONE = { done: true } as const;

export function createTodayFeature(deps: TodayDeps): FeatureHandlers<'today'> {
  const oneDay = (date: string | undefined) => ({ from: date, to: date });
  return {
    getBoard: (_context, { date }) => {
      const now = deps.clock.now();
      return deps.store.read((tx) => boardOf(tx, dayRange(tx, oneDay(date), now), now));
    },
    getCallList: (_context, input) => {
      const now = deps.clock.now();
      return deps.store.read((tx) => {
        const range = dayRange(tx, input, now);
        return { from: range.from, to: range.to, rows: callList(deps, tx, range, now) };
      });
    },
    exportCallList: (context, input) =>
      runCommand(deps, context, 'today.exportCallList', (tx, now) => {
        const range = dayRange(tx, input, now);
        const rows = callList(deps, tx, range, now);
        const days = range.from === range.to ? range.from : `${range.from}-to-${range.to}`;
        const data = { days, rows: rows.length };
        const mark = recordOutput(tx, { action: 'callList.exported', entity: 'day', data }, context.actor.name, now);
        return { fileName: `call-list-${days}.csv`, csv: callListCsv(tx, rows, mark), rows: rows.length };
      }),
    markCalled: (context, input) =>
      runCommand(deps, context, 'today.markCalled', (tx, now) => ({
        callId: markCalled(deps, tx, input, context.actor.name, now),
      })),
    undoCall: (context, { callId }) =>
      runCommand(deps, context, 'today.undoCall', (tx, now) => {
        undoCall(deps, tx, callId, now);
        return DONE;
      }),
    listReplies: (_context, { conversationId }) =>
      deps.store.read((tx) => ({
        items: repliesOfConversation(tx, conversationId).map(({ reply, visit }) => ({
          ...reply,
          visit: deps.viewAppointment(tx, visit),
        })),
      })),
    settleReply: (context, input) =>
      runCommand(deps, context, 'today.settleReply', (tx, now) => {
        settleReply(deps, tx, input.id, input.as, context.actor.name, now);
        return DONE;
      }),
    undoSettle: (context, { id }) =>
      runCommand(deps, context, 'today.undoSettle', (tx, now) => {
        undoSettle(deps, tx, id, now);
        return DONE;
      }),
    getReview: (_context, { date }) => {
      const now = deps.clock.now();
      return deps.store.read((tx) => reviewOf(deps, tx, dayRange(tx, oneDay(date), now), now));
    },
    closeDay: (context, { date, visits }) =>
      runCommand(deps, context, 'today.closeDay', (tx, now) =>
        closeDay(deps, tx, dayRange(tx, oneDay(date), now), { visits }, context.actor.name, now),
      ),
    reopenDay: (context, { date }) =>
      runCommand(deps, context, 'today.reopenDay', (tx, now) => {
        reopenDay(tx, date, context.actor.name, now);
        return DONE;
      }),
  };
}
