/** The audit trail as people see it: listing, saving, and proving that nobody has changed it. Entries are written by the commands themselves. */
import type { Clock, Timers } from '../../platform/ports.ts';
import type { Store } from '../../store/store.ts';
import { actorName } from '../actorName.ts';
import { runCommand } from '../command.ts';
import { recordOutput } from '../exportLog.ts';
import type { FeatureHandlers } from '../feature.ts';
import { toQuery, viewEntry } from './entries.ts';
import { checkFingerprint } from './checkFingerprint.ts';
import { exportEntries } from './exportEntries.ts';
import { verify } from './verify.ts';
import type { ViewLog } from './viewLog.ts';

export interface AuditDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly viewLog: ViewLog;
}

export function createAuditFeature(deps: AuditDeps): FeatureHandlers<'audit'> {
  const { store } = deps;
  return {
    listEntries: (context, { cursor, limit, ...filter }) => {
      deps.viewLog.auditView(context, { entity: 'audit', entityId: null });
      return store.read((tx) => {
        const page = tx.audit.list(toQuery(tx, filter, cursor, limit));
        return { items: page.items.map((entry) => viewEntry(tx, entry)), next: page.next };
      });
    },
    listActors: () =>
      store.read((tx) => ({
        items: [...new Set(tx.audit.tally().map(({ actor }) => actorName(tx, actor)))].toSorted(),
      })),
    exportEntries: (context, { commandId: _commandId, ...filter }) => exportEntries(deps, context, filter),
    recordOutput: (context, { what, rows, day }) =>
      runCommand(deps, context, 'audit.recordOutput', (tx, now) => {
        const data = { rows, ...(day === undefined ? {} : { day }) };
        const output = { action: `${what}.printed`, entity: 'output', data };
        return { mark: recordOutput(tx, output, context.actor.name, now) };
      }),
    recordFile: (context, { what, rows }) =>
      runCommand(deps, context, 'audit.recordFile', (tx, now) => {
        const output = { action: `${what}.exported`, entity: 'output', data: { rows } };
        return { mark: recordOutput(tx, output, context.actor.name, now) };
      }),
    checkFingerprint: (context, { seq, code }) => checkFingerprint(deps, context, { seq, code }),
    verifyChain: (context, { integrity }) => verify(deps, context, integrity),
  };
}
