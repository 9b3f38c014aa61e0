/** What every job is handed. Only types: the jobs keep no state of their own outside the factories that take these. */
import type { LineLimits } from '../domain/sendLimits/limits.ts';
import type { Logger, Clock, Ids, Random, Timers } from '../platform/ports.ts';
import type { Gateway } from '../providers/gateway.ts';
import type { GatewayRecord } from '../store/records.ts';
import type { ReadTx, Store } from '../store/store.ts';
import type { JobCrashPoint } from './crashPoints.ts';
import type { JobHandlers } from './handlers.ts';

/** Finds the live gateway of a stored one. Undefined: its credentials are missing or it was removed; nothing goes through it. */
export interface GatewayRegistry {
  get(gatewayId: string): Gateway | undefined;
}

/** What a gateway may be asked for, by the practice's settings. */
export interface SendLimits {
  /** Least time between the starts of two texts, ms. */
  readonly paceMs: number;
  /** Most texts a civil day; null: no limit. */
  readonly perDay: number | null;
  /** IANA zone whose midnight starts the day of `perDay`. */
  readonly zone: string;
  /** What a consumer SIM asks for beyond pace and day; left out: a business number, which asks for nothing of it. */
  readonly line?: LineLimits;
}
export type ReadLimits = (tx: ReadTx, gateway: GatewayRecord) => SendLimits;

export interface JobDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: Ids;
  readonly random: Random;
  readonly log: Logger;
  readonly crashPoint: JobCrashPoint;
  readonly handlers: JobHandlers;
  readonly gateways: GatewayRegistry;
  readonly limits: ReadLimits;
  /** A public address for a picture, for gateways that fetch them; null, or left out: there is none. */
  readonly mediaLink?: (attachmentId: string) => string | null;
  /** Names this run of the program in leases: new at every start, so every old lease is known to be an orphan. */
  readonly owner: string;
}
