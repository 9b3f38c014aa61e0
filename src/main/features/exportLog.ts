/**
 * What leaves the program with patient data on it: one line in the audit trail, and the mark that goes onto the paper or into the file
 * (rules.md 9: exports carry a watermark and are listed). Every export and every print goes through here.
 */
import { momentText } from '../domain/timeText.ts';
import type { WriteTx } from '../store/store.ts';
import { readSettings } from './settings/readSettings.ts';
import { styleOf } from './templates/practice.ts';

export interface Output {
  /** `callList.exported`, `today.printed`. */
  readonly action: string;
  readonly entity?: string;
  readonly entityId?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Keeps the entry and returns the mark: who, when, which practice, and the number of the entry with the start of its hash, so that a
 * sheet that turns up somewhere leads back to it. `actor` is the transaction's, for the words.
 */
export function recordOutput(tx: WriteTx, output: Output, actor: string, now: number): string {
  tx.audit.append({ at: now, ...output });
  const { seq, hash } = tx.audit.head();
  const { practice } = readSettings(tx);
  const of = practice.name === '' ? '' : `, ${practice.name}`;
  const when = momentText(now, practice.zone, styleOf(practice));
  const verb = output.action.endsWith('.printed') ? 'Printed' : 'Saved';
  return `${verb} by ${actor}, ${when}${of}. Contains patient data. Log entry ${String(seq)} (${hash.slice(0, 8)}).`;
}
