/**
 * Handing one message of the queue to the radio: what stops it before, what is decrypted, and what each callback of Android does to its
 * state (capcom6.md 4.3, 16.3).
 */
import { Buffer } from 'node:buffer';
import { decryptValue } from './decrypt.ts';
import type { PhoneLog } from './phoneLog.ts';
import type { PhoneProfile } from './profiles.ts';
import { partsOf } from './radio.ts';
import type { Radio, RadioStep } from './radio.ts';
import type { PhoneSettings } from './settings.ts';
import type { OutgoingMessage, PhoneMessageState, PhoneStore, Recipient } from './store.ts';

export type StateChange = (
  message: OutgoingMessage,
  recipient: Recipient,
  change: { readonly state: PhoneMessageState; readonly error: string | null; readonly parts?: number },
) => void;

export interface HandOverDeps {
  /** The phone's clock, UTC ms. */
  readonly now: () => number;
  readonly store: PhoneStore;
  readonly settings: PhoneSettings;
  readonly radio: Radio;
  readonly profile: PhoneProfile;
  readonly log: PhoneLog;
  /** The slots that hold a SIM card. */
  readonly simNumbers: () => readonly number[];
  /** Whether the app may send at all. */
  readonly smsPermission: () => boolean;
  /** A number the phone's own check would refuse as "not mobile". */
  readonly isLandline: (number: string) => boolean;
  /** Writes a state and tells whoever listens. */
  readonly change: StateChange;
}

/** Takes a message off the queue and hands it to the radio; false when nothing was handed over. */
export function handOver(deps: HandOverDeps, message: OutgoingMessage): boolean {
  if (!deps.store.pending.delete(message)) return false; // cancelled while its turn came
  const plain = wholeMessageProblem(deps, message) ?? decrypted(deps, message);
  if (typeof plain === 'string') {
    deps.log.add('ERROR', 'messages', `Message ${message.id} failed: ${plain}`);
    for (const recipient of message.recipients) deps.change(message, recipient, { state: 'Failed', error: plain });
    return false;
  }
  message.recipients.forEach((recipient, index) => {
    const number = plain.numbers[index] ?? recipient.phoneNumber;
    const refused = numberProblem(deps, message, number);
    if (refused !== null) return deps.change(message, recipient, { state: 'Failed', error: refused });
    deps.log.add('DEBUG', 'messages', `Sending message ${message.id}`, { phoneNumber: number });
    deps.change(message, recipient, { state: 'Processed', error: null });
    transmit(deps, message, recipient, { number, text: plain.text, media: plain.media });
  });
  return true;
}

function wholeMessageProblem(deps: HandOverDeps, message: OutgoingMessage): string | null {
  if (message.validUntil !== null && message.validUntil <= deps.now()) return 'TTL expired';
  const slots = deps.simNumbers();
  if (slots.length === 0) return "Can't send message: No SIMs found";
  if (message.simNumber !== null && !slots.includes(message.simNumber)) {
    return `Can't send message: SIM ${message.simNumber} not found`;
  }
  return null;
}

interface PlainMessage {
  readonly text: string;
  readonly numbers: readonly string[];
  readonly media: readonly { readonly contentType: string; readonly sizeBytes: number }[];
}

/** The message as it goes on air, or the app's words for why it cannot be read. */
function decrypted({ settings }: HandOverDeps, message: OutgoingMessage): PlainMessage | string {
  const text = message.text ?? message.data?.data ?? '';
  const numbers = message.recipients.map((recipient) => recipient.phoneNumber);
  const sizes = (read: (value: string) => string): PlainMessage['media'] =>
    (message.mms ?? []).map(({ contentType, data }) => ({
      contentType,
      sizeBytes: Buffer.from(read(data), 'base64').byteLength,
    }));
  if (!message.isEncrypted) return { text, numbers, media: sizes((value) => value) };
  const passphrase = settings.get('encryption.passphrase');
  const read = (value: string): string => decryptValue(value, passphrase === null ? null : String(passphrase));
  try {
    return { text: text === '' ? '' : read(text), numbers: numbers.map(read), media: sizes(read) };
  } catch (error) {
    return `Can't send message: ${error instanceof Error ? error.message : 'unknown'}`;
  }
}

function numberProblem(deps: HandOverDeps, message: OutgoingMessage, given: string): string | null {
  if (!deps.smsPermission()) {
    return 'sendSMS: Neither user 10234 nor current process has android.permission.SEND_SMS.';
  }
  if (message.skipPhoneValidation) return null;
  const number = given.replaceAll(/[\s().-]/g, '');
  if (!/^\+[1-9]\d{7,14}$/.test(number) && !/^[2-9]\d{9}$/.test(number)) return 'sendSMS: Invalid phone number';
  return deps.isLandline(given) ? 'sendSMS: Invalid phone number type' : null;
}

function transmit(
  deps: HandOverDeps,
  message: OutgoingMessage,
  recipient: Recipient,
  plain: Pick<PlainMessage, 'text' | 'media'> & { readonly number: string },
): void {
  const parts = message.mms === null ? partsOf(plain.text) : 1;
  const { id, simNumber } = message;
  deps.radio.handOver({ id, to: plain.number, body: plain.text, parts, simNumber, media: plain.media }, (step) => {
    if (step.kind === 'delivered' && !message.withDeliveryReport) return;
    const result = resultOf(step, parts, deps.profile);
    if (result !== null) deps.change(message, recipient, { ...result, parts });
  });
}

/** What one callback of Android does to a recipient's state (capcom6.md 4.3). */
function resultOf(
  step: RadioStep,
  parts: number,
  profile: PhoneProfile,
): { state: PhoneMessageState; error: string | null } | null {
  switch (step.kind) {
    case 'silence':
      return null;
    case 'sent':
      return profile.sentPerPart || step.part === parts ? { state: 'Sent', error: null } : null;
    case 'sentError':
      return { state: 'Failed', error: `Send result: ${step.code}` };
    case 'delivered': {
      const words = `Delivery result from SC +12065550100: ${step.tpStatus}`;
      if (step.tpStatus >= 64) return { state: 'Failed', error: words };
      if (step.tpStatus >= 32) return null;
      return { state: 'Delivered', error: step.tpStatus > 0 ? words : null };
    }
  }
}
