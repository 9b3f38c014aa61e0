/** Lets the invented patients answer: listens to what reaches their handsets by any line, and texts back by the same one after a while. */
import type { Random, Timers } from '../platform/ports.ts';
import { answerTo } from './answers.ts';
import { cast, numberOf } from './cast.ts';

/** One way to the patients: the simulated phone, or the simulated Twilio. */
export interface Line {
  /** Told of each text that reached a handset; returns the function that ends it. */
  onSent(listener: (text: { readonly to: string; readonly body: string }) => void): () => void;
  /** Somebody texts the clinic by this line. */
  answer(from: string, body: string): void;
}

/** Returns the function that sends everybody home. */
export function bringPatients(
  deps: { readonly timers: Timers; readonly random: Random },
  lines: readonly Line[],
): () => void {
  const stopped = new Set<string>();
  const ends = lines.map((line) =>
    line.onSent((text) => {
      const member = cast.find((person) => numberOf(person.line) === text.to);
      if (member === undefined || stopped.has(text.to)) return;
      const answer = answerTo(member.habit, text.body, deps.random.fraction());
      if (answer === null) return;
      if (answer.text === 'STOP') stopped.add(text.to);
      deps.timers.after(answer.afterMs, () => line.answer(text.to, answer.text));
    }),
  );
  return () => {
    for (const end of ends) end();
  };
}
