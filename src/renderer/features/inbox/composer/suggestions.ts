/** Which templates may fit now: simple rules over the visit and the words of the last text. Never sent unread. Pure. */
import type { ConversationRow, Message, Template } from '../../../contract.ts';

export const MOST_SUGGESTED = 3;

type Category = Template['category'];

interface Rule {
  readonly category: Category;
  readonly when: RegExp;
}

const BY_WORDS: readonly Rule[] = [
  {
    category: 'reschedule',
    when: /\b(move|resched|another (day|time)|different (day|time)|later|earlier|instead|change)/i,
  },
  { category: 'directions', when: /\b(where|direction|address|park|parking|map|find you|lost|turn)\b/i },
  { category: 'cancellation', when: /\b(cancel|can'?t (come|make)|cannot (come|make)|won'?t (come|make))/i },
  { category: 'payment', when: /\b(pay|bill|invoice|cost|price|insurance|copay)\b/i },
  { category: 'prescriptionReady', when: /\b(prescription|refill|pharmacy|medicine|medication|pick ?up)\b/i },
  { category: 'resultsReady', when: /\b(result|results|lab|labs|test)\b/i },
  { category: 'confirmation', when: /\b(confirm|yes|ok|okay|see you|booked|\d{1,2}(:\d\d)? ?(am|pm)?)\b/i },
];
const BY_REPLY: Readonly<Partial<Record<NonNullable<ConversationRow['visitReply']>, readonly Category[]>>> = {
  newTime: ['confirmation', 'reschedule'],
  cancelled: ['cancellation', 'reschedule'],
  confirmed: ['directions'],
};

export interface SuggestionInput {
  readonly templates: readonly Template[];
  readonly row: Pick<ConversationRow, 'visitReply' | 'nextVisitAt'>;
  /** The newest text of the patient, when nobody has answered it. */
  readonly lastIncoming: Pick<Message, 'body'> | undefined;
}

/** At most three, the likeliest first; none while nobody waits for an answer. */
export function suggestTemplates({ templates, row, lastIncoming }: SuggestionInput): readonly Template[] {
  if (!lastIncoming) return [];
  const wanted: Category[] = [
    ...(row.visitReply === null ? [] : (BY_REPLY[row.visitReply] ?? [])),
    ...BY_WORDS.filter(({ when }) => when.test(lastIncoming.body)).map(({ category }) => category),
    ...(row.nextVisitAt === null ? [] : (['directions'] as const)),
    'general',
  ];
  return [...new Set(wanted)]
    .flatMap((category) => templates.filter((template) => template.category === category).slice(0, 1))
    .slice(0, MOST_SUGGESTED);
}
