/**
 * A fingerprint of the log as it stands on paper (closing sheet, mark of a print): the number of an entry and the beginning of its hash.
 * Reads what somebody typed from it and judges whether the log still leads through that entry. Pure.
 */
import type { FingerprintResult } from '../../../contract/audit.ts';

/** The mark on prints has eight digits of the hash, the closing sheet sixteen. */
const LEAST = 8;
const MOST = 64;

/** The digits of a code typed with any spacing and case; null: it is none, or too short to prove anything. */
export function readFingerprint(typed: string): string | null {
  const code = typed
    .toLowerCase()
    .replace(/[\s\-\u2010-\u2015.:_()]/gu, '')
    // No hexadecimal digit looks like these, so they are misread figures.
    .replace(/o/gu, '0')
    .replace(/[il]/gu, '1');
  return /^[0-9a-f]+$/.test(code) && code.length >= LEAST && code.length <= MOST ? code : null;
}

export interface LogFacts {
  /** The hash the log has at the sheet's entry; null: it has no such entry. */
  readonly hash: string | null;
  /** The first entry that does not fit into the chain; null: all do. */
  readonly brokenAt: number | null;
  /** Entries at which a backup was put in the place of newer data. */
  readonly restoredAt: readonly number[];
  /** Entries up to this one were removed for their age; left out: none. */
  readonly removedUpTo?: number;
}

/**
 * `fits` says: this entry, and all before it, are as they were when the sheet was printed. A hash that is still there proves nothing
 * where an entry before it was changed, so the chain is asked first.
 */
export function judgeFingerprint(
  sheet: { readonly seq: number; readonly code: string },
  log: LogFacts,
): FingerprintResult {
  const { hash, brokenAt, restoredAt } = log;
  if (hash?.startsWith(sheet.code) === true) return brokenAt !== null && brokenAt <= sheet.seq ? 'broken' : 'fits';
  if (sheet.seq <= (log.removedUpTo ?? 0)) return 'tooOld';
  // Numbers after the older end were given a second time: the sheet may be of the time that was lost.
  if (restoredAt.some((seq) => seq <= sheet.seq)) return 'putAside';
  return hash === null ? 'beyond' : 'differs';
}
