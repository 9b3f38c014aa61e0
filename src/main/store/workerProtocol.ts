/**
 * What the main thread and the maintenance thread say to each other. Plain data only: errors cross as code and words.
 */
import { DomainError } from '../../contract/errors.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import type { AuditCheck } from './auditVerify.ts';
import type { BackupLook, LookOptions, Rehearsal, Rehearse, Staged, StageRestore, StageStep } from './restore/types.ts';

export interface TaskFiles {
  readonly database: string;
  readonly dataDir: string;
  readonly key: Uint8Array;
  readonly auditKey: Uint8Array;
}

export type TaskRequest =
  | { readonly kind: 'backup'; readonly target: string; readonly partial: string }
  | { readonly kind: 'integrityCheck' }
  /** `compare`: with the data of now, which must be readable. */
  | ({ readonly kind: 'lookAtBackup'; readonly compare: boolean } & LookOptions)
  | ({ readonly kind: 'rehearseRestore' } & Rehearse)
  | ({ readonly kind: 'stageRestore' } & StageRestore)
  | { readonly kind: 'stageKeyChange'; readonly next: Uint8Array; readonly staged: string }
  | { readonly kind: 'verifyAudit' }
  | { readonly kind: 'checkpoint' }
  | { readonly kind: 'truncateLog' }
  | { readonly kind: 'eraseCopies'; readonly erasureId: string; readonly now: number }
  | { readonly kind: 'prune'; readonly changesBefore: number; readonly commandsBefore: number };

export interface TaskResults {
  readonly backup: { readonly path: string; readonly sizeBytes: number };
  readonly integrityCheck: { readonly ok: boolean; readonly problems: readonly string[] };
  readonly lookAtBackup: BackupLook;
  readonly rehearseRestore: Rehearsal;
  readonly stageRestore: Staged;
  readonly stageKeyChange: void;
  readonly verifyAudit: AuditCheck;
  readonly checkpoint: void;
  readonly truncateLog: { readonly emptied: boolean };
  readonly eraseCopies: { readonly copies: number; readonly emptied: boolean };
  readonly prune: void;
}

interface WireError {
  readonly code: ErrorCode | null;
  readonly message: string;
}

export type TaskAnswer =
  { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: WireError };

/** How far a task has come, told before its answer. */
export interface TaskStep {
  readonly step: StageStep;
}

export function toWire(error: unknown): WireError {
  if (error instanceof DomainError) return { code: error.code, message: error.message };
  return { code: null, message: error instanceof Error ? error.message : 'Unknown failure in the maintenance thread.' };
}

export function fromWire(error: WireError): Error {
  return error.code === null ? new Error(error.message) : new DomainError(error.code, error.message);
}
