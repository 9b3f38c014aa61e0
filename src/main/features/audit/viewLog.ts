/**
 * Keeps who looked at whom (rules.md 9): the first look at a thread or a person is an entry, and looks within ten minutes after it belong
 * to it. So are searches across patients, without the words that were searched. Never stands in the way of reading.
 */
import { DomainError } from '../../../contract/errors.ts';
import type { Clock, Logger } from '../../platform/ports.ts';
import type { Store } from '../../store/store.ts';
import type { CallContext } from '../feature.ts';

export interface ViewLog {
  /** Somebody reads this thread, or this person's page. */
  auditView(context: CallContext, what: Viewed): void;
  /** Somebody searched across patients; `found` on the first page of answers. */
  auditSearch(context: CallContext, action: 'messages.searched' | 'people.searched', found: number): void;
}

export interface Viewed {
  readonly entity: 'conversation' | 'person' | 'audit' | 'retention';
  readonly entityId: string | null;
}

export interface ViewLogDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
}

const TOGETHER_MS = 600_000;
/** More looks than anybody has in ten minutes; beyond it the old ones are forgotten. */
const MOST_KEPT = 2_000;

export function createViewLog({ store, clock, log }: ViewLogDeps): ViewLog {
  const lastKept = new Map<string, number>();

  const keep = (
    context: CallContext,
    entry: { readonly action: string; readonly about: Viewed | null; readonly data: Readonly<Record<string, unknown>> },
  ): void => {
    const { actor } = context;
    const key = JSON.stringify([actor.id, actor.name, entry.action, entry.about?.entityId ?? null]);
    const now = clock.now();
    const before = lastKept.get(key);
    // A clock that was set back begins anew.
    if (before !== undefined && now >= before && now - before < TOGETHER_MS) return;
    try {
      store.write(actor.name, (tx) =>
        tx.audit.append({
          at: now,
          action: entry.action,
          entity: entry.about?.entity ?? null,
          entityId: entry.about?.entityId ?? null,
          data: { ...entry.data, by: actor.id },
        }),
      );
    } catch (error) {
      // A full disk must not keep the desk from reading what a patient wrote.
      if (!(error instanceof DomainError)) throw error;
      log.error({ code: error.code }, 'audit.viewNotKept');
      return;
    }
    lastKept.delete(key);
    lastKept.set(key, now);
    if (lastKept.size > MOST_KEPT) forgetOld(lastKept, now);
  };

  return {
    auditView: (context, what) => keep(context, { action: `${what.entity}.viewed`, about: what, data: {} }),
    auditSearch: (context, action, found) => keep(context, { action, about: null, data: { found } }),
  };
}

/** Oldest first, as they were put in; also those within the ten minutes, when there are too many: then a look is kept twice. */
function forgetOld(lastKept: Map<string, number>, now: number): void {
  for (const [key, at] of lastKept) {
    if (now - at < TOGETHER_MS && lastKept.size <= MOST_KEPT) return;
    lastKept.delete(key);
  }
}
