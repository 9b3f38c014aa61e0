/** What a measure is to the runner. Types only. */
import type { FsyncFloor } from './fsyncFloor.ts';
import type { Row } from './row.ts';
import type { Stage } from './stage.ts';

export interface Bench {
  readonly stage: Stage;
  readonly floor: FsyncFloor;
  /** Smaller data and fewer rounds: to see that it works, not how fast it is. */
  readonly quick: boolean;
  /** `full` in a full run, `small` in a quick one. */
  count(full: number, small: number): number;
  /** A line for the person who waits; goes to stderr. */
  say(line: string): void;
}

/** Thrown by a measure that cannot be taken here; the table says why. */
export class NotMeasured extends Error {}

export interface Measure {
  /** For `--only`: lower case, dashes. */
  readonly name: string;
  run(bench: Bench): Promise<readonly Row[]> | readonly Row[];
}
