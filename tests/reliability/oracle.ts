/**
 * What became of every text, by the ledgers of the simulators and by what the desk is shown; and whether both agree. The program's own
 * opinion of how often it sent is never asked.
 */
import type { RadioText } from '../../src/main/demo/phone/radio.ts';
import type { AirText } from '../../src/main/demo/twilio/air.ts';
import type { MessageRecord } from '../../src/main/store/records.ts';
import type { ReadTx } from '../../src/main/store/store.ts';
import type { Office } from './office.ts';
import { FORGED_WORDS } from './faultList.ts';

export interface Expectations {
  /** Message ids of texts that were accepted at the desk, by their mark. */
  readonly out: ReadonlyMap<string, string>;
  /** Marks of texts that people wrote, with their numbers. */
  readonly in: ReadonlyMap<string, string>;
}

export interface Verdict {
  readonly messages: number;
  readonly received: number;
  /** How many texts ended how. */
  readonly ends: Readonly<Record<string, number>>;
  /** A person must look: shown as such. `outThere` of them are on a handset. */
  readonly ambiguous: { readonly shown: number; readonly outThere: number };
  /** Texts without an end, ends without a reason, arrivals that never were. Each with what is known. */
  readonly lost: readonly string[];
  /** On a handset more than once. */
  readonly duplicated: readonly string[];
  /** Told as not sent, and on a handset. */
  readonly falseFailures: readonly string[];
  readonly inboundLost: readonly string[];
  readonly inboundDoubled: readonly string[];
  readonly forgedShown: number;
  /** By another phone than ours. */
  readonly byOtherPhone: number;
}

const ARRIVED = new Set(['sent', 'delivered']);
const NOT_SENT = new Set(['failed', 'undelivered', 'expired', 'cancelled', 'held']);

export const markOut = (index: number): string => `k${String(index).padStart(5, '0')}x`;
export const markIn = (index: number): string => `q${String(index).padStart(5, '0')}x`;

function markOf(body: string): string | null {
  return /[kq]\d{5}x/.exec(body)?.[0] ?? null;
}

/** Counts what reached handsets while it happens: the phone forgets its own ledger when it is reset. */
export interface Ledger {
  readonly onAir: Map<string, string[]>;
  otherPhone: number;
}

export function keepLedger(office: Office): Ledger {
  const ledger: Ledger = { onAir: new Map(), otherPhone: 0 };
  const note = (route: string) => (text: RadioText | AirText) => {
    const mark = markOf(text.body);
    if (mark !== null) ledger.onAir.set(mark, [...(ledger.onAir.get(mark) ?? []), route]);
  };
  office.phone.onSent(note('phone'));
  office.twilio.onSent(note('twilio'));
  office.otherPhone.onSent((text) => {
    ledger.otherPhone += 1;
    note('otherPhone')(text);
  });
  return ledger;
}

/** Compares. The program must have come to rest. */
export function judge(office: Office, expected: Expectations, ledger: Ledger): Verdict {
  return office.program.store.read((tx) => {
    const verdict = {
      ends: {} as Record<string, number>,
      ambiguous: { shown: 0, outThere: 0 },
      lost: [] as string[],
      duplicated: [] as string[],
      falseFailures: [] as string[],
    };
    for (const [mark, id] of expected.out) {
      const message = tx.messages.get(id);
      const air = ledger.onAir.get(mark) ?? [];
      const status = message?.status ?? 'gone';
      const end = message === undefined || message.reasonCode === null ? status : `${status} (${message.reasonCode})`;
      verdict.ends[end] = (verdict.ends[end] ?? 0) + 1;
      const words = describe(tx, mark, message, air);
      if (air.length > 1) verdict.duplicated.push(words);
      if (status === 'needsReview') {
        verdict.ambiguous.shown += 1;
        if (air.length > 0) verdict.ambiguous.outThere += 1;
      } else if (ARRIVED.has(status)) {
        if (air.length === 0) verdict.lost.push(words);
      } else if (NOT_SENT.has(status)) {
        if (air.length > 0) verdict.falseFailures.push(words);
        if (message?.reasonText === null) verdict.lost.push(`${words}, no reason`);
      } else verdict.lost.push(words);
    }
    const heard = receivedIn(tx, [...new Set(expected.in.values())]);
    const marks = [...expected.in.keys()];
    return {
      ...verdict,
      messages: expected.out.size,
      received: expected.in.size,
      inboundLost: marks.filter((mark) => !heard.has(mark)),
      inboundDoubled: marks.filter((mark) => (heard.get(mark) ?? 0) > 1),
      forgedShown: heard.get(FORGED_WORDS) ?? 0,
      byOtherPhone: ledger.otherPhone,
    };
  });
}

function receivedIn(tx: ReadTx, addresses: readonly string[]): Map<string, number> {
  const heard = new Map<string, number>();
  for (const address of addresses) {
    const conversationId = tx.conversations.getByAddress(address)?.id ?? '';
    for (const { direction, body } of tx.messages.list({ conversationId, cursor: null, limit: 500 }).items) {
      const mark = body.includes(FORGED_WORDS) ? FORGED_WORDS : markOf(body);
      if (direction === 'in' && mark !== null) heard.set(mark, (heard.get(mark) ?? 0) + 1);
    }
  }
  return heard;
}

/** Everything needed to understand one text, in a line. */
function describe(tx: ReadTx, mark: string, message: MessageRecord | undefined, air: readonly string[]): string {
  const job = message === undefined ? undefined : tx.outbox.getByMessage(message.id);
  const attempts = job === undefined ? [] : tx.outbox.attemptsOf(job.id);
  const tries = attempts.map(
    ({ claimedAt, finishedAt, outcome, code, gatewayId }) =>
      `${gatewayId.slice(0, 4)}@${clockFace(claimedAt)}-${finishedAt === null ? '?' : clockFace(finishedAt)}:${outcome ?? '?'}/${code ?? ''}`,
  );
  const status = `${message?.status ?? 'gone'}/${message?.reasonCode ?? ''} job ${job?.state ?? 'none'}/${job?.lastCode ?? ''}`;
  return `${mark} ${status} air [${air.join()}] tries [${tries.join(' ')}]`;
}

function clockFace(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}
