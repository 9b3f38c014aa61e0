/** A text from somebody to whom a free time was offered: the waitlist says what it means, here it is answered and shown. */
import type { Handling } from '../conversations/transitions.ts';
import { answerBySelf } from './autoAnswer.ts';
import { addEventLine } from './eventLine.ts';
import type { ReceivedText } from './receivedText.ts';

const EVENTS = { held: 'slotHeld', declined: 'slotDeclined', told: 'slotTaken', known: null, unclear: null } as const;

/** Null: no time was offered to this number, or the text is about something else. */
export function actOnOffer({ deps, tx, address, text, meaning, now }: ReceivedText): Handling | null {
  const became = deps.answerOffer?.(tx, { address, text, meaning, now }) ?? null;
  if (became === null) return null;
  const code = EVENTS[became];
  if (code !== null) addEventLine(deps, tx, text, code, {});
  if (became === 'told') {
    answerBySelf(deps, tx, text, { kind: 'slotTaken', answers: 'confirm', systemKind: null }, now);
  }
  // A held time is for a person to book.
  return became === 'held' || became === 'unclear' ? 'person' : 'handled';
}
