/**
 * Texts that come in: the phone's own SMS list, and what the app noticed of it (capcom6.md 5, 16.5).
 */
import type { Timers } from '../../platform/ports.ts';
import { inboxId, incomingHash } from './hashIds.ts';
import type { PhoneProfile } from './profiles.ts';
import { insertIncoming } from './store.ts';
import type { PhoneStore, ProviderRow } from './store.ts';

export interface InjectOptions {
  /** Network time, UTC ms; now when absent. Old for a late text, in the future, or 0 as some phones store it. */
  readonly sentAt?: number;
  /** 1-based slot of the SIM it came in on. */
  readonly simNumber?: number;
  readonly delayMs?: number;
  /** The app hears it twice, the second time with another time: two rows with different ids. */
  readonly doubled?: boolean;
}

export interface Inbound {
  inject(from: string, text: string, options?: InjectOptions): void;
  /** `POST /inbox/refresh`: reads the SMS list between two network times (UTC ms). */
  refresh(since: number, until: number): void;
  /** Deaf: texts reach the SMS list, and the app does not notice. */
  setDeaf(on: boolean): void;
}

export interface InboundDeps {
  readonly timers: Timers;
  /** The phone's clock, UTC ms. */
  readonly now: () => number;
  readonly store: PhoneStore;
  readonly profile: PhoneProfile;
}

/** The receiving side of one phone. */
export function createInbound(deps: InboundDeps): Inbound {
  let deaf = false;
  const arrive = (from: string, text: string, options: InjectOptions): void => {
    const row: ProviderRow = {
      sender: from,
      text,
      // The network's time stamps have whole seconds.
      sentAt: Math.floor((options.sentAt ?? deps.now()) / 1000) * 1000,
      simNumber: options.simNumber ?? 1,
      subscriptionId: options.simNumber ?? 1,
    };
    deps.store.provider.push(row);
    if (deaf) return;
    notice(deps, row);
    if (options.doubled) notice(deps, { ...row, sentAt: row.sentAt + 1000 });
  };

  return {
    inject(from, text, options = {}) {
      if (options.delayMs) deps.timers.after(options.delayMs, () => arrive(from, text, options));
      else arrive(from, text, options);
    },
    refresh(since, until) {
      for (const row of deps.store.provider) {
        if (row.sentAt >= since && row.sentAt <= until) notice(deps, row);
      }
    },
    setDeaf: (on) => void (deaf = on),
  };
}

function notice({ store, profile }: InboundDeps, row: ProviderRow): void {
  const hashed = { address: row.sender, sentAt: row.sentAt, subscriptionId: row.subscriptionId, text: row.text };
  insertIncoming(store, {
    id: inboxId(incomingHash(hashed, profile.hashHasDate)),
    sender: row.sender,
    text: row.text,
    simNumber: row.simNumber,
    createdAt: row.sentAt,
  });
}
