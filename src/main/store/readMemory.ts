/**
 * What was read once, kept for one look ahead over many transactions: hundreds of texts ask about the same people, numbers and visits, and
 * most of the time of a forecast was reading them again. Answers exactly as the store did when it was first asked; knows of no write.
 */
import type { AppointmentRecord, MessageRecord } from './records.ts';
import type { ReadTx } from './store.ts';

/** Answers kept at once; then it begins anew. A forecast of a large practice has about 20,000. */
const MOST = 200_000;
/** After every text there may be. */
const END_OF_TIME = Number.MAX_SAFE_INTEGER;

export interface ReadMemory {
  /** The same transaction, which remembers. To be asked for in every transaction anew, and never in one that writes. */
  over(tx: ReadTx): ReadTx;
}

/** An empty memory. Records are shared between all who ask: they are never changed in place. */
export function createReadMemory(): ReadMemory {
  let of: ReadTx | null = null;
  let view: ReadTx | null = null;
  return {
    over(tx) {
      if (view === null || of !== tx) view = remembering(tx);
      of = tx;
      return view;
    },
  };
}

function remembering(tx: ReadTx): ReadTx {
  const { once } = createNotes();
  const holdersOf = once(tx.people.holdersOf);
  return {
    ...tx,
    people: {
      ...tx.people,
      get: once(tx.people.get),
      numbersOf: once(tx.people.numbersOf),
      addressOf: once(tx.people.addressOf),
      number: once(tx.people.number),
      holdersOf,
      countHolders: (number, most) => Math.min(most, holdersOf(number).length),
    },
    conversations: {
      ...tx.conversations,
      get: once(tx.conversations.get),
      getByAddress: once(tx.conversations.getByAddress),
    },
    messages: { ...tx.messages, ...rememberMessages(tx.messages, once) },
    appointments: {
      ...tx.appointments,
      get: once(tx.appointments.get),
      settling: once(tx.appointments.settling),
      upcomingOf: upcoming(tx.appointments, once),
    },
    reminders: { ...tx.reminders, ofAppointment: once(tx.reminders.ofAppointment) },
    templates: {
      ...tx.templates,
      get: once(tx.templates.get),
      step: once(tx.templates.step),
      planSteps: always(once, tx.templates.planSteps),
      list: always(once, tx.templates.list),
      versions: once(tx.templates.versions),
      variant: byBoth(once, tx.templates.variant),
      inLanguage: byBoth(once, tx.templates.inLanguage),
    },
    consent: {
      ...tx.consent,
      ofNumber: once(tx.consent.ofNumber),
      suppressed: once(tx.consent.suppressed),
    },
    gateways: { ...tx.gateways, get: once(tx.gateways.get), list: always(once, tx.gateways.list) },
    imports: { ...tx.imports, lastApplied: always(once, tx.imports.lastApplied) },
    settings: { ...tx.settings, get: once(tx.settings.get), derived: derivedOnce(tx.settings) },
  };
}

type Once = <K extends string, V>(read: (key: K) => V) => (key: K) => V;

/** Where answers are kept; all of them are forgotten when there are too many. */
function createNotes(): { readonly once: Once } {
  const all: { clear(): void }[] = [];
  let room = MOST;
  return {
    once<K extends string, V>(read: (key: K) => V) {
      const known = new Map<K, V>();
      all.push(known);
      return (key: K): V => {
        const kept = known.get(key);
        if (kept !== undefined || known.has(key)) return kept as V;
        const value = read(key);
        if (room === 0) {
          for (const one of all) one.clear();
          room = MOST;
        }
        room -= 1;
        known.set(key, value);
        return value;
      };
    },
  };
}

function always<V>(once: Once, read: () => V): () => V {
  const answer = once(() => read());
  return () => answer('');
}

/** Questions of two values; the second is short and without a line break. */
function byBoth<B extends string | number, V>(once: Once, read: (a: string, b: B) => V): (a: string, b: B) => V {
  const bySecond = new Map<B, (a: string) => V>();
  return (a, b) => {
    const known = bySecond.get(b);
    if (known !== undefined) return known(a);
    const fresh = once((key: string) => read(key, b));
    bySecond.set(b, fresh);
    return fresh(a);
  };
}

function derivedOnce({ derived }: ReadTx['settings']): ReadTx['settings']['derived'] {
  const known = new Map<string, unknown>();
  return <T>(name: string, make: () => T): T => {
    if (!known.has(name)) known.set(name, derived(name, make));
    return known.get(name) as T;
  };
}

/** What is to come after one moment holds all that is to come after a later one. */
function upcoming({ upcomingOf }: ReadTx['appointments'], once: Once): ReadTx['appointments']['upcomingOf'] {
  const kept = once((): { at: number; visits: readonly AppointmentRecord[] } => ({ at: END_OF_TIME, visits: [] }));
  return (personId, at) => {
    const known = kept(personId);
    if (at < known.at) {
      known.at = at;
      known.visits = upcomingOf(personId, at);
      return known.visits;
    }
    return known.visits.filter(({ startsAt }) => startsAt > at);
  };
}

type Remembered = Pick<
  ReadTx['messages'],
  'get' | 'lastIncoming' | 'lastTravelled' | 'keptFor' | 'sentTo' | 'lastOutgoing'
>;

function rememberMessages(messages: ReadTx['messages'], once: Once): Remembered {
  const sent = once((): { since: number; texts: ReturnType<Remembered['sentTo']> } => ({
    since: END_OF_TIME,
    texts: [],
  }));
  const newest = once((conversationId: string) => messages.lastOutgoing(conversationId, END_OF_TIME));
  return {
    get: once(messages.get),
    lastIncoming: once(messages.lastIncoming),
    lastTravelled: once(messages.lastTravelled),
    keptFor: once(messages.keptFor),
    sentTo: (conversationId, since) => {
      const known = sent(conversationId);
      if (since < known.since) {
        known.since = since;
        known.texts = messages.sentTo(conversationId, since);
        return known.texts;
      }
      return known.texts.filter(({ at }) => at >= since);
    },
    lastOutgoing: (conversationId, before, kind) => {
      if (kind !== undefined) return messages.lastOutgoing(conversationId, before, kind);
      const last = newest(conversationId);
      // Before an earlier moment it may be another one.
      return last === undefined || isBefore(last, before) ? last : messages.lastOutgoing(conversationId, before);
    },
  };
}

/** As the store counts it: one that a gateway keeps, from its time on. */
function isBefore({ createdAt, status, notBefore }: MessageRecord, before: number): boolean {
  if (createdAt >= before) return false;
  return status !== 'scheduled' || (notBefore !== null && notBefore < before);
}
