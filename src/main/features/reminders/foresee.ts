/**
 * When the texts of the coming days would leave, one after the other as the queue would take them: the gate is asked at each text's own
 * moment, with the texts foreseen before it counted as sent, and each gateway's limits are kept. Decides nothing itself: the rules are the
 * gate's and the line's. A generator, so that the caller can rest between texts; writes nothing.
 */
import type { Reason } from '../../../contract/common.ts';
import { createForeseenLine } from '../../domain/sendLimits/foreseeLine.ts';
import type { ForeseenLine, ForeseenText } from '../../domain/sendLimits/foreseeLine.ts';
import type { ReadTx } from '../../store/store.ts';
import type { ForeseeDeps, Foreseen, JudgedReminder, ReminderToJudge } from './judge.ts';
import { movedReason } from './reasons.ts';

/** A text that waits for its moment. */
export interface Awaited {
  readonly id: string;
  /** Not before this instant, UTC ms. */
  readonly readyAt: number;
  readonly sendBy: number;
  /** Why it is ready only then; null: that is its time. */
  readonly reason: Reason | null;
  readonly text: ReminderToJudge;
}

export interface Outlook {
  readonly id: string;
  readonly outcome: 'leaves' | 'asks' | 'notSent';
  /** UTC ms; null: it does not leave. */
  readonly leavesAt: number | null;
  readonly reason: Reason | null;
  readonly judged: JudgedReminder;
}

/** A text that is moved more often than this goes in circles: it is said to ask for a person. */
const MOST_MOVES = 2_000;
/** So close together nothing about the hours changes, ms. */
const SAME_MOMENT_MS = 60_000;

interface Waiting extends Awaited {
  readonly at: number;
  readonly moves: number;
  /** Why it is later than its time; the first cause is the one to tell. */
  readonly reason: Reason | null;
  /** What the gate said at an earlier moment. */
  readonly judged: JudgedReminder | null;
}

export interface Foresight {
  /** Takes one step for the text whose turn it is; its outlook when that is settled. Undefined: nothing waits any more. */
  step(tx: ReadTx): Outlook | null | undefined;
}

/** `texts` in any order; `now` UTC ms. */
export function createForesight(deps: ForeseeDeps, texts: readonly Awaited[], now: number): Foresight {
  const queue = createQueue(
    texts.map((text) => ({ ...text, at: Math.max(now, text.readyAt), moves: 0, judged: null })),
  );
  const ledger = createLedger();
  const lines = createLines(deps, now);

  const leave = (waiting: Waiting, judged: JudgedReminder, at: number): Outlook => {
    ledger.note(waiting.text.number, judged, at);
    if (judged.route !== null) lines.leave(judged.route.gatewayId, lineText(waiting, judged), at);
    return { id: waiting.id, outcome: 'leaves', leavesAt: at, reason: waiting.reason, judged };
  };
  const postpone = (waiting: Waiting, judged: JudgedReminder, at: number, reason: Reason | null): Outlook | null => {
    if (at > waiting.sendBy) return settled(waiting, judged, 'notSent', reason ?? waiting.reason);
    if (waiting.moves >= MOST_MOVES) return settled(waiting, judged, 'asks', reason);
    queue.add({ ...made(waiting, judged), at, judged, moves: waiting.moves + 1, reason: waiting.reason ?? reason });
    return null;
  };
  /** What the gate says settles it, or moves it; null: the way is free. Undefined: it was moved. */
  const byGate = (waiting: Waiting, judged: JudgedReminder): Outlook | null | undefined => {
    const { decision, until } = judged.decision;
    if (decision === 'block') return settled(waiting, judged, 'notSent', judged.reason);
    if (decision === 'confirm' || judged.route === null) return settled(waiting, judged, 'asks', judged.reason);
    if (decision === 'allow') return null;
    const at = Math.max(until ?? waiting.at, waiting.at + 1);
    return postpone(waiting, judged, at, judged.reason) ?? undefined;
  };
  /** `knownAt`: what has left by then is known to the ledgers. */
  const judge = (tx: ReadTx, { text }: Waiting, at: number, knownAt = at): JudgedReminder =>
    deps.judge(tx, text, at, ledger.knownAt(text.number, knownAt));
  /**
   * Behind others at the line's pace the gate need be asked only once, for the moment of its turn, as long as nothing else goes to the same
   * number meanwhile. Null: it is not that simple.
   */
  const inItsTurn = (tx: ReadTx, waiting: Waiting): Outlook | null => {
    const line = lines.last();
    if (line === null || ledger.hasSince(waiting.text.number, waiting.at)) return null;
    const { number, body } = waiting.text;
    const turn = line.earliest({ recipient: number, body, parts: 1 }, waiting.at);
    if (turn.movedBy !== null || turn.at - waiting.at < SAME_MOMENT_MS) return null;
    const judged = judge(tx, waiting, turn.at, waiting.at);
    if (judged.decision.decision !== 'allow' || judged.route === null) return null;
    const found = lines.of(tx, judged.route.gatewayId).earliest(lineText(waiting, judged), waiting.at);
    return found.movedBy === null && found.at === turn.at ? leave(waiting, judged, found.at) : null;
  };
  /** Asked at its moment; and once more when its turn comes much later, for by then the hours may be over. */
  const inTwoSteps = (tx: ReadTx, waiting: Waiting): Outlook | null => {
    const judged = judge(tx, waiting, waiting.at);
    const answer = byGate(waiting, judged);
    if (answer !== null || judged.route === null) return answer ?? null;
    const found = lines.of(tx, judged.route.gatewayId).earliest(lineText(waiting, judged), waiting.at);
    if (found.movedBy !== null) {
      return postpone(waiting, judged, found.at, movedReason(found.movedBy, judged.route.label));
    }
    const near = found.at - waiting.at < SAME_MOMENT_MS;
    if (near && !ledger.hasSince(waiting.text.number, waiting.at)) return leave(waiting, judged, found.at);
    const turn = { ...made(waiting, judged), at: found.at };
    const then = judge(tx, turn, found.at);
    const said = byGate(turn, then);
    return said === null ? leave(turn, then, found.at) : (said ?? null);
  };
  return {
    step(tx) {
      const waiting = queue.next();
      if (waiting === undefined) return undefined;
      const { judged } = waiting;
      // A line that is still full needs no second look at the gate.
      const before =
        judged === null || judged.route === null
          ? null
          : lines.of(tx, judged.route.gatewayId).earliest(lineText(waiting, judged), waiting.at);
      if (judged !== null && before !== null && before.movedBy !== null)
        return postpone(waiting, judged, before.at, null);
      return inItsTurn(tx, waiting) ?? inTwoSteps(tx, waiting);
    },
  };
}

