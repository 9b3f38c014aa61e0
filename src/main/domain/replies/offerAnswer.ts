/** The answer to "an earlier time is free": only a text that is nothing but a yes or a no counts. Pure. */
import type { ReplyContext } from '../../../contract/replies.ts';
import { normalise } from './normalise.ts';
import { GOOD_EMOJI, NO_EMOJI, NO_WORDS } from './patterns/keywords.ts';
import { isPlainYes } from './plainAnswer.ts';

export type OfferAnswer = 'yes' | 'no' | 'unclear';

const NOTHING_ASKED: ReplyContext = { prompt: 'none', keys: {}, openAppointments: 0, optedOut: false, names: [] };
/** A yes to a time that is offered, beside the plain ones. */
const TAKES_IT =
  /^(?:yes |ok |si )?(?:ill take it|i will take it|i want it|ill have it|lo tomo|lo quiero|la tomo|la quiero|me sirve)$/;
const LEAVES_IT =
  /^(?:no )?(?:i cant|cant|cannot|cant make it|i cant make it|not this time|pass|ill pass|keep my (?:appointment|visit|time)|no puedo|no me sirve|paso)$/;

/** What `text` answers to an offer of a time. */
export function offerAnswer(text: string): OfferAnswer {
  const message = normalise(text);
  if (/[?\u00bf]/.test(message.text)) return 'unclear';
  if (isPlainYes(message, NOTHING_ASKED)) return 'yes';
  const goodOnly = message.emoji.every((emoji) => GOOD_EMOJI.has(emoji));
  if (goodOnly && TAKES_IT.test(message.core)) return 'yes';
  if (message.core === '' && message.emoji.length > 0 && message.emoji.every((emoji) => NO_EMOJI.has(emoji)))
    return 'no';
  return NO_WORDS.has(message.core) || LEAVES_IT.test(message.core) ? 'no' : 'unclear';
}
