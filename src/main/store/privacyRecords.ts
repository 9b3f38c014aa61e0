/** Rows of legal holds, nightly removals and erasures. No behaviour, no SQL. Instants are UTC milliseconds. */
import type { HoldScope } from '../domain/privacy/legalHold.ts';
import type { Needles } from '../domain/privacy/mentions.ts';
import type { RetentionCounts } from '../domain/privacy/retention.ts';

export interface LegalHoldRecord {
  readonly id: string;
  readonly scope: HoldScope;
  readonly personId: string | null;
  readonly numbers: readonly string[];
  readonly from: number | null;
  readonly to: number | null;
  readonly caseName: string;
  readonly reason: string;
  readonly placedBy: string;
  readonly placedAt: number;
  readonly releasedBy: string | null;
  readonly releasedAt: number | null;
  readonly releaseReason: string | null;
}

export interface RetentionRunRecord {
  /** `2026-11-21`, in the practice's zone. */
  readonly night: string;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly dryRun: boolean;
  readonly counts: RetentionCounts;
}

export interface ErasureRecord {
  readonly id: string;
  readonly personId: string;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  /** Null once nothing is left to find. */
  readonly needles: Needles | null;
  readonly counts: Readonly<Record<string, number>>;
}