/** What the texts foreseen so far will have changed for each number. */
function createLedger() {
  const people = new Map<string, Foreseen>();
  return {
    note(number: string, judged: JudgedReminder, at: number): void {
      const earlier = people.get(number);
      people.set(number, {
        sentAt: [...(earlier?.sentAt ?? []), at],
        hintedAt: [...(earlier?.hintedAt ?? []), ...(judged.saysHowToStop ? [at] : [])],
        gatewayId: judged.route?.gatewayId ?? earlier?.gatewayId ?? null,
      });
    },
    /** As it will stand at `at` (UTC ms): what has not left by then does not count. */
    knownAt(number: string, at: number): Foreseen | null {
      const all = people.get(number);
      if (all === undefined) return null;
      const sentAt = all.sentAt.filter((sent) => sent < at);
      const hintedAt = all.hintedAt.filter((hinted) => hinted < at);
      return { sentAt, hintedAt, gatewayId: sentAt.length === 0 ? null : all.gatewayId };
    },
    /** Whether a text leaves to this number at `at` or later. */
    hasSince: (number: string, at: number): boolean => people.get(number)?.sentAt.some((sent) => sent >= at) === true,
  };
}

/** The gateways' lines, each looked up when the first text goes by it. */
function createLines(deps: ForeseeDeps, now: number) {
  const lines = new Map<string, ForeseenLine>();
  let last: string | null = null;
  return {
    of(tx: ReadTx, gatewayId: string): ForeseenLine {
      const known = lines.get(gatewayId);
      if (known !== undefined) return known;
      const { limits, before } = deps.lineOf(tx, gatewayId, now);
      const line = createForeseenLine(limits, now, before);
      lines.set(gatewayId, line);
      return line;
    },
    /** The line that took the last text: most likely the next one's, too. */
    last: (): ForeseenLine | null => (last === null ? null : (lines.get(last) ?? null)),
    leave(gatewayId: string, text: ForeseenText, at: number): void {
      last = gatewayId;
      lines.get(gatewayId)?.leave(text, at);
    },
  };
}

/** Its text is made by now, with the lines it had to carry then. */
function made(waiting: Waiting, { body }: JudgedReminder): Waiting {
  return { ...waiting, text: { ...waiting.text, body } };
}

function lineText({ text }: Waiting, judged: JudgedReminder): ForeseenText {
  return { recipient: text.number, body: judged.body, parts: judged.segments };
}

function settled(
  waiting: Waiting,
  judged: JudgedReminder,
  outcome: 'asks' | 'notSent',
  reason: Reason | null,
): Outlook {
  return { id: waiting.id, outcome, leavesAt: null, reason, judged };
}

interface Queue {
  add(waiting: Waiting): void;
  /** The earliest, which leaves the queue; among equals the one that was there first. */
  next(): Waiting | undefined;
}

/** Those that were moved are few beside those that wait for their time: two rows, each in order. */
function createQueue(texts: readonly Waiting[]): Queue {
  const first = texts.toSorted((a, b) => a.at - b.at || a.readyAt - b.readyAt || (a.id < b.id ? -1 : 1));
  const moved: Waiting[] = [];
  let at = 0;
  return {
    add(waiting) {
      let low = 0;
      let high = moved.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((moved[middle]?.at ?? 0) <= waiting.at) low = middle + 1;
        else high = middle;
      }
      moved.splice(low, 0, waiting);
    },
    next() {
      const a = first[at];
      const b = moved[0];
      if (a !== undefined && (b === undefined || a.at < b.at)) {
        at += 1;
        return a;
      }
      return moved.shift();
    },
  };
}
