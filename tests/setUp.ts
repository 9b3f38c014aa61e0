/** Runs at the head of every test file (vitest.config.ts). */
import { clearAwayAtEnds } from './fakes/testEnd.ts';

clearAwayAtEnds();
