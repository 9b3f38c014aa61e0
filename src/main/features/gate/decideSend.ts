/**
 * The gate's second decision, at the moment of sending (architecture.md, decision 2): same facts, newest state, and the gateway
 * that would carry the text. Reads only; the dispatcher acts on the verdict. What the newest schedule says of a reminder's text is asked
 * before (features/reminders/dispatchCheck).
 */
import type { Reason } from '../../../contract/common.ts';
import { SystemKind } from '../../../contract/gate.ts';
import type { GateCode, GateDecision, GateInput } from '../../../contract/gate.ts';
import { decide } from '../../domain/sendGate/decide.ts';
import { hasUnfilledField } from '../../domain/templates/render.ts';
import { templateOf } from '../../domain/templates/whatsAppTemplate.ts';
import { withRequiredLines } from '../../domain/templates/requiredTexts.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import type { GatewayReadiness, SendVerdict } from '../../jobs/handlers.ts';
import type { MessageRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { textFacts } from '../templates/practice.ts';
import { saysAnotherDay } from './dayWords.ts';
import { gatherFacts, providerFacts } from './facts.ts';
import { reasonOf } from './reasons.ts';

/** When nothing but the gateway stands in the way of a text, it is asked about again after this. */
const GATEWAY_AGAIN_MS = MINUTE_MS;
/** Questions that time answers by itself: a text written by hand then waits for the next open time. */
const WAITABLE: readonly GateCode[] = ['QUIET_HOURS', 'CAP_DAY', 'CAP_WEEK', 'CAP_MONTH'];

/** What becomes of `message` now. */
export function decideSend(
  tx: ReadTx,
  message: MessageRecord,
  gateway: GatewayReadiness | null,
  now: number,
): SendVerdict {
  const conversation = tx.conversations.get(message.conversationId);
  if (conversation === undefined) return drop('failed', 'conversationGone', 'Not sent. The conversation is gone.');
  if (hasUnfilledField(message.body)) {
    return drop('failed', 'templateIncomplete', 'Not sent. A detail of the text has no value.');
  }
  if (saysAnotherDay(tx, message, now)) {
    return hold('dayOver', 'It says today or tomorrow, and that day is over. Write it again.');
  }

  const asked = gatherFacts(
    tx,
    {
      conversation,
      body: message.body,
      household: message.eventData?.['household'] === 'yes',
      personId: message.personId,
      channel: message.channel,
      purpose: message.purpose,
      trigger: message.trigger ?? 'automatic',
      systemKind: SystemKind.safeParse(message.eventData?.['systemKind']).data ?? null,
      appointmentId: message.appointmentId,
      sendBy: message.sendBy,
      confirmed: message.confirmed,
      fromTemplate: templateOf(message.eventData) !== null,
      gateway: gateway?.record ?? null,
      provider: providerFacts(gateway),
    },
    now,
  );
  const decision = decide(asked);
  switch (decision.decision) {
    case 'allow':
      return { kind: 'send', ...leaving(tx, message, asked, decision, gateway) };
    case 'delay':
      return delay(tx, asked, decision, now);
    case 'confirm':
      return waitOrHold(tx, asked, decision, now);
    case 'block':
      return refuse(tx, message, asked, decision, now);
  }
}

type Leaving = Pick<Extract<SendVerdict, { kind: 'send' }>, 'body' | 'sim' | 'from'>;

/** With the lines it must carry; and with our name where it comes from another number than the person knows. */
function leaving(
  tx: ReadTx,
  message: MessageRecord,
  asked: GateInput,
  decision: GateDecision,
  gateway: GatewayReadiness | null,
): Leaving {
  // Registered words leave as they are, under the name that the Messaging Service has for the country and no number of ours.
  if (asked.registration.required) return { body: message.body, sim: null, from: null };
  const { sim = null, from = null, prefixPracticeName = false } = gateway?.way ?? {};
  if (templateOf(message.eventData) !== null) return { body: message.body, sim, from };
  const lines = prefixPracticeName ? [...decision.append, 'identity' as const] : decision.append;
  return { body: withRequiredLines(message.body, lines, textFacts(tx, message.personId)), sim, from };
}

function delay(tx: ReadTx, asked: GateInput, decision: GateDecision, now: number): SendVerdict {
  const until = Math.max(decision.until ?? now + GATEWAY_AGAIN_MS, now + 1);
  return { kind: 'delay', until, reason: reasonFor(tx, asked, decision) };
}

/** Nobody is at the screen any more. What only needs the right hour waits for it; everything else waits for a person. */
function waitOrHold(tx: ReadTx, asked: GateInput, decision: GateDecision, now: number): SendVerdict {
  const questions = decision.findings.filter((finding) => finding.decision === 'confirm');
  if (questions.every(({ code }) => WAITABLE.includes(code))) {
    const automatic = decide({ ...asked, trigger: 'auto' });
    if (automatic.decision === 'delay') return delay(tx, asked, { ...decision, until: automatic.until }, now);
  }
  return { kind: 'hold', reason: reasonFor(tx, asked, decision) };
}

function refuse(
  tx: ReadTx,
  message: MessageRecord,
  asked: GateInput,
  decision: GateDecision,
  now: number,
): SendVerdict {
  const reason = reasonFor(tx, asked, decision);
  const blocks = decision.findings.filter((finding) => finding.decision === 'block').map(({ code }) => code);
  // A gateway can be put right, and the text may still be of use then.
  if (blocks.every((code) => code === 'PROVIDER_NOT_READY'))
    return { kind: 'delay', until: now + GATEWAY_AGAIN_MS, reason };
  const expired = decision.code === 'EXPIRED' || decision.code === 'EXPIRED_BEFORE_WINDOW';
  const visitGone = decision.code === 'EXPIRED' && asked.expiry.appointmentStatus === 'cancelled';
  if (visitGone) return drop('cancelled', reason.code, reason.text);
  if (expired || decision.code === 'OPTOUT_CONFIRM_TOO_LATE') return { kind: 'drop', status: 'expired', reason };
  // What must not stand in a text is for a person to write again, whoever made it.
  if (decision.code === 'CONTENT_BLOCK' || notRegistered(message, decision))
    return { kind: 'drop', status: 'failed', reason };
  // Nobody at the desk has to do anything about a text of the machine that must not go; one of theirs they want to see.
  return { kind: 'drop', status: message.author === null ? 'cancelled' : 'failed', reason };
}

/** Somebody has to register it, or to telephone. What only answers a text of theirs needs nobody. */
function notRegistered({ purpose }: MessageRecord, { code }: GateDecision): boolean {
  return purpose !== 'system' && (code === 'REGISTERED_SENDER_MISSING' || code === 'REGISTERED_TEXT_MISSING');
}

function reasonFor(tx: ReadTx, asked: GateInput, decision: GateDecision): Reason {
  return reasonOf(tx, asked, decision) ?? { code: decision.code, text: 'Waiting.' };
}

function drop(status: 'failed' | 'expired' | 'cancelled', code: string, text: string): SendVerdict {
  return { kind: 'drop', status, reason: { code, text } };
}

function hold(code: string, text: string): SendVerdict {
  return { kind: 'hold', reason: { code, text } };
}
