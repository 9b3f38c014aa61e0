/** The script of forty steps where the practice prefers the phone on the counter. */
import { describeDay } from './twoRoutesScript.ts';

describeDay('phone');
