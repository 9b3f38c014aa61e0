/**
 * Walks through old rows in the order of their time, a few at a time, and adds up what a step did. Knows no table: what stands at a place and
 * what happens there is handed in.
 */
import type { RetentionPlace, RetentionStep } from '../privacyRepositories.ts';

/** Something old: a thread, a picture, a list. */
export interface OldThing extends RetentionPlace {
  /** The conversation that changes with it. */
  readonly touches: string | null;
  /** A legal hold covers the whole of it. */
  readonly held?: boolean;
}

/** What happened at one thing: rows removed or counted, rows that are held, and whether the walk may go on to the next thing. */
export interface Handled {
  readonly rows: number;
  readonly held: number;
  readonly finished: boolean;
}

/** So many things are read for one step; most of them need no work. */
export const THINGS_A_STEP = 40;

/** `find` reads things after a place, in order; `handle` may touch at most `room` rows of one. */
export function walk(
  find: (after: RetentionPlace, limit: number) => readonly OldThing[],
  handle: (thing: OldThing, room: number) => Handled,
  from: RetentionPlace | null,
  most: number,
): RetentionStep {
  const things = find(from ?? START, THINGS_A_STEP);
  const touched: string[] = [];
  let place = from;
  let rows = 0;
  let held = 0;
  for (const thing of things) {
    if (rows >= most) return { rows, held, next: place ?? START, touched };
    const done = handle(thing, most - rows);
    rows += done.rows;
    if (done.rows > 0 && thing.touches !== null) touched.push(thing.touches);
    if (!done.finished) return { rows, held, next: place ?? START, touched };
    held += done.held;
    place = { at: thing.at, id: thing.id };
  }
  return { rows, held, next: things.length < THINGS_A_STEP ? null : place, touched };
}

const START: RetentionPlace = { at: -1, id: '' };
