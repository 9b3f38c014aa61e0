/** Privacy: legal holds, how long things are kept, and what a person may ask for: to see everything about them, and to be deleted. */
import { DomainError } from '../../../contract/errors.ts';
import { DAY_MS } from '../../domain/time.ts';
import { cutoffs, DRY_RUN_DAYS, isDryRun } from '../../domain/privacy/retention.ts';
import { countOld, readRetentionState, saveRetentionState } from '../../jobs/retention.ts';
import type { RetentionRule } from '../../jobs/retention.ts';
import type { ReadTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { CallContext, FeatureHandlers, OutputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { createEraseHandlers } from './erase.ts';
import type { EraseDeps } from './erase.ts';
import { exportPerson } from './exportPerson.ts';
import type { ExportDeps } from './exportPerson.ts';
import { createHoldHandlers } from './holds.ts';

export { eraseReturned } from './erase.ts';

export type PrivacyDeps = EraseDeps &
  ExportDeps & {
    /** Keeps that somebody looked (the log of views). */
    readonly auditView: (
      context: CallContext,
      what: { readonly entity: 'retention'; readonly entityId: string },
    ) => void;
  };

/** Nights shown on the settings page. */
const RUNS_SHOWN = 30;

/** What the nightly run goes by. */
export function retentionRule(tx: ReadTx): RetentionRule {
  const { retention, practice } = readSettings(tx);
  return { periods: retention, zone: practice.zone };
}

export function createPrivacyFeature(deps: PrivacyDeps): FeatureHandlers<'privacy'> {
  const { store, clock } = deps;
  return {
    ...createHoldHandlers(deps),
    ...createEraseHandlers(deps),
    exportPerson: (context, input) => exportPerson(deps, context, input),
    getRetention: async (context) => {
      const { counts, held } = await countOld(deps, store.read(retentionRule), context.signal);
      return store.read((tx) => ({
        dryRunUntil: dryRunUntil(tx, clock.now()),
        runs: tx.retention
          .runs(RUNS_SHOWN)
          .map(({ startedAt: _started, ...run }) => ({ ...run, counts: { ...run.counts } })),
        due: { ...counts },
        held,
      }));
    },
    listDue: (context, { kind, cursor, limit }) => {
      deps.auditView(context, { entity: 'retention', entityId: kind });
      return store.read((tx) => {
        const { periods, zone } = retentionRule(tx);
        const due = tx.retention.due(kind, cutoffs(periods, clock.now(), zone)[kind], cursor, limit);
        return { items: due.items.map((thing) => ({ ...thing, name: nameOf(tx, kind, thing) })), next: due.next };
      });
    },
    startRemoving: (context) =>
      runCommand(deps, context, 'privacy.startRemoving', (tx, now) => {
        if (dryRunUntil(tx, now) === null) {
          throw new DomainError('CONFLICT', 'Old texts are being removed already.');
        }
        const since = readRetentionState(tx)?.since ?? now;
        saveRetentionState(tx, { since, endedEarly: true }, now);
        tx.audit.append({ at: now, action: 'retention.started', entity: 'retention' });
        tx.changed('settings.changed', 'retention');
        return { done: true as const };
      }),
  };
}

type Due = OutputOf<'privacy.listDue'>['items'][number];

/** Whose thread it is, by name where somebody has the number; the file of a list. */
function nameOf(tx: ReadTx, kind: string, { id, conversationId }: Pick<Due, 'id' | 'conversationId'>): string | null {
  if (kind === 'lists') return tx.imports.get(id)?.fileName ?? null;
  const thread = conversationId === null ? undefined : tx.conversations.get(conversationId);
  return thread === undefined ? null : (thread.people[0]?.name ?? thread.address);
}

/** Until when nights only count; null: they remove. Before the first night the time has not begun. */
function dryRunUntil(tx: ReadTx, now: number): number | null {
  const { since, endedEarly } = readRetentionState(tx) ?? { since: now, endedEarly: false };
  return isDryRun(since, endedEarly, now) ? since + DRY_RUN_DAYS * DAY_MS : null;
}
