/**
 * Makes a data folder ready to be opened: one owner at a time, real data and demo data never mixed, a key made for a new folder.
 * Everything here happens under the owner's lock, so two starters cannot make two keys.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../../contract/errors.ts';
import type { Platform } from '../platform/ports.ts';
import { createKeyring, hasKeyring, openKeyring } from '../store/keyring.ts';
import type { Keyring } from '../store/keyring.ts';
import { acquireOwnerLock } from '../store/ownerLock.ts';
import { finishPending } from './pendingChange.ts';
import type { ChangeOutcome, OnStep } from './pendingChange.ts';

export interface OpenedFolder {
  readonly keys: Keyring;
  /** Only when the folder is new: show it once, it is kept nowhere. */
  readonly recoveryCode: string | null;
  /** A restore or a change of the key that was asked for before, and how it went; null: none was. */
  readonly change: ChangeOutcome | null;
}

const DEMO_MARK = 'deskbell.demo.txt';
const DEMO_WORDS = 'This folder holds the Deskbell demo: invented people, made anew at every start of the demo.\n';
/** What a start of the demo clears away: only files that Deskbell makes, and only in a folder it marked as demo. */
const OURS = /^(deskbell\.|audit\.anchor$|secrets\.json$|backups$)/;
const KEPT = /^deskbell\.(lock|owner|demo)/;

/** Whether Deskbell has been set up in this folder. */
export function hasData(dataDir: string): boolean {
  return hasKeyring(dataDir);
}

/**
 * Prepares `paths.dataDir`. The demo starts afresh each time. Throws DATA_LOCKED, DATA_WRONG_KEY, and CONFLICT when the folder holds
 * the other kind of data.
 */
export async function prepareDataFolder(platform: Platform, demo: boolean, onStep?: OnStep): Promise<OpenedFolder> {
  const { dataDir } = platform.paths;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = acquireOwnerLock(dataDir, { now: platform.clock.now(), token: platform.ids.next() });
  try {
    if (demo) clearDemo(dataDir);
    else refuseDemo(dataDir);
    const keyring = { secrets: platform.secrets, random: platform.random, clock: platform.clock, dataDir };
    const change = demo ? null : await finishPending(platform, onStep);
    if (hasKeyring(dataDir)) return { keys: await openKeyring(keyring), recoveryCode: null, change };
    const { recoveryCode, ...keys } = await createKeyring(keyring);
    return { keys, recoveryCode, change };
  } finally {
    lock.release();
  }
}

function refuseDemo(dataDir: string): void {
  if (!existsSync(join(dataDir, DEMO_MARK))) return;
  throw new DomainError(
    'CONFLICT',
    `The folder ${dataDir} holds the demo. Choose another one for real patients with --data-dir.`,
  );
}

function clearDemo(dataDir: string): void {
  const ours = readdirSync(dataDir).filter((name) => OURS.test(name) && !KEPT.test(name));
  const marked = existsSync(join(dataDir, DEMO_MARK));
  if (!marked && ours.some((name) => name.startsWith('deskbell.'))) {
    throw new DomainError(
      'CONFLICT',
      `The folder ${dataDir} holds a practice's data; the demo would overwrite it. Choose another folder with --data-dir.`,
    );
  }
  if (marked) for (const name of ours) rmSync(join(dataDir, name), { recursive: true, force: true });
  else writeFileSync(join(dataDir, DEMO_MARK), DEMO_WORDS, { mode: 0o600 });
}
