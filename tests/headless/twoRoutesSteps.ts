/**
 * The script: forty steps of a practice's day, the same for both routes, in order. Where a route cannot do something by its nature, the step
 * looks for the honest refusal.
 */
import { AFTERNOON } from './twoRoutesAfternoon.ts';
import type { Step } from './twoRoutesLook.ts';
import { MORNING } from './twoRoutesMorning.ts';

export const STEPS: readonly Step[] = [...MORNING, ...AFTERNOON];
