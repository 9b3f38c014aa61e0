/** What stands under a bubble about its way to the patient. Pure: state in, which sentence and which buttons out. */
import type { Message } from '../../../contract.ts';
import { offersFor } from './failureOffers.ts';
import type { FailureOffer } from './failureOffers.ts';
import { isInUndoTime, isPutOff } from './timelineItems.ts';

/** What a person can do about a text in this state. `takeBack`: it lies at a gateway, which is asked. */
export type BubbleAction = FailureOffer | 'edit' | 'cancel' | 'takeBack' | 'settle' | 'details';

/** A text that has been at a gateway for so long may still be taken back; before, the button would only flicker. */
const WORTH_ASKING_MS = 8_000;

/** The actions under `message`, the likeliest first. */
export function actionsFor(message: Message, now: number): readonly BubbleAction[] {
  if (message.direction !== 'out') return [];
  const { reason } = message;
  switch (message.status) {
    case 'failed':
    case 'undelivered':
    case 'expired':
      return [...failedOffers(message), 'details'];
    case 'needsReview':
      return ['settle', 'details'];
    case 'held':
      return message.kind === 'text' ? ['edit', 'cancel'] : ['cancel'];
    case 'queued':
      if (isInUndoTime(message, now)) return [];
      return isPutOff(message, now) && message.kind === 'text' ? ['edit', 'cancel'] : ['cancel'];
    case 'scheduled':
      // Past its time it is out, or nobody can get it back any more.
      return (message.notBefore ?? now) > now && reason?.code !== 'takingBack' ? ['takeBack'] : [];
    case 'sending':
      // Nobody knows where it is: it is asked after by itself, and then a person decides.
      if (reason?.code === 'checking') return [];
      return now - Math.max(message.createdAt, message.notBefore ?? 0) > WORTH_ASKING_MS ? ['takeBack'] : [];
    default:
      return [];
  }
}

function failedOffers({ reason, eventData }: Message): readonly FailureOffer[] {
  const offers = offersFor(reason?.code ?? '');
  // The digits of a one-time code are known to nobody: a new one is sent instead, where numbers are checked.
  return eventData?.['oneTimeCode'] === undefined ? offers : offers.filter((offer) => offer !== 'tryAgain');
}

export interface StatedReason {
  /** The state as the reason has it, "Not delivered"; null: the status' own words stand. */
  readonly state: string | null;
  readonly reason: string | null;
}

/** Reasons of the core begin with the state they are about, and are nearer to it than the status: "Not delivered. A landline." */
const STATED = /^(Not sent|Not delivered|Waiting|Too late to be useful, not sent)\.\s*/;

/** The reason of `message`, parted from the state it begins with: so that no line says a state twice, or two states. */
export function statedReason({ reason }: Pick<Message, 'reason'>): StatedReason {
  const text = reason?.text.trim() ?? '';
  const match = STATED.exec(text);
  const rest = match ? text.slice(match[0].length) : text;
  return { state: match?.[1] ?? null, reason: rest === '' ? null : rest };
}

/** What the person wrote, without the lines the core added. */
export function writtenBody({ body, eventData }: Message): string {
  return eventData?.['written'] ?? body;
}
