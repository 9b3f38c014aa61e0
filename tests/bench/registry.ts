/** Every measure, in the order of the table. The cheap and pure ones come first. */
import type { Measure } from './lib/measure.ts';
import { activity } from './measures/activity.ts';
import { adding } from './measures/adding.ts';
import { commit } from './measures/commit.ts';
import { crowd } from './measures/crowd.ts';
import { dispatch } from './measures/dispatch.ts';
import { forecast } from './measures/forecast.ts';
import { hooks } from './measures/hooks.ts';
import { importing } from './measures/import.ts';
import { inbound } from './measures/inbound.ts';
import { inbox } from './measures/inbox.ts';
import { mainThread } from './measures/mainThread.ts';
import { overdue } from './measures/overdue.ts';
import { planner } from './measures/planner.ts';
import { rules } from './measures/rules.ts';
import { screen } from './measures/screen.ts';
import { search } from './measures/search.ts';
import { startUp } from './measures/startUp.ts';
import { thread } from './measures/thread.ts';

export const measures: readonly Measure[] = [
  rules,
  inbox,
  thread,
  search,
  activity,
  commit,
  dispatch,
  overdue,
  planner,
  forecast,
  inbound,
  hooks,
  importing,
  adding,
  crowd,
  mainThread,
  startUp,
  screen,
];
