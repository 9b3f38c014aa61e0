/** The two streams of a command: answers on stdout, everything else on stderr. */
import { writeSync } from 'node:fs';
import type { ErrorShape } from '../../contract/errors.ts';

export interface Output {
  /** One line of the answer. */
  answer(line: string): void;
  /** One line for a person beside the answer. */
  note(line: string): void;
}

/** The streams of this process. Written at once, so nothing is cut off when the process ends. */
export function createOutput(): Output {
  return { answer: (line) => writeAll(1, `${line}\n`), note: (line) => writeAll(2, `${line}\n`) };
}

/** A refusal as scripts read it. */
export function errorLine(error: ErrorShape): string {
  return JSON.stringify({ error });
}

function writeAll(stream: 1 | 2, text: string): void {
  let rest = Buffer.from(text, 'utf8');
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(stream, rest));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      // A full pipe: its reader is slow, try again. A closed one: nobody wants the rest.
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
    }
  }
}
