/** A person sends a text: receiver, trigger, undo time, and the words of a refusal. Writing it is queueText's. */
import type { Purpose } from '../../../contract/common.ts';
import type { GateDecision } from '../../../contract/gate.ts';
import { DomainError } from '../../../contract/errors.ts';
import type { RouteChoice } from '../../domain/routing/route.ts';
import { staffWords } from '../../domain/sendGate/words.ts';
import { hasUnfilledField } from '../../domain/templates/render.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import type { ReadRoutes } from '../../jobs/routes.ts';
import type { Clock, Ids } from '../../platform/ports.ts';
import type { ConversationRecord } from '../../store/records.ts';
import type { ReadTx, Store, WriteTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { CallContext, OutputOf, ParsedInputOf } from '../feature.ts';
import { withWords } from '../gate/reasons.ts';
import { channelOfAnswer } from '../routing/routeText.ts';
import { readSettings } from '../settings/readSettings.ts';
import { fillChosen } from './chosenTemplate.ts';
import type { FindTemplate } from './chosenTemplate.ts';
import type { Recall } from './recall.ts';
import { purposeFor } from './purposeByRole.ts';
import { auditOf, judgeText, queueText } from './queueText.ts';
import type { QueuedText, TextToQueue } from './queueText.ts';
import { receiverOf, receiverPreview } from './receiver.ts';

export interface MessagesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly routes: ReadRoutes;
  /** Takes a text back from its gateway; null: the gateway cannot, or is gone. */
  readonly recall: Recall;
  readonly findTemplate: FindTemplate;
}

/** Answers to somebody who is waiting overtake the queue (and the phone's own pace, from 100 on). */
const ANSWER_PRIORITY = 100;
const MANUAL_PRIORITY = 10;
/** A reply counts as direct for this long (rules.md 13.1). */
const DIRECT_FOR_MS = 30 * MINUTE_MS;

/** With the purpose that was left out. */
type Meant<I> = Omit<I, 'purpose'> & { readonly purpose: Purpose };
type SendInput = Meant<ParsedInputOf<'messages.sendMessage'>>;
type SendOutput = OutputOf<'messages.sendMessage'>;
type PreviewInput = Meant<ParsedInputOf<'messages.previewMessage'>>;
type PreviewOutput = OutputOf<'messages.previewMessage'>;

/**
 * Queues a person's text. Errors: SEND_BLOCKED and SEND_NEEDS_CONFIRMATION with the decision in the details;
 * TEMPLATE_INCOMPLETE; INVALID_INPUT; FORBIDDEN for a purpose that the role may not send. A refusal writes nothing but its audit row.
 */
export function sendMessage(
  deps: MessagesDeps,
  context: CallContext,
  given: ParsedInputOf<'messages.sendMessage'>,
): SendOutput | Promise<SendOutput> {
  const input = { ...given, purpose: purposeNow(deps, context, given) };
  if (input.whatsAppTemplate === undefined) return sendNow(deps, context, input);
  return fillChosen(deps.findTemplate, input, context.signal).then((filled) => sendNow(deps, context, filled));
}

function purposeNow(
  { store, clock }: Pick<MessagesDeps, 'store' | 'clock'>,
  context: CallContext,
  given: Parameters<typeof purposeFor>[2],
): Purpose {
  return store.read((tx) => purposeFor(tx, context, given, clock.now()));
}

function sendNow(deps: MessagesDeps, context: CallContext, input: SendInput): SendOutput {
  try {
    return runCommand(deps, context, 'messages.sendMessage', (tx, now) => send(deps, tx, context, input, now));
  } catch (error) {
    auditRefusal(deps, context, input, error);
    throw error;
  }
}

/** What the gate would say, the exact text and its parts. Writes nothing. */
export function previewMessage(
  deps: MessagesDeps,
  context: CallContext,
  given: ParsedInputOf<'messages.previewMessage'>,
): PreviewOutput | Promise<PreviewOutput> {
  const input = { ...given, purpose: purposeNow(deps, context, given) };
  if (input.whatsAppTemplate === undefined) return previewNow(deps, context, input);
  return fillChosen(deps.findTemplate, input, context.signal).then((filled) => previewNow(deps, context, filled));
}

function previewNow(deps: MessagesDeps, context: CallContext, input: PreviewInput): PreviewOutput {
  const now = deps.clock.now();
  return deps.store.read((tx) => {
    const { conversation, personId } = receiverPreview(tx, input, now);
    const { asked, decision, route, body, segments } = judgeText(
      deps,
      tx,
      {
        conversation,
        personId,
        body: input.body,
        purpose: input.purpose,
        channel: input.channel ?? channelOfAnswer(tx, conversation.id, now),
        attachmentIds: input.attachmentIds,
        ...(input.whatsAppTemplate === undefined ? {} : { whatsAppTemplate: input.whatsAppTemplate }),
        author: context.actor.name,
        ...triggerOf(tx, conversation, now),
      },
      now,
    );
    return { decision: withWords(tx, asked, decision), body, segments, ...viewRoute(tx, route) };
  });
}

