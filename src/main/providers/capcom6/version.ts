/**
 * Versions of the phone app, and what each can do (capcom6.md 15, 20). Pure.
 */

/** Major, minor, patch. */
export type AppVersion = readonly [number, number, number];

/** Reads `1.68.0`, `1.68` or `v1.70.3-beta`; null for anything else. */
export function parseVersion(text: string): AppVersion | null {
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(text.trim());
  return match === null ? null : [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}

/** Whether `version` is `least` or newer. */
export function atLeast(version: AppVersion, least: AppVersion): boolean {
  for (const index of [0, 1, 2] as const) {
    if (version[index] !== least[index]) return version[index] > least[index];
  }
  return true;
}

const INBOX_SINCE: AppVersion = [1, 59, 0];
const TEXTS_LOST_SINCE: AppVersion = [1, 63, 0];
const TEXTS_SAFE_SINCE: AppVersion = [1, 66, 2];
const TOKENS_SINCE: AppVersion = [1, 55, 0];

/**
 * Why a version cannot be relied on: no way to read incoming texts before 1.59, and 1.63.0 to 1.66.1 silently drop a
 * patient's repeated "OK" (capcom6.md 5). An unreadable version is treated as too old: nothing is known to work.
 */
export function versionProblem(version: AppVersion | null): 'versionTooOld' | 'versionLosesTexts' | null {
  if (version === null || !atLeast(version, INBOX_SINCE)) return 'versionTooOld';
  const losesTexts = atLeast(version, TEXTS_LOST_SINCE) && !atLeast(version, TEXTS_SAFE_SINCE);
  return losesTexts ? 'versionLosesTexts' : null;
}

const MMS_SINCE: AppVersion = [1, 74, 0];
const HOLDS_TEXTS_SINCE: AppVersion = [1, 74, 1];
const RECOMMENDED: AppVersion = [1, 70, 3];

/** Whether the app can send pictures. */
export function sendsMedia(version: AppVersion): boolean {
  return atLeast(version, MMS_SINCE);
}

/**
 * Whether the app keeps texts until their time without its queue getting stuck behind them: `scheduleAt` came with 1.61 and was mended in
 * 1.61.1, 1.70.4 and 1.74.1 (capcom6.md 8.1). Recall (1.67) is older.
 */
export function holdsTexts(version: AppVersion): boolean {
  return atLeast(version, HOLDS_TEXTS_SINCE);
}

/** Whether an update is advised: before 1.70.3 reports of sent texts can be false or missing (capcom6.md 4.4, 4.5). */
export function isBelowRecommended(version: AppVersion): boolean {
  return !atLeast(version, RECOMMENDED);
}

/** Whether the app can sign in with scoped tokens instead of the password. */
export function hasTokens(version: AppVersion): boolean {
  return atLeast(version, TOKENS_SINCE);
}
