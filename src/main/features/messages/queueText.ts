/**
 * The one way a text of ours comes into being: the gate's first decision, the message, its outbox job, the conversation row, the
 * audit row and the changes, in the caller's transaction (architecture.md, decisions 1 and 2). The gate decides once more when
 * the text leaves.
 */
import type { Channel, Purpose, Reason, Trigger } from '../../../contract/common.ts';
import type { GateDecision, GateInput, SystemKind } from '../../../contract/gate.ts';
import type { ContentReason } from '../../../contract/messages.ts';
import { countSegments } from '../../../contract/segments.ts';
import type { RouteChoice } from '../../domain/routing/route.ts';
import { decide } from '../../domain/sendGate/decide.ts';
import { templateFacts } from '../../domain/templates/whatsAppTemplate.ts';
import type { ChosenTemplate } from '../../domain/templates/whatsAppTemplate.ts';
import { withRequiredLines } from '../../domain/templates/requiredTexts.ts';
import type { ReadRoutes } from '../../jobs/routes.ts';
import type { Ids } from '../../platform/ports.ts';
import type { ConversationRecord, MessageRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { attachToText } from '../attachments/ofText.ts';
import { textQueued } from '../conversations/transitions.ts';
import type { AskGuard } from '../gate/guard.ts';
import { gatherFacts, providerWhenQueued } from '../gate/facts.ts';
import { reasonOf } from '../gate/reasons.ts';
import { routeNewText } from '../routing/routeText.ts';
import { textFacts } from '../templates/practice.ts';

/** What writing a text needs: ids, and the gateways as they stand. */
export interface QueueDeps {
  readonly ids: Ids;
  readonly routes: ReadRoutes;
}

export interface TextToQueue {
  readonly conversation: ConversationRecord;
  readonly personId: string | null;
  readonly body: string;
  /** One text for several visits of a household: it names several people on purpose. */
  readonly household?: boolean;
  readonly purpose: Purpose;
  readonly trigger: Trigger;
  /** Left out: SMS. */
  readonly channel?: Channel;
  /** Pictures and files that leave with it, in order; they belong to the message from then on. */
  readonly attachmentIds?: readonly string[];
  /** Leaves instead of the body, which is its words filled in. */
  readonly whatsAppTemplate?: ChosenTemplate;
  readonly kind: 'text' | 'reminder' | 'autoReply';
  /** Who wrote it; null: the machine. */
  readonly author: string | null;
  /** The same thing can never be queued twice: one occurrence, one click, one answer to one text. */
  readonly dedupeKey: string;
  /** 100 and more overtakes the queue: answers to a person who is waiting. */
  readonly priority: number;
  readonly systemKind?: SystemKind | null;
  readonly systemAlreadySent?: boolean;
  readonly templateId?: string | null;
  readonly appointmentId?: string | null;
  readonly reminderId?: string | null;
  /** Not before this instant (undo time). */
  readonly notBefore?: number | null;
  /** Send later: the gate is asked about this instant instead of now. */
  readonly sendAt?: number | null;
  readonly sendBy?: number | null;
  readonly confirmed?: readonly string[];
  /** Why a person confirmed, for the audit trail. */
  readonly confirmReason?: string;
  /** The same for what the content guard asked. */
  readonly contentReason?: ContentReason;
  /** What becomes of a text about which the gate wants to ask a person: kept and held, or not made at all. */
  readonly whenAsked?: 'hold' | 'nothing';
  /** Facts kept with the message; the system kind is added. */
  readonly facts?: Readonly<Record<string, string>>;
}

export interface QueuedText {
  readonly decision: GateDecision;
  /** What the gate was asked, for the words of a refusal. */
  readonly asked: GateInput;
  /** Null when the gate refused, or asked and `whenAsked` is `nothing`, or no gateway can carry it: then nothing was written. */
  readonly message: MessageRecord | null;
  /** Why no gateway can carry a text a person wrote; null: one can. */
  readonly noRoute: Reason | null;
}

const PROVIDER_OK: GateInput['provider'] = { kind: 'android', state: 'ok', retryAt: null };

export interface JudgedText {
  readonly asked: GateInput;
  readonly decision: GateDecision;
  readonly route: RouteChoice;
  readonly body: string;
  readonly segments: number;
}

/** What is expected to have happened by the time a text is judged for: other texts to the same number that are foreseen before it. */
export interface Expected {
  readonly adjust: (asked: GateInput) => GateInput;
  /** The gateway they will know us by; null: nothing is foreseen. */
  readonly gatewayId: string | null;
  /** The content guard, where it remembers what it said; left out: it is asked each time. */
  readonly askGuard?: AskGuard;
}
const NOTHING_EXPECTED: Expected = { adjust: (asked) => asked, gatewayId: null };

/**
 * The gate's decision about a text, its way, and the body with the lines it must carry, at `now` or, for a forecast, later. Writes nothing.
 */
export function judgeText(
  deps: Pick<QueueDeps, 'routes'>,
  tx: ReadTx,
  text: Omit<TextToQueue, 'dedupeKey' | 'priority' | 'kind'>,
  now: number,
  expected: Expected = NOTHING_EXPECTED,
): JudgedText {
  const channel = text.channel ?? 'sms';
  const asks = {
    conversationId: text.conversation.id,
    channel,
    purpose: text.purpose,
    trigger: text.trigger,
    hasMedia: (text.attachmentIds ?? []).length > 0,
  };
  const route = routeNewText(tx, asks, deps.routes(tx, now), now);
  const facts = gatherFacts(
    tx,
    {
      conversation: text.conversation,
      body: text.body,
      household: text.household ?? false,
      personId: text.personId,
      channel,
      purpose: text.purpose,
      trigger: text.trigger,
      systemKind: text.systemKind ?? null,
      systemAlreadySent: text.systemAlreadySent ?? false,
      appointmentId: text.appointmentId ?? null,
      sendBy: text.sendBy ?? null,
      confirmed: text.confirmed ?? [],
      gateway: route.kind === 'none' ? null : (tx.gateways.get(route.gatewayId) ?? null),
      fromTemplate: text.whatsAppTemplate !== undefined,
      // Nobody is there to be told, and the fault may be mended in time: a text of the machine waits for its gateway.
      provider: text.author === null ? PROVIDER_OK : providerWhenQueued(tx, route),
    },
    Math.max(now, text.sendAt ?? now),
    expected.askGuard,
  );
  const asked = expected.adjust(facts);
  const decision = decide(asked);
  // Approved and registered words leave as they are: nothing may be added.
  if (text.whatsAppTemplate !== undefined || asked.registration.required) {
    return { asked, decision, route, body: text.body, segments: countSegments(text.body).parts };
  }
  // A text that waits will carry its lines too, so they are shown from the start.
  const lines = decision.decision === 'allow' ? decision.append : decide(openNow(asked, decision)).append;
  const stranger = route.kind !== 'none' && route.prefixPracticeName && route.gatewayId !== expected.gatewayId;
  const named = stranger ? [...lines, 'identity' as const] : lines;
  const body = withRequiredLines(text.body, named, textFacts(tx, text.personId));
  return { asked, decision, route, body, segments: countSegments(body).parts };
}

/** Decides about a text and, where it may leave now or later, queues it. Errors: CONFLICT never; a used key is a defect. */
export function queueText(deps: QueueDeps, tx: WriteTx, text: TextToQueue, now: number): QueuedText {
  const { asked, decision, route, body } = judgeText(deps, tx, text, now);
  const refused = decision.decision === 'block';
  const notMade = decision.decision === 'confirm' && (text.whenAsked ?? 'hold') === 'nothing';
  // A text of the machine waits for a gateway; a person is told at once that there is none.
  const noRoute = route.kind === 'none' && text.author !== null ? route.reason : null;
  if (refused || notMade || noRoute !== null) return { decision, asked, message: null, noRoute };

  const runAt = Math.max(now, text.notBefore ?? now, text.sendAt ?? now, decision.until ?? now);
  const times = { runAt, notBefore: runAt > now ? runAt : null, leftAt: null };
  const message = write(deps, tx, text, { asked, decision, route, body }, times, now);
  return { decision, asked, message, noRoute: null };
}

/**
 * Queues a text that a gateway is to keep and to send at its time by itself, or nothing: only where the gate refuses and asks nothing now,
 * allows it then, and `place` finds it a time on its gateway. The gate decides once more when it is handed over.
 */
export function queueAhead(
  deps: QueueDeps,
  tx: WriteTx,
  text: TextToQueue,
  ahead: {
    readonly place: (gatewayId: string, parts: number, notBefore?: number) => number | null;
    /** The conversation it goes into, made only when it is. */
    readonly conversation: () => ConversationRecord;
  },
  now: number,
): MessageRecord | null {
  const here = judgeText(deps, tx, text, now);
  if (here.route.kind !== 'go' || here.decision.decision === 'block' || here.decision.decision === 'confirm')
    return null;
  const { gatewayId } = here.route;
  const judgeAt = (at: number | null): { readonly at: number; readonly judged: JudgedText } | null =>
    at === null || at >= (text.sendBy ?? Infinity)
      ? null
      : { at, judged: judgeText(deps, tx, { ...text, sendAt: at }, now) };
  const first = judgeAt(ahead.place(gatewayId, here.segments));
  const opens = first?.judged.decision.decision === 'delay' ? first.judged.decision.until : null;
  // Its time is in quiet hours: the first moment after them will do.
  const chosen = opens === null ? first : judgeAt(ahead.place(gatewayId, here.segments, opens));
  const route = chosen?.judged.route;
  if (chosen?.judged.decision.decision !== 'allow' || route?.kind !== 'go' || route.gatewayId !== gatewayId)
    return null;
  const { at: leftAt, judged: then } = chosen;
  const times = { runAt: now, notBefore: leftAt, leftAt };
  return write(deps, tx, { ...text, conversation: ahead.conversation() }, then, times, now);
}

interface Times {
  readonly runAt: number;
  readonly notBefore: number | null;
  /** When the gateway sends it by itself; null: it leaves from here. */
  readonly leftAt: number | null;
}

function write(
  deps: QueueDeps,
  tx: WriteTx,
  text: TextToQueue,
  { asked, decision, route, body }: Omit<JudgedText, 'segments'>,
  { runAt, notBefore, leftAt }: Times,
  now: number,
): MessageRecord {
  const held = decision.decision === 'confirm';
  const message = tx.messages.insert({
    ...messageFields(text, body, now),
    id: deps.ids.next(),
    status: held ? 'held' : 'queued',
    notBefore,
    ...reasonFields(reasonOf(tx, asked, decision) ?? route.reason),
  });
  const enqueued = tx.outbox.enqueue(
    {
      id: deps.ids.next(),
      messageId: message.id,
      dedupeKey: text.dedupeKey,
      lane: text.conversation.address,
      priority: text.priority,
      runAt,
      sendBy: text.sendBy ?? null,
      gatewayId: route.kind === 'none' ? null : route.gatewayId,
      state: held ? 'held' : 'ready',
      sendAt: leftAt,
    },
    now,
  );
  if (!enqueued) throw new Error('queueText: this dedupe key was used before');
  attachToText(tx, text.attachmentIds ?? [], message.id);
  record(tx, text, message, decision, now);
  return message;
}

function messageFields(text: TextToQueue, body: string, now: number) {
  const systemKind = text.systemKind ?? null;
  const pictures = (text.attachmentIds ?? []).length;
  const facts = {
    ...text.facts,
    ...(pictures === 0 ? {} : { pictures: String(pictures) }),
    ...(text.whatsAppTemplate === undefined ? {} : templateFacts(text.whatsAppTemplate)),
    ...(text.household === true ? { household: 'yes' } : {}),
    ...(systemKind === null ? {} : { systemKind }),
    // What the person typed, for the composer after an undo.
    ...(body === text.body ? {} : { written: text.body }),
  };
  return {
    conversationId: text.conversation.id,
    personId: text.personId,
    direction: 'out',
    kind: text.kind,
    body,
    eventData: Object.keys(facts).length === 0 ? null : facts,
    purpose: text.purpose,
    trigger: text.trigger,
    channel: text.channel ?? 'sms',
    sendBy: text.sendBy ?? null,
    author: text.author,
    templateId: text.templateId ?? null,
    appointmentId: text.appointmentId ?? null,
    reminderId: text.reminderId ?? null,
    segments: countSegments(body).parts,
    confirmed: text.confirmed ?? [],
    createdAt: now,
  } as const;
}

function record(tx: WriteTx, text: TextToQueue, message: MessageRecord, decision: GateDecision, now: number): void {
  tx.audit.append({
    at: now,
    action: message.status === 'held' ? 'message.held' : 'message.queued',
    entity: 'message',
    entityId: message.id,
    data: {
      kind: text.kind,
      purpose: text.purpose,
      trigger: text.trigger,
      ...auditOf(decision),
      confirmed: [...(text.confirmed ?? [])],
      ...(text.confirmReason === undefined ? {} : { confirmReason: text.confirmReason }),
      ...(text.contentReason === undefined ? {} : { contentReason: text.contentReason }),
    },
  });
  tx.changed('message.added', message.id, message.conversationId);
  textQueued(tx, text.conversation, message, now);
}

/** A decision as the audit trail keeps it: codes and times, no words (rules.md 1, rule 20). */
export function auditOf(decision: GateDecision): Readonly<Record<string, unknown>> {
  return {
    decision: decision.decision,
    code: decision.code,
    until: decision.until,
    findings: decision.findings.map(({ code }) => code),
    ...guardOf(decision),
  };
}

/** Which rule of the content guard spoke; never what it found. */
function guardOf({ findings }: GateDecision): { readonly guard?: string } {
  const rule = findings.find(({ params }) => params['content'] !== undefined)?.params['content'];
  return rule === undefined ? {} : { guard: String(rule) };
}

function reasonFields(reason: Reason | null): { reasonCode: string | null; reasonText: string | null } {
  return { reasonCode: reason?.code ?? null, reasonText: reason?.text ?? null };
}

/** The same question at the time the text will leave, to learn which lines it will carry. */
function openNow(asked: GateInput, decision: GateDecision): GateInput {
  const codes = decision.findings.flatMap(({ code, confirmable }) => (confirmable ? [code] : []));
  return { ...asked, now: decision.until ?? asked.now, confirmed: [...asked.confirmed, ...codes] };
}
