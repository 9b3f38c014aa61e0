/** What stands under a bubble about its way to the patient. Pure: state in, which sentence out. */
import type { Message } from '../../../contract.ts';
import { isInUndoTime, isPutOff } from './timelineItems.ts';

/** What a person can do about a text in this state. */
export type BubbleAction = 'tryAgain' | 'fixNumber' | 'edit' | 'cancel' | 'settle';

/** Reasons that trying again cannot help. */
const NUMBER_IS_WRONG: readonly string[] = [
  'NUMBER_INVALID',
  '21211',
  '21614',
  '30005',
  '30006',
  'numberInvalid',
  'invalidNumber',
  'landline',
];
const HOPELESS: readonly string[] = [
  'OPTED_OUT_ALL',
  'OPTED_OUT_PERSON',
  'OPTED_OUT_PURPOSE',
  'PROVIDER_OPTOUT',
  '21610',
];

/** The actions under `message`, the likeliest first. */
export function actionsFor(message: Message, now: number): readonly BubbleAction[] {
  if (message.direction !== 'out') return [];
  const code = message.reason?.code ?? '';
  switch (message.status) {
    case 'failed':
    case 'undelivered':
    case 'expired':
      if (NUMBER_IS_WRONG.includes(code)) return ['fixNumber'];
      return HOPELESS.includes(code) ? [] : ['tryAgain'];
    case 'needsReview':
      return ['settle'];
    case 'held':
      return message.kind === 'text' ? ['edit', 'cancel'] : ['cancel'];
    case 'queued':
      if (isInUndoTime(message, now)) return [];
      return isPutOff(message, now) && message.kind === 'text' ? ['edit', 'cancel'] : ['cancel'];
    default:
      return [];
  }
}

/** The reason without the state it repeats: "Not sent. The phone had no signal." under "Not sent". */
export function reasonWords(message: Message, stateWords: string): string | null {
  const text = message.reason?.text.trim() ?? '';
  const rest = text.startsWith(`${stateWords}.`) ? text.slice(stateWords.length + 1).trim() : text;
  return rest === '' ? null : rest;
}
