/** The steps of the first run, in order, and which of them are done by what the core knows. Pure. */
import type { GatewaySummary, Settings } from '../../contract.ts';

export const STEPS = ['practice', 'method', 'phone', 'test', 'hours', 'finish'] as const;
export type StepId = (typeof STEPS)[number];

export function isStep(text: string | undefined): text is StepId {
  return STEPS.some((step) => step === text);
}

export function stepAfter(step: StepId): StepId {
  return STEPS[STEPS.indexOf(step) + 1] ?? 'finish';
}

export function stepBefore(step: StepId): StepId | null {
  return STEPS[STEPS.indexOf(step) - 1] ?? null;
}

/** Where to begin: the first step that still needs somebody. */
export function firstOpen(settings: Settings, gateways: readonly GatewaySummary[]): StepId {
  if (settings.practice.name === '' || settings.practice.shortName === '') return 'practice';
  return gateways.length === 0 ? 'phone' : 'test';
}
