/**
 * Where the audit chain ended when last noted: sequence and head, in a file of its own, signed. A chain cannot tell that its end was
 * cut off (quality.md 0.9); this file can. It is written hourly, at each backup and at the end.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Logger, Timers } from '../platform/ports.ts';
import { writeDurably } from './durableFile.ts';

export interface Anchor {
  readonly seq: number;
  readonly hash: string;
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

const ANCHOR_FILE = 'audit.anchor';
const HOUR_MS = 3_600_000;

export function createAnchorKeeper(deps: AnchorDeps, key: Uint8Array, head: () => Anchor): AnchorKeeper {
  let written = readAnchor(deps.dataDir, key)?.seq ?? 0;
  const write = (): void => {
    const now = head();
    // Never backwards: an anchor beyond the end is exactly the finding to keep.
    if (now.seq <= written) return;
    try {
      writeAnchor(deps.dataDir, key, { ...now, at: deps.clock.now() });
      written = now.seq;
    } catch (error) {
      deps.log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'store.anchorNotWritten');
    }
  };
  const bell = deps.timers.every(HOUR_MS, write);
  if (written > head().seq) deps.log.error({ anchored: written, head: head().seq }, 'store.auditCut');
  return {
    write,
    stop: () => {
      bell.cancel();
      write();
    },
  };
}

/** The anchor of `dataDir`; undefined when there is none, or one that this key did not sign. */
export function readAnchor(dataDir: string, key: Uint8Array): Anchor | undefined {
  try {
    const { seq, hash, at, mac } = JSON.parse(readFileSync(join(dataDir, ANCHOR_FILE), 'utf8')) as Record<
      string,
      unknown
    >;
    if (typeof seq !== 'number' || typeof hash !== 'string' || typeof at !== 'number' || typeof mac !== 'string')
      return undefined;
    const given = Buffer.from(mac, 'hex');
    const own = sign(key, { seq, hash, at });
    return given.length === own.length && timingSafeEqual(given, own) ? { seq, hash } : undefined;
  } catch {
    return undefined;
  }
}

function writeAnchor(dataDir: string, key: Uint8Array, anchor: Anchor & { readonly at: number }): void {
  const mac = sign(key, anchor).toString('hex');
  writeDurably(join(dataDir, ANCHOR_FILE), `${JSON.stringify({ ...anchor, mac })}\n`);
}

function sign(key: Uint8Array, anchor: Anchor & { readonly at: number }): Buffer {
  return createHmac('sha256', key).update(`deskbell/anchor ${anchor.seq} ${anchor.hash} ${anchor.at}`).digest();
}
