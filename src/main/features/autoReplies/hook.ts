/** What the inbound feature asks the practice's rules about a text, and what it hears. Types only. */
import type { AutoReplyDefinition } from '../../../contract/autoReplies.ts';
import type { ReplyClassification } from '../../../contract/replies.ts';
import type { MessageRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';

export interface TextForRules {
  /** Stored already. */
  readonly text: MessageRecord;
  readonly address: string;
  readonly meaning: ReplyClassification;
  /** Our question about exactly one visit is open, and the text may be a yes to it. */
  readonly confirmable: boolean;
  /** Of anyone on the number, UTC ms. */
  readonly nextVisitAt: number | null;
  readonly known: boolean;
  readonly optedOut: boolean;
  readonly now: number;
}

export interface FiredRule {
  readonly ruleId: string;
  readonly mark: AutoReplyDefinition['mark'];
  /** `todo` also where the rule wanted an answer and none could be given. */
  readonly move: AutoReplyDefinition['move'];
  /** The rule has answered one number too often and was stopped. */
  readonly stopped: boolean;
}

/** Fires the first rule that fits: answers where the guards and the gate let it, and counts. Null: no rule fits, or none may be asked. */
export type FireRule = (tx: WriteTx, incoming: TextForRules) => FiredRule | null;
