/**
 * What the outside world received, and how often a text was taken and sent: the ledger that tests count doubles with.
 * Outlives redaction and deletion at Twilio, because nobody can take a text back from a handset. Bounded.
 */

/** A text as it arrived on a handset. */
export interface AirText {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly segments: number;
  readonly media: readonly { readonly contentType: string; readonly sizeBytes: number }[];
  /** UTC ms. */
  readonly at: number;
}

/** How often the same words to the same address were created and went on air. */
export interface Tally {
  readonly to: string;
  readonly body: string;
  readonly created: number;
  readonly onAir: number;
}

export interface Air {
  noteCreated(to: string, body: string): void;
  transmit(text: AirText): void;
  sent(): readonly AirText[];
  onSent(listener: (text: AirText) => void): () => void;
  tally(): readonly Tally[];
  totals(): { readonly created: number; readonly onAir: number };
  clear(): void;
}

/** An empty ledger of at most `limit` texts; totals count all. */
export function createAir(limit: number): Air {
  let texts: AirText[] = [];
  const tallies = new Map<string, Tally>();
  const listeners = new Set<(text: AirText) => void>();
  const totals = { created: 0, onAir: 0 };
  const count = (to: string, body: string, add: { readonly created: number; readonly onAir: number }): void => {
    totals.created += add.created;
    totals.onAir += add.onAir;
    const key = `${to}|${body}`;
    const before = tallies.get(key) ?? { to, body, created: 0, onAir: 0 };
    tallies.set(key, { ...before, created: before.created + add.created, onAir: before.onAir + add.onAir });
    if (tallies.size > limit) for (const oldest of tallies.keys()) return void tallies.delete(oldest);
  };
  return {
    noteCreated: (to, body) => count(to, body, { created: 1, onAir: 0 }),
    transmit(text) {
      count(text.to, text.body, { created: 0, onAir: 1 });
      texts.push(text);
      if (texts.length > limit + limit / 10) texts = texts.slice(-limit);
      for (const listener of listeners) listener(text);
    },
    sent: () => [...texts],
    onSent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tally: () => [...tallies.values()],
    totals: () => ({ ...totals }),
    clear() {
      texts = [];
      tallies.clear();
      totals.created = 0;
      totals.onAir = 0;
    },
  };
}
