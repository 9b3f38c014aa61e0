/**
 * Taking a new outgoing message into the log and putting it on the line: by the API or as an answer of Twilio's own.
 * Decides what will become of it (registration, opt-out, WhatsApp window); the line carries that out.
 */
import { bareNumber, isWhatsApp, ownNumber } from './account.ts';
import type { Backend } from './backend.ts';
import type { Direction, MessageRecord } from './messageStore.ts';
import type { NewMessage } from './newMessage.ts';
import { segmentsOf } from './line.ts';
import { failing, planOf } from './outcomes.ts';
import type { DeliveryPlan } from './outcomes.ts';

/** Stores the message and returns its record in its first state, and how to set it going. */
export function takeMessage(backend: Backend, message: NewMessage): { record: MessageRecord; go: () => void } {
  const { store, air, sids, time, line, media } = backend;
  const { service, mediaUrls, sendAt } = message;
  const status = sendAt !== null ? 'scheduled' : service !== null ? 'accepted' : 'queued';
  const picture = mediaUrls.length > 0;
  const shape = { text: message.text, to: message.to, numMedia: mediaUrls.length };
  const record = store.add({
    ...shape,
    body: message.discardBody ? '' : message.body,
    sid: sids.next(picture ? 'MM' : 'SM'),
    direction: 'outbound-api',
    serviceSid: service?.sid ?? null,
    from: message.from,
    status,
    segments: service === null ? segmentsOf(shape) : null,
    dateCreated: time.now(),
    statusCallback: message.statusCallback,
    expiresAt: (sendAt ?? time.now()) + message.validitySeconds * 1000,
  });
  air.noteCreated(message.to, message.text);
  const plan = (taken: MessageRecord): DeliveryPlan => decidePlan(backend, taken, message.fromTemplate);
  const prepare = picture ? (taken: MessageRecord) => media.collect(taken, mediaUrls) : null;
  return { record, go: () => line.start(record, { sendAt, plan, prepare }) };
}

/** A text that Twilio sends by itself or because a webhook answered with one. */
export function sendReply(
  backend: Backend,
  text: { readonly from: string; readonly to: string; readonly body: string; readonly guarded: boolean },
): MessageRecord {
  const { store, sids, time, line } = backend;
  const direction: Direction = 'outbound-reply';
  const own = ownNumber(backend.account, text.from);
  const shape = { text: text.body, to: text.to, numMedia: 0 };
  const record = store.add({
    ...shape,
    body: text.body,
    sid: sids.next('SM'),
    direction,
    serviceSid: own?.serviceSid ?? null,
    from: text.from,
    status: 'queued',
    segments: segmentsOf(shape),
    dateCreated: time.now(),
    statusCallback: null,
    expiresAt: time.now() + 36_000_000,
  });
  const plan = text.guarded
    ? (taken: MessageRecord): DeliveryPlan => decidePlan(backend, taken, false)
    : (taken: MessageRecord): DeliveryPlan => planOf(scripted(backend, taken.to), false);
  line.start(record, { sendAt: null, plan, prepare: null });
  return record;
}

function decidePlan(backend: Backend, record: MessageRecord, fromTemplate: boolean): DeliveryPlan {
  const { optOuts, account } = backend;
  const from = record.from ?? '';
  if (optOuts.isBlocked(from, record.serviceSid, record.to)) return failing(['failed'], 21610);
  if (isWhatsApp(record.to)) return whatsAppPlan(backend, record, fromTemplate);
  const code = registrationProblem(backend, from);
  if (code !== null && /^\+1/.test(record.to)) return failing(['sent', 'undelivered'], code);
  return account.status === 'active' ? planOf(scripted(backend, record.to), false) : failing(['failed'], 30002);
}

function whatsAppPlan(backend: Backend, record: MessageRecord, fromTemplate: boolean): DeliveryPlan {
  const from = record.from ?? '';
  if (!backend.whatsApp.joined(from, record.to)) return failing(['failed'], 63015);
  if (!fromTemplate && !backend.whatsApp.windowOpen(from, record.to)) return failing(['failed'], 63016);
  return planOf(scripted(backend, record.to), backend.whatsAppReads);
}

function scripted({ outcomes, outcomeOf }: Backend, to: string): ReturnType<typeof outcomeOf> {
  const bare = bareNumber(to);
  return outcomes.get(bare) ?? outcomeOf(bare);
}

/** Unregistered traffic to the US is blocked (twilio.md 10). */
function registrationProblem({ account }: Backend, from: string): number | null {
  const kind = ownNumber(account, from)?.kind;
  const { campaign, tollFree } = account.registrations;
  if (kind === 'local' && campaign?.status !== 'VERIFIED') return 30034;
  if (kind === 'tollFree' && tollFree?.status !== 'TWILIO_APPROVED') return 30032;
  return null;
}
