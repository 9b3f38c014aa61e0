/**
 * Twilio behind its API: the account, the log, the line and everything else that the routes and the handle work on.
 * Wires the parts together; speaks no HTTP.
 */
import type { Clock, Fetch, Logger, Random } from '../../platform/ports.ts';
import type { TwilioAccount } from './account.ts';
import { createAccount } from './newAccount.ts';
import type { AccountOptions } from './newAccount.ts';
import { createAir } from './air.ts';
import type { Air } from './air.ts';
import { createContentTemplates } from './content.ts';
import type { ContentTemplates } from './content.ts';
import { createHookCaller } from './hookCaller.ts';
import type { HookCaller } from './hookCaller.ts';
import { createLine } from './line.ts';
import type { Line } from './line.ts';
import { USUAL_TIMES, within } from './lineTimes.ts';
import type { LineTimes } from './lineTimes.ts';
import { createMedia } from './media.ts';
import type { Media } from './media.ts';
import { createMessageStore } from './messageStore.ts';
import type { MessageStore } from './messageStore.ts';
import { outcomeByMagicNumber } from './outcomes.ts';
import type { Outcome } from './outcomes.ts';
import { createOptOuts } from './optOuts.ts';
import type { OptOuts } from './optOuts.ts';
import type { ScopedTimers } from './scopedTimers.ts';
import { createSids } from './sids.ts';
import type { Sids } from './sids.ts';
import { createStatusCallbacks } from './statusCallbacks.ts';
import type { StatusCallbacks } from './statusCallbacks.ts';
import { createVerifications } from './verifications.ts';
import type { Verifications } from './verifications.ts';
import { createWhatsApp } from './whatsApp.ts';
import type { WhatsApp } from './whatsApp.ts';
import { createTwilioTime } from './wireFormat.ts';
import type { TwilioTime } from './wireFormat.ts';

export interface BackendOptions extends AccountOptions {
  readonly times?: LineTimes;
  /** What becomes of a text to a number; by its ending when absent. */
  readonly outcomeOf?: (number: string) => Outcome;
  /** WhatsApp receipts of persons who have them on. */
  readonly whatsAppReads?: boolean;
  /** START from somebody who had not opted out is answered, too (an open question: twilio.md 15.1). */
  readonly answersEveryStart?: boolean;
  /** Messages, and texts on air, that are remembered. */
  readonly memory?: number;
  /** Where a picture is redirected to: Twilio's own file host by default, or `self`, the simulated one. */
  readonly mediaOrigin?: string;
}

export interface BackendDeps {
  readonly clock: Clock;
  readonly timers: ScopedTimers;
  readonly random: Random;
  readonly log: Logger;
  /** Reaches the program's listener and its pictures; a test maps public addresses to the loopback here. */
  readonly fetch: Fetch;
}

export interface Backend {
  readonly account: TwilioAccount;
  readonly time: TwilioTime;
  readonly sids: Sids;
  readonly random: Random;
  readonly times: LineTimes;
  readonly store: MessageStore;
  readonly air: Air;
  readonly line: Line;
  readonly caller: HookCaller;
  readonly callbacks: StatusCallbacks;
  readonly optOuts: OptOuts;
  readonly content: ContentTemplates;
  readonly media: Media;
  readonly verifications: Verifications;
  readonly whatsApp: WhatsApp;
  readonly whatsAppReads: boolean;
  readonly answersEveryStart: boolean;
  /** Refused at once, by number. */
  readonly refusals: Map<string, number>;
  /** Scripted by number; the others follow `outcomeOf`. */
  readonly outcomes: Map<string, Outcome>;
  readonly outcomeOf: (number: string) => Outcome;
  readonly links: { mediaOrigin: string };
}

const MEMORY = 20_000;
const MEDIA_ORIGIN = 'https://mms.twiliocdn.com';

/** An account with nothing sent yet. */
export function createBackend(deps: BackendDeps, options: BackendOptions): Backend {
  const { random, timers } = deps;
  const time = createTwilioTime(deps.clock);
  const { now } = time;
  const account = createAccount(random, now(), options);
  const sids = createSids(random);
  const times = options.times ?? USUAL_TIMES;
  const memory = options.memory ?? MEMORY;
  const store = createMessageStore(now, memory);
  const air = createAir(memory);
  const newToken = (): string => sids.next('');
  const caller = createHookCaller({ account, fetch: deps.fetch, timers, random, now, log: deps.log, newToken });
  const callbacks = createStatusCallbacks({ account, caller, timers, random });
  return {
    account,
    time,
    sids,
    random,
    times,
    store,
    air,
    caller,
    callbacks,
    line: createLine({ account, timers, random, now, store, air, callbacks, times }),
    optOuts: createOptOuts(account),
    content: createContentTemplates(sids, now),
    media: createMedia({
      accountSid: account.sid,
      sids,
      now,
      fetch: deps.fetch,
      delayMs: () => within(times.mediaMs, random.fraction()),
    }),
    verifications: createVerifications({ sids, random, now, air }),
    whatsApp: createWhatsApp(now),
    whatsAppReads: options.whatsAppReads ?? true,
    answersEveryStart: options.answersEveryStart ?? false,
    refusals: new Map(),
    outcomes: new Map(),
    outcomeOf: options.outcomeOf ?? outcomeByMagicNumber,
    links: { mediaOrigin: options.mediaOrigin ?? MEDIA_ORIGIN },
  };
}
