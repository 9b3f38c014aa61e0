/** The audit trail as people see it: listing, and proving that nobody has changed it. Entries are written by the commands themselves. */
import type { ChainCheck } from '../../../contract/audit.ts';
import type { Clock } from '../../platform/ports.ts';
import type { Store } from '../../store/store.ts';
import type { FeatureHandlers } from '../feature.ts';

export interface AuditDeps {
  readonly store: Store;
  readonly clock: Clock;
}

export function createAuditFeature(deps: AuditDeps): FeatureHandlers<'audit'> {
  return {
    listEntries: (_context, input) => {
      const { cursor, limit, action, entityId, from, to } = input;
      const page = deps.store.read((tx) =>
        tx.audit.list({
          cursor,
          limit,
          ...(action === undefined ? {} : { action }),
          ...(entityId === undefined ? {} : { entityId }),
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
        }),
      );
      return {
        items: page.items.map(({ hash: _hash, ...entry }) => ({ ...entry, data: { ...entry.data } })),
        next: page.next,
      };
    },
    verifyChain: async (context, input) => {
      const chain = await deps.store.maintenance.verifyAudit(context.signal);
      const integrity = input.integrity ? await deps.store.maintenance.integrityCheck(context.signal) : null;
      const check = {
        ...chain,
        integrity: integrity === null ? ('notChecked' as const) : integrity.ok ? ('ok' as const) : ('damaged' as const),
      };
      deps.store.write(context.actor.name, (tx) => {
        tx.audit.append({
          at: deps.clock.now(),
          action: 'audit.verified',
          data: { ok: chain.ok, entries: chain.entries, integrity: check.integrity },
        });
      });
      return { ...check, text: sentence(check) };
    },
  };
}

function sentence(check: Omit<ChainCheck, 'text'>): string {
  if (!check.ok) {
    return `The log does not fit together at entry ${String(check.brokenAt)} (${check.fault ?? 'edited'}). Keep the PC as it is and tell the owner.`;
  }
  if (check.integrity === 'damaged')
    return 'The log is whole, but the database file is damaged. Restore the newest backup.';
  return `Log checked, no gaps in ${String(check.entries)} entries.`;
}
