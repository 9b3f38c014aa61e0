/**
 * Where the audit chain ended when last noted: sequence and head, in a file of its own, signed. A chain cannot tell that its end was
 * cut off (quality.md 0.9); these files can. One is written hourly, at each backup and at the end; every backup has its own beside it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Logger, Timers } from '../platform/ports.ts';
import { writeDurably } from './durableFile.ts';

export interface Anchor {
  readonly seq: number;
  readonly hash: string;
  /** When it was noted. */
  readonly at: number;
}

export interface AnchorKeeper {
  /** Notes the head now, if it moved. A disk that refuses is logged, never thrown: the chain itself is in the database. */
  write(): void;
  /** Writes a last time and stops the bell. */
  stop(): void;
}

export interface AnchorDeps {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
}

/** What the keeper asks of the chain. */
export interface AnchoredChain {
  head(): Pick<Anchor, 'seq' | 'hash'>;
  /** A restore, kept in the chain, has put the end with this anchor aside. */
  putAside(anchor: Anchor): boolean;
}

const ANCHOR_FILE = 'audit.anchor';
const BACKUP_ANCHOR = '.anchor';
const HOUR_MS = 3_600_000;

export function createAnchorKeeper(deps: AnchorDeps, key: Uint8Array, chain: AnchoredChain): AnchorKeeper {
  const file = join(deps.dataDir, ANCHOR_FILE);
  let written = readAnchorFile(file, key);
  const write = (): void => {
    const head = chain.head();
    // Never backwards: an anchor beyond the end is exactly the finding to keep.
    if (head.seq === 0 || (written !== undefined && head.seq <= written.seq && !chain.putAside(written))) return;
    try {
      const anchor = { ...head, at: deps.clock.now() };
      writeAnchorFile(file, key, anchor);
      written = anchor;
    } catch (error) {
      deps.log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'store.anchorNotWritten');
    }
  };
  const bell = deps.timers.every(HOUR_MS, write);
  const { seq } = chain.head();
  if (written !== undefined && written.seq > seq && !chain.putAside(written)) {
    deps.log.error({ anchored: written.seq, head: seq }, 'store.auditCut');
  }
  return {
    write,
    stop: () => {
      bell.cancel();
      write();
    },
  };
}

/** The anchors of `dataDir`: its own, and those of the backups in it. Files that are not there or not signed by this key are no anchors. */
export function readAnchors(dataDir: string, key: Uint8Array): Anchor[] {
  const backups = join(dataDir, 'backups');
  const beside = namesIn(backups).filter((name) => name.endsWith(BACKUP_ANCHOR));
  return [join(dataDir, ANCHOR_FILE), ...beside.map((name) => join(backups, name))].flatMap((file) => {
    const anchor = readAnchorFile(file, key);
    return anchor === undefined ? [] : [anchor];
  });
}

/** Notes beside the backup `target` where the chain in it ends. */
export function writeBackupAnchor(target: string, key: Uint8Array, anchor: Anchor): void {
  writeAnchorFile(`${target}${BACKUP_ANCHOR}`, key, anchor);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readAnchorFile(file: string, key: Uint8Array): Anchor | undefined {
  try {
    const { seq, hash, at, mac } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    if (typeof seq !== 'number' || typeof hash !== 'string' || typeof at !== 'number' || typeof mac !== 'string')
      return undefined;
    const given = Buffer.from(mac, 'hex');
    const own = sign(key, { seq, hash, at });
    return given.length === own.length && timingSafeEqual(given, own) ? { seq, hash, at } : undefined;
  } catch {
    return undefined;
  }
}

function writeAnchorFile(file: string, key: Uint8Array, anchor: Anchor): void {
  const mac = sign(key, anchor).toString('hex');
  writeDurably(file, `${JSON.stringify({ ...anchor, mac })}\n`);
}

function sign(key: Uint8Array, anchor: Anchor): Buffer {
  return createHmac('sha256', key).update(`deskbell/anchor ${anchor.seq} ${anchor.hash} ${anchor.at}`).digest();
}
