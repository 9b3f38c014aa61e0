/** Lets the invented patients answer: listens to what the simulated phone puts on air, and texts back after a while. */
import type { Random, Timers } from '../platform/ports.ts';
import { answerTo } from './answers.ts';
import { cast, numberOf } from './cast.ts';
import type { PhoneSimulator } from './phone/handle.ts';

/** Returns the function that sends everybody home. */
export function bringPatients(
  deps: { readonly timers: Timers; readonly random: Random },
  phone: PhoneSimulator,
): () => void {
  const stopped = new Set<string>();
  return phone.onSent((text) => {
    const member = cast.find((person) => numberOf(person.line) === text.to);
    if (member === undefined || stopped.has(text.to)) return;
    const answer = answerTo(member.habit, text.body, deps.random.fraction());
    if (answer === null) return;
    if (answer.text === 'STOP') stopped.add(text.to);
    deps.timers.after(answer.afterMs, () => {
      phone.inject(text.to, answer.text);
    });
  });
}
