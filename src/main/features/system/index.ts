/** The program itself: who is signed in, how it is doing, backups. Gathers; decides nothing. */
import { join } from 'node:path';
import { refusedTo } from '../../../contract/refused.ts';
import { CONTRACT_VERSION } from '../../../contract/wire.ts';
import type { Health, Session } from '../../../contract/system.ts';
import { mayRecordAgreement, purposesOf } from '../../domain/accounts/roleRules.ts';
import { addDays, instantOnDay, toLocal } from '../../domain/time.ts';
import type { Clock } from '../../platform/ports.ts';
import type { ReadTx, Store } from '../../store/store.ts';
import type { FeatureHandlers } from '../feature.ts';
import { viewGateway } from '../gateways/views.ts';
import { noteBackup } from '../backups/state.ts';
import { readSettings } from '../settings/readSettings.ts';
import { backupFileName } from './backupName.ts';
import { explainQueue } from './explainQueue.ts';

export interface SystemDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly version: string;
  readonly demo: boolean;
  readonly capabilities: Session['capabilities'];
  readonly startedAt: number;
  /** Where a backup goes when nobody chose a place; the folder is there. */
  readonly backupDir: () => string;
  /** Why automatic texts are held back now; null when they go out. */
  readonly sendingHeld: () => Health['sendingHeld'];
  /** Environment switches that change where texts go. */
  readonly overrides: readonly string[];
}

const LAST_BACKUP = 'lastBackupAt';

export function createSystemFeature(deps: SystemDeps): FeatureHandlers<'system'> {
  return {
    getSession: (context) => ({
      userName: context.actor.name,
      role: context.actor.role,
      refused: refusedTo(context.actor.role),
      sends: [...purposesOf(context.actor.role)],
      recordsAgreements: mayRecordAgreement(context.actor.role),
      contractVersion: CONTRACT_VERSION,
      version: deps.version,
      demo: deps.demo,
      capabilities: [...deps.capabilities],
    }),
    getHealth: () => deps.store.read((tx) => readHealth(deps, tx)),
    explainQueue: () => deps.store.read((tx) => ({ items: explainQueue(tx, deps.clock.now()) })),
    createBackup: async (context, input) => {
      const now = deps.clock.now();
      const target = input.path ?? join(deps.backupDir(), backupFileName(now));
      const { path, sizeBytes } = await deps.store.maintenance.backup(target, context.signal);
      deps.store.write(context.actor.name, (tx) => {
        noteBackup(tx, sizeBytes, now);
      });
      return { path, sizeBytes, checked: true };
    },
  };
}

function readHealth(deps: SystemDeps, tx: ReadTx): Health {
  const now = deps.clock.now();
  const { practice, sending } = readSettings(tx);
  const today = toLocal(now, practice.zone);
  const day = { from: instantOnDay(today, 0, practice.zone), to: instantOnDay(addDays(today, 1), 0, practice.zone) };
  const queue = tx.outbox.counts(now);
  const lastBackupAt = tx.settings.get(LAST_BACKUP);
  return {
    version: deps.version,
    now,
    startedAt: deps.startedAt,
    demo: deps.demo,
    gateways: tx.gateways.list().map((gateway) => viewGateway(tx, gateway, now)),
    queue: {
      ready: queue.ready,
      waiting: queue.waiting,
      sending: queue.leased + queue.unknown,
      needsReview: queue.needsReview,
      failedToday: tx.messages.countFailed(day),
      sentToday: tx.messages.countSent(day),
      oldestReadyAt: queue.oldestReadyAt,
    },
    sendingHeld: deps.sendingHeld(),
    sending: { open: sending.open, close: sending.close, perDay: sending.perDay },
    store: { ...deps.store.info(), lastBackupAt: typeof lastBackupAt === 'number' ? lastBackupAt : null },
    auditHead: tx.audit.head().hash,
    overrides: [...deps.overrides],
  };
}
