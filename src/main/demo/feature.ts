/** The demo's procedures. Outside the demo every one of them says so. */
import type { DemoState } from '../../contract/demo.ts';
import { DomainError } from '../../contract/errors.ts';
import { MINUTE_MS } from '../domain/time.ts';
import type { FeatureHandlers } from '../features/feature.ts';
import { parsePhone } from '../domain/phoneNumber.ts';
import { practice } from './cast.ts';
import type { Demo } from './demo.ts';

/** `changed` tells the clients that the demo's state is another one. */
export function createDemoFeature(demo: Demo, changed: () => void): FeatureHandlers<'demo'> {
  const after = (): DemoState => {
    changed();
    return demo.state();
  };
  return {
    getState: () => demo.state(),
    advanceClock: async (_context, input) => {
      await demo.clock.advance(input.ms ?? Math.round((input.minutes ?? 0) * MINUTE_MS));
      return after();
    },
    setSpeed: (_context, input) => {
      demo.clock.setSpeed(input.speed);
      return after();
    },
    setFault: async (_context, input) => {
      await demo.setFault(input.fault, input.on);
      return after();
    },
    receiveText: (_context, input) => {
      const parsed = parsePhone(input.from, practice.country);
      demo.receiveText(parsed.ok ? parsed.e164 : input.from, input.body);
      return { done: true };
    },
    getSampleSchedule: () => demo.sample(),
  };
}

export function createAbsentDemoFeature(): FeatureHandlers<'demo'> {
  const absent = (): never => {
    throw new DomainError('NOT_AVAILABLE', 'This is only there in the demo. Start it with "npm run demo".');
  };
  return {
    getState: absent,
    advanceClock: absent,
    setSpeed: absent,
    setFault: absent,
    receiveText: absent,
    getSampleSchedule: absent,
  };
}
