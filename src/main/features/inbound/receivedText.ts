/** An incoming text with everything that was found out about it, as the actions get it. Types only. */
import type { ReplyClassification } from '../../../contract/replies.ts';
import type { MessageRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import type { FireRule } from '../autoReplies/hook.ts';
import type { QueueDeps } from '../messages/queueText.ts';
import type { Question } from './question.ts';

/** What became of a text from somebody to whom a free time may have been offered; null: it is about something else. */
export type AnswerOffer = (
  tx: WriteTx,
  from: {
    readonly address: string;
    readonly text: MessageRecord;
    readonly meaning: ReplyClassification;
    readonly now: number;
  },
) => 'held' | 'declined' | 'told' | 'known' | 'unclear' | null;

/** What acting on a text needs; without `fireRule` there are no rules of the practice, without `answerOffer` no free times are offered. */
export type ActDeps = QueueDeps & { readonly fireRule?: FireRule; readonly answerOffer?: AnswerOffer };

export interface ReceivedText {
  readonly deps: ActDeps;
  readonly tx: WriteTx;
  /** The number it came from; or a sender's name, with which nothing is done but showing it. */
  readonly address: string;
  readonly text: MessageRecord;
  readonly question: Question;
  readonly meaning: ReplyClassification;
  /** The network has answered this text by itself. */
  readonly answered: boolean;
  readonly now: number;
}
