/**
 * Fires the practice's rules for a text that the program's own understanding left to people. The answer is an automatic text like any other:
 * through the send gate, so never after an opt-out and never in quiet hours, in which it waits.
 */
import { evaluateRules } from '../../domain/autoReplies/evaluate.ts';
import type { EvaluatedRule } from '../../domain/autoReplies/evaluate.ts';
import { isAutomaticAnswer, systemClaim } from '../../domain/autoReplies/eligible.ts';
import { guardAnswer, LOOP_WITHIN_MS } from '../../domain/autoReplies/guards.ts';
import type { AnswerGuard } from '../../domain/autoReplies/guards.ts';
import { HOUR_MS } from '../../domain/time.ts';
import type { ConversationRecord, MessageRecord } from '../../store/records.ts';
import type { AutoReplyRuleRecord, ReadTx, WriteTx } from '../../store/store.ts';
import { isNumber } from '../conversations/address.ts';
import { queueText } from '../messages/queueText.ts';
import type { QueueDeps } from '../messages/queueText.ts';
import { pickTemplate } from '../templates/pickTemplate.ts';
import { renderFor } from '../templates/values.ts';
import type { FireRule, TextForRules } from './hook.ts';
import { isOpenNow, nextOpening } from './hours.ts';

/** A night and its quiet hours; after that an answer answers nothing any more. */
const ANSWER_WITHIN_MS = 14 * HOUR_MS;
/** An answer overtakes reminders, never a person's own text. */
const PRIORITY = 50;
/** So far back a thread is read to tell a machine from a person. */
const LOOK_BACK = 20;

export function createFireRule(deps: QueueDeps): FireRule {
  return (tx, incoming) => {
    const { text, address, meaning, optedOut, now } = incoming;
    if (!isNumber(address) || optedOut || systemClaim(text.body, meaning) !== null) return null;
    const rule = firstFitting(tx, incoming);
    const row = rule === undefined ? undefined : tx.conversations.get(text.conversationId);
    if (rule === undefined || row === undefined) return null;

    const verdict = rule.templateId === null ? 'answer' : guard(tx, rule, incoming);
    const answer = verdict === 'answer' ? answerWith(deps, tx, rule, row, incoming) : null;
    const stopped = verdict === 'loop';
    if (stopped) tx.autoReplies.update(rule.id, { stoppedAt: now, updatedAt: now });
    tx.autoReplies.recordUse({
      ruleId: rule.id,
      conversationId: row.id,
      messageId: text.id,
      answerId: answer?.id ?? null,
      at: now,
    });
    record(tx, rule, text, { verdict, answered: answer !== null }, now);
    // Whoever was to be answered and was not is waiting for a person.
    const unanswered = rule.templateId !== null && answer === null;
    const { mark, move } = rule.definition;
    return { ruleId: rule.id, mark, move: unanswered ? 'todo' : move, stopped };
  };
}

export function asEvaluated({ id, enabled, stoppedAt, definition }: AutoReplyRuleRecord): EvaluatedRule {
  return { id, enabled, stopped: stoppedAt !== null, definition };
}

function firstFitting(tx: ReadTx, incoming: TextForRules): AutoReplyRuleRecord | undefined {
  const rules = tx.autoReplies.rules();
  if (rules.length === 0) return undefined;
  const { text, now, nextVisitAt, known, confirmable } = incoming;
  const facts = { text: text.body, now, nextVisitAt, known, confirmable, open: isOpenNow(tx, now) };
  const fired = evaluateRules(rules.map(asEvaluated), facts).find(({ result }) => result === 'fires');
  return rules.find(({ id }) => id === fired?.ruleId);
}

function guard(tx: ReadTx, rule: AutoReplyRuleRecord, { text, now }: TextForRules): AnswerGuard {
  const thread = tx.messages
    .list({ conversationId: text.conversationId, cursor: null, limit: LOOK_BACK })
    .items.filter(({ id, kind }) => id !== text.id && kind !== 'note' && kind !== 'event');
  const ours = thread.filter(({ direction, status }) => direction === 'out' && status !== 'cancelled');
  const before = thread.find(({ direction }) => direction === 'in');
  const [newest] = ours;
  return guardAnswer({
    now,
    text: text.body,
    rule: { id: rule.id, marks: rule.definition.mark !== 'none' },
    uses: tx.autoReplies
      .usesIn(text.conversationId, now - LOOP_WITHIN_MS)
      .map(({ ruleId, answerId, at }) => ({ ruleId, answered: answerId !== null, at })),
    lastByPersonAt: ours.find(({ author, kind }) => author !== null && kind === 'text')?.createdAt ?? null,
    lastAutomaticAt: newest?.kind === 'autoReply' ? newest.createdAt : null,
    textBefore: before?.body ?? null,
    machineBefore: before !== undefined && isAutomaticAnswer(before.body),
  });
}

/** Null: a detail has no value, or the gate does not let it go now or later. */
function answerWith(
  deps: QueueDeps,
  tx: WriteTx,
  rule: AutoReplyRuleRecord,
  conversation: ConversationRecord,
  { text, now }: TextForRules,
): MessageRecord | null {
  const person = text.personId === null ? null : (tx.people.get(text.personId) ?? null);
  const template = rule.templateId === null ? undefined : pickTemplate(tx, rule.templateId, person?.language ?? 'en');
  if (template === undefined) return null;
  const appointment = person === null ? null : (tx.appointments.upcomingOf(person.id, now)[0] ?? null);
  const { body, missing } = renderFor(tx, { template, person, appointment });
  if (missing.length > 0) return null;
  const { message } = queueText(
    deps,
    tx,
    {
      conversation,
      personId: text.personId,
      body,
      purpose: 'care',
      trigger: 'automatic',
      kind: 'autoReply',
      author: null,
      dedupeKey: `rule:${text.id}`,
      priority: PRIORITY,
      templateId: template.id,
      sendBy: sendBy(tx, rule, now),
      whenAsked: 'nothing',
      facts: { ruleId: rule.id },
    },
    now,
  );
  return message;
}

/** "We are closed" is untrue from the minute the practice opens. */
function sendBy(tx: ReadTx, { definition }: AutoReplyRuleRecord, now: number): number {
  const latest = now + ANSWER_WITHIN_MS;
  const closed = definition.conditions.some(({ kind }) => kind === 'outsideHours');
  return closed ? Math.min(latest, nextOpening(tx, now) ?? latest) : latest;
}

function record(
  tx: WriteTx,
  rule: AutoReplyRuleRecord,
  text: MessageRecord,
  data: { readonly verdict: AnswerGuard; readonly answered: boolean },
  now: number,
): void {
  const action = data.verdict === 'loop' ? 'autoReply.stopped' : 'autoReply.fired';
  tx.audit.append({
    at: now,
    action,
    entity: 'message',
    entityId: text.id,
    data: { ...data, ruleId: rule.id, mark: rule.definition.mark, move: rule.definition.move },
  });
  tx.changed('autoReply.changed', rule.id);
}
