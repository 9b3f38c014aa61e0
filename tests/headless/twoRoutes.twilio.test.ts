/** The script of forty steps where the practice prefers Twilio. */
import { describeDay } from './twoRoutesScript.ts';

describeDay('twilio');
