/** The practice in a box: only there in `--demo`, where nothing can reach a real person. */
import { z } from 'zod';
import { Instant } from './common.ts';
import { command, Done, query } from './procedure.ts';
import { everyone } from './roles.ts';

export const DemoFault = z.enum(['internetOff', 'phoneAsleep', 'phoneDeaf', 'pcAsleep', 'twilioDown']);
export type DemoFault = z.infer<typeof DemoFault>;

export const DemoState = z.object({
  now: Instant,
  /** Virtual milliseconds per real one: 1 is real time. */
  speed: z.number(),
  faults: z.array(DemoFault),
  /** The sample schedule that a person can import by hand: name and content. */
  sample: z.object({ fileName: z.string(), path: z.string() }),
  textsOnAir: z.int(),
});
export type DemoState = z.infer<typeof DemoState>;

export const demo = {
  getState: query({ roles: everyone, input: z.strictObject({}), output: DemoState }),
  /** Jumps forward, ringing every bell on the way. */
  advanceClock: command({
    roles: everyone,
    input: {
      ms: z
        .int()
        .min(0)
        .max(90 * 86_400_000)
        .optional(),
      minutes: z.number().min(0).max(129_600).optional(),
    },
    output: DemoState,
  }),
  setSpeed: command({ roles: everyone, input: { speed: z.number().min(0).max(3600) }, output: DemoState }),
  setFault: command({ roles: everyone, input: { fault: DemoFault, on: z.boolean() }, output: DemoState }),
  /** Lets an invented patient write, now. */
  receiveText: command({
    roles: everyone,
    input: { from: z.string().max(40), body: z.string().min(1).max(1600) },
    output: Done,
  }),
  getSampleSchedule: query({
    roles: everyone,
    input: z.strictObject({}),
    output: z.object({ fileName: z.string(), content: z.string() }),
  }),
};
