/** What staff read about a text that waits for a limit of its line. Told once, so without a time that would grow old. Data, and one look-up. */
import type { Reason } from '../../../contract/common.ts';
import type { LineLimit } from './limits.ts';

const WORDS: Readonly<Record<LineLimit, (line: string) => string>> = {
  halfHourFull: (line) =>
    `Waiting. ${line} has sent as many texts as Android allows in half an hour. This leaves by itself when there is room.`,
  recipientsFull: (line) =>
    `Waiting. ${line} has texted as many different people today as a SIM card should. This leaves after midnight.`,
  sameText: () =>
    'Waiting. The same words went to many people in the last hour, which networks take for spam. This leaves by itself within an hour or so.',
  sendsFail: (line) =>
    `Waiting. Several texts in a row failed on ${line}. One is tried every 15 minutes; the rest follow as soon as one goes out.`,
};

export function limitReason(code: LineLimit, line: string): Reason {
  return { code, text: WORDS[code](line) };
}
