/**
 * Status callbacks: which address hears of a new state, with which fields, and what goes wrong on the way: lost, doubled, out of
 * order (twilio.md 1.1, 4.2). One message's callbacks leave in order unless a fault says otherwise.
 */
import type { Random, Timers } from '../../platform/ports.ts';
import { bareNumber, isWhatsApp, serviceBySid } from './account.ts';
import type { TwilioAccount } from './account.ts';
import type { HookCaller } from './hookCaller.ts';
import type { MessageRecord } from './messageStore.ts';
import type { Fields } from './signature.ts';
import { receiptTime } from './wireFormat.ts';

/** Shares of all callbacks, 0 to 1. */
export interface CallbackFaults {
  lost: number;
  doubled: number;
  /** Held back until the next one of the same message has left. */
  reordered: number;
}

/** A held callback whose successor never comes leaves after this long. */
const HELD_MS = 20_000;

export interface StatusCallbacks {
  /** Tells of the state the record has now. `held`: only after the next state has been told. */
  report(record: MessageRecord, held?: boolean): void;
  readonly faults: CallbackFaults;
}

export interface StatusCallbackDeps {
  readonly account: TwilioAccount;
  readonly caller: HookCaller;
  readonly timers: Timers;
  readonly random: Random;
}

/** Callbacks without faults, until some are set. */
export function createStatusCallbacks(deps: StatusCallbackDeps): StatusCallbacks {
  const faults: CallbackFaults = { lost: 0, doubled: 0, reordered: 0 };
  /** By message: the last call under way, so that the next one waits for it. */
  const last = new Map<string, Promise<unknown>>();
  const heldBack = new Map<string, (() => void)[]>();
  const meets = (share: number): boolean => share > 0 && deps.random.fraction() < share;

  const post = (sid: string, url: string, fields: Fields): void => {
    const call = (): Promise<unknown> => deps.caller.call({ kind: 'status', url, method: 'POST', fields });
    const before = last.get(sid);
    const next = before === undefined ? call() : before.then(call);
    last.set(sid, next);
    void next.then(() => {
      if (last.get(sid) === next) last.delete(sid);
    });
  };
  const release = (sid: string): void => {
    const waiting = heldBack.get(sid) ?? [];
    heldBack.delete(sid);
    for (const leave of waiting) leave();
  };

  return {
    faults,
    report(record, held = false) {
      const url = callbackUrl(deps.account, record);
      if (url === null) return;
      const fields = statusFields(deps.account, record);
      const copies = meets(faults.lost) ? 0 : meets(faults.doubled) ? 2 : 1;
      const leave = (): void => {
        for (let copy = 0; copy < copies; copy += 1) post(record.sid, url, fields);
      };
      if (held || meets(faults.reordered)) {
        heldBack.set(record.sid, [...(heldBack.get(record.sid) ?? []), leave]);
        deps.timers.after(HELD_MS, () => release(record.sid));
        return;
      }
      leave();
      release(record.sid);
    },
  };
}

function callbackUrl(account: TwilioAccount, record: MessageRecord): string | null {
  if (record.statusCallback !== null) return record.statusCallback;
  return serviceBySid(account, record.serviceSid)?.statusCallback ?? null;
}

function statusFields(account: TwilioAccount, record: MessageRecord): Fields {
  const fields: [string, string][] = [
    ['AccountSid', account.sid],
    ['ApiVersion', '2010-04-01'],
    ['From', record.from ?? ''],
    ['To', record.to],
    ['MessageSid', record.sid],
    ['SmsSid', record.sid],
    ['MessageStatus', record.status],
    ['SmsStatus', record.status],
  ];
  if (record.serviceSid !== null) fields.push(['MessagingServiceSid', record.serviceSid]);
  if (record.errorCode !== null) fields.push(['ErrorCode', String(record.errorCode)]);
  if (isWhatsApp(record.to)) return [...fields, ...channelFields(record)];
  if (record.status === 'delivered' || record.status === 'undelivered') {
    fields.push(['RawDlrDoneDate', receiptTime(record.dateUpdated)]);
  }
  return fields;
}

function channelFields(record: MessageRecord): Fields {
  const fields: [string, string][] = [
    ['ChannelInstallSid', `XE${record.sid.slice(2)}`],
    ['ChannelPrefix', 'whatsapp'],
    ['ChannelToAddress', bareNumber(record.to)],
  ];
  if (record.errorMessage !== null) fields.push(['ChannelStatusMessage', record.errorMessage]);
  if (record.status === 'delivered' || record.status === 'read')
    fields.push(['EventType', record.status.toUpperCase()]);
  return fields;
}
