/**
 * The app's health report (capcom6.md 9): what `GET /health` answers and `system:ping` tells.
 */
import type { Phone } from './phone.ts';

const HOUR = 3_600_000;

type Verdict = 'pass' | 'warn' | 'fail';

interface Check {
  readonly status: Verdict;
  readonly observedValue: number;
  readonly observedUnit: string;
  readonly description: string;
}

export interface HealthReport {
  readonly status: Verdict;
  readonly version: string;
  readonly releaseId: number;
  readonly checks: Readonly<Record<string, Check>>;
}

/** The report of this moment. */
export function reportHealth(phone: Phone): HealthReport {
  const { batteryPercent, charging, internet, mobileSignal } = phone.condition;
  const checks: Record<string, Check> = {
    'messages:failed': failedMessages(phone),
    'connection:status': check(internet ? 'pass' : 'fail', internet ? 1 : 0, 'boolean', 'Internet connection status'),
    'connection:transport': check('pass', 4, 'flags', 'Network transport type'),
    'connection:cellular': check('pass', mobileSignal ? 4 : 0, 'index', 'Cellular network type'),
    'battery:level': check(batteryVerdict(batteryPercent), batteryPercent, 'percent', 'Battery level in percent'),
    'battery:charging': check('pass', charging ? 2 : 0, 'flags', 'Is the phone charging?'),
  };
  const verdicts = Object.values(checks).map((one) => one.status);
  const status: Verdict = verdicts.includes('fail') ? 'fail' : verdicts.includes('warn') ? 'warn' : 'pass';
  return { status, version: phone.profile.version, releaseId: phone.profile.releaseId, checks };
}

function check(status: Verdict, observedValue: number, observedUnit: string, description: string): Check {
  return { status, observedValue, observedUnit, description };
}

function batteryVerdict(percent: number): Verdict {
  if (percent < 10) return 'fail';
  return percent < 25 ? 'warn' : 'pass';
}

/** Failures of the last hour among messages that had been handed to Android. */
function failedMessages(phone: Phone): Check {
  const since = phone.time.now() - HOUR;
  let failed = 0;
  let succeeded = 0;
  for (const message of phone.store.messages.values()) {
    const processed = message.states.get('Processed');
    if (processed === undefined || processed < since) continue;
    if (message.recipients.some((recipient) => recipient.state === 'Failed')) failed += 1;
    else succeeded += 1;
  }
  const status = failed === 0 ? 'pass' : succeeded === 0 ? 'fail' : 'warn';
  return check(status, failed, 'messages', 'Failed messages for last hour');
}