/** A chosen route as the composer shows it. */
function viewRoute(tx: ReadTx, route: RouteChoice): Pick<OutputOf<'messages.previewMessage'>, 'route' | 'noRoute'> {
  if (route.kind === 'none') return { route: null, noRoute: route.reason };
  const gateway = tx.gateways.get(route.gatewayId);
  if (gateway === undefined) return { route: null, noRoute: null };
  const { kind: gatewayKind, label, ownNumber } = gateway;
  const { why, from, reason, prefixPracticeName: named } = route;
  return {
    route: {
      gatewayId: gateway.id,
      gatewayKind,
      label,
      ownNumber: from ?? ownNumber,
      why: why === 'failover' || why === 'spill' ? why : null,
      named,
      waits: route.kind === 'wait' ? reason : null,
    },
    noRoute: null,
  };
}

function send(deps: MessagesDeps, tx: WriteTx, context: CallContext, input: SendInput, now: number): SendOutput {
  if (hasUnfilledField(input.body)) {
    throw new DomainError('TEMPLATE_INCOMPLETE', 'A detail in braces has no value. Fill it in or take it out.', {
      field: 'body',
    });
  }
  const { conversation, personId } = receiverOf(deps, tx, input, now);
  const undoMs = input.undoMs ?? readSettings(tx).sending.undoMs;
  const queued = queueText(
    deps,
    tx,
    {
      conversation,
      personId,
      body: input.body,
      purpose: input.purpose,
      kind: 'text',
      author: context.actor.name,
      dedupeKey: `send:${context.commandId ?? deps.ids.next()}`,
      templateId: input.templateId ?? null,
      channel: input.channel ?? channelOfAnswer(tx, conversation.id, now),
      attachmentIds: input.attachmentIds,
      ...(input.whatsAppTemplate === undefined ? {} : { whatsAppTemplate: input.whatsAppTemplate }),
      notBefore: now + undoMs,
      sendAt: input.sendAt ?? null,
      confirmed: answered(input),
      whenAsked: 'nothing',
      ...(input.confirmReason === undefined ? {} : { confirmReason: input.confirmReason }),
      ...(input.contentReason === undefined ? {} : { contentReason: input.contentReason }),
      ...triggerOf(tx, conversation, now),
    },
    now,
  );
  const message = messageOrRefusal(tx, queued);
  tx.conversations.setDraft(conversation.id, context.actor.name, '', now);
  return {
    messageId: message.id,
    conversationId: conversation.id,
    status: message.status,
    notBefore: message.notBefore,
    decision: withWords(tx, queued.asked, queued.decision),
  };
}

/** "Send anyway" about the content counts only with a reason (rules.md section 8). */
function answered({ confirmed, confirmReason = '', contentReason }: SendInput): readonly string[] {
  return contentReason === undefined && confirmReason.trim() === ''
    ? confirmed.filter((code) => code !== 'CONTENT_CONFIRM')
    : confirmed;
}

/** A person's text as a reply while the patient is waiting for it, else as by hand. */
export function triggerOf(
  tx: ReadTx,
  conversation: ConversationRecord,
  now: number,
): Pick<TextToQueue, 'trigger' | 'priority'> {
  const last = tx.messages.lastIncoming(conversation.id)?.createdAt;
  const direct = last !== undefined && last <= now && now - last <= DIRECT_FOR_MS;
  return direct ? { trigger: 'reply', priority: ANSWER_PRIORITY } : { trigger: 'manual', priority: MANUAL_PRIORITY };
}

/** The queued message. Errors: SEND_BLOCKED, SEND_NEEDS_CONFIRMATION. */
export function messageOrRefusal(tx: ReadTx, queued: QueuedText): NonNullable<QueuedText['message']> {
  if (queued.message !== null) return queued.message;
  throw refusalOf(tx, queued);
}

/** The words of a refusal, for a text the gate does not let go, or one no gateway can carry. */
export function refusalOf(tx: ReadTx, { decision, asked, noRoute }: Omit<QueuedText, 'message'>): DomainError {
  if (noRoute !== null && decision.decision !== 'block') {
    return new DomainError('NOT_AVAILABLE', noRoute.text, { details: { reason: noRoute } });
  }
  const code = decision.decision === 'block' ? 'SEND_BLOCKED' : 'SEND_NEEDS_CONFIRMATION';
  const finding = decision.findings.find((one) => one.code === decision.code);
  // No name: the words of an error may end up in a log.
  const words = finding === undefined ? '' : staffWords(finding, {});
  const fallback = 'This text was not sent. Look at the conversation first.';
  return new DomainError(code, words === '' ? fallback : words, { details: withWords(tx, asked, decision) });
}

/** The refused transaction is undone; that somebody tried is kept all the same (rules.md 1, rule 20). */
function auditRefusal(deps: MessagesDeps, context: CallContext, input: SendInput, error: unknown): void {
  if (!(error instanceof DomainError)) return;
  if (error.code !== 'SEND_BLOCKED' && error.code !== 'SEND_NEEDS_CONFIRMATION') return;
  deps.store.write(context.actor.name, (tx) =>
    tx.audit.append({
      at: deps.clock.now(),
      action: error.code === 'SEND_BLOCKED' ? 'message.refused' : 'message.questioned',
      entity: input.conversationId === undefined ? 'person' : 'conversation',
      entityId: input.conversationId ?? input.personId ?? null,
      data: { purpose: input.purpose, ...auditOf(error.details as GateDecision) },
    }),
  );
}
