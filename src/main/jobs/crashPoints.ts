/**
 * The places at which the process may die with consequences. Tests stop the world at each of them and prove that nothing is lost
 * and nothing is sent twice; in production they are empty calls. `in...` points lie inside a transaction that has not committed.
 */
export const CRASH_POINTS = [
  'dispatcher.inClaim',
  'dispatcher.afterClaim',
  'dispatcher.beforeCall',
  'dispatcher.afterCall',
  'dispatcher.beforeSettle',
  'dispatcher.inSettle',
  'dispatcher.afterSettle',
  'dispatcher.afterReclaim',
  'dispatcher.inExpire',
  'reconcile.beforeCall',
  'reconcile.afterCall',
  'reconcile.inSettle',
  'receiver.afterFetch',
  'receiver.inCommit',
  'receiver.afterCommit',
  'status.afterFetch',
  'status.inCommit',
  'failover.inCommit',
  'hooks.inCommit',
  'hooks.afterCommit',
  'planner.inRelease',
  'planner.afterRelease',
  'planner.afterTending',
] as const;

/** Those of texts that gateways keep until their time, where a practice has them. */
export const HAND_OFF_CRASH_POINTS = [
  'handOff.inCommit',
  'handOff.afterCommit',
  'recalls.beforeCall',
  'recalls.afterCall',
  'recalls.inCommit',
] as const;

export type CrashPointName = (typeof CRASH_POINTS)[number] | (typeof HAND_OFF_CRASH_POINTS)[number];

/** As the platform's port, but only for the places listed here. */
export type JobCrashPoint = (name: CrashPointName) => void;
