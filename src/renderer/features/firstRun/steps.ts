/** The steps of the first run, in order, and which of them are done by what the core knows. Pure. */
import type { GatewaySummary, Settings } from '../../contract.ts';

const ALL = ['practice', 'method', 'phone', 'twilio', 'test', 'hours', 'people', 'finish'] as const;
export type StepId = (typeof ALL)[number];
/** By which way texts go: one of the two connecting steps is walked, the other is not there. */
export type Method = 'phone' | 'twilio';

export function isStep(text: string | undefined): text is StepId {
  return ALL.some((step) => step === text);
}

export function stepsOf(method: Method): readonly StepId[] {
  return ALL.filter((step) => (step !== 'phone' && step !== 'twilio') || step === method);
}

export function stepAfter(step: StepId, method: Method): StepId {
  const steps = stepsOf(method);
  return steps[steps.indexOf(step) + 1] ?? 'finish';
}

export function stepBefore(step: StepId, method: Method): StepId | null {
  const steps = stepsOf(method);
  return steps[steps.indexOf(step) - 1] ?? null;
}

/** The way chosen before: what is connected; the phone where nothing is. */
export function methodOf(gateways: readonly GatewaySummary[]): Method {
  return gateways[0]?.kind ?? 'phone';
}

/** Where to begin: the first step that still needs somebody. */
export function firstOpen(settings: Settings, gateways: readonly GatewaySummary[]): StepId {
  if (settings.practice.name === '' || settings.practice.shortName === '') return 'practice';
  return gateways.length === 0 ? 'method' : 'test';
}

/** Continue waits for a connection, and for nothing else. */
export function mayGoOn(step: StepId, gateways: readonly GatewaySummary[]): boolean {
  return (step !== 'phone' && step !== 'twilio') || gateways.some(({ kind }) => kind === step);
}
