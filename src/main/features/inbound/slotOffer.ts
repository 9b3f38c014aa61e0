/** A text from somebody to whom a free time was offered: the waitlist says what it means, here it is answered and shown. */
import type { ReplyClassification } from '../../../contract/replies.ts';
import type { MessageRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import type { Handling } from '../conversations/transitions.ts';
import { answerBySelf } from './autoAnswer.ts';
import { addEventLine } from './eventLine.ts';
import type { ReceivedText } from './receivedText.ts';

/** What became of the text; null: it is about something else. */
export type AnswerOffer = (
  tx: WriteTx,
  from: {
    readonly address: string;
    readonly text: MessageRecord;
    readonly meaning: ReplyClassification;
    readonly now: number;
  },
) => 'held' | 'declined' | 'told' | 'known' | 'unclear' | null;

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
