/**
 * Which of the practice's rules fits a text: the first that is on and whose words and conditions all hold. Pure; the same rules and
 * facts always give the same answer, and every rule that does not fire says why. Whether rules are asked at all is eligible.ts.
 */
import type { AutoReplyCondition, AutoReplyDefinition, AutoReplyOutcome } from '../../../contract/autoReplies.ts';
import { DAY_MS } from '../time.ts';
import { comparable, wordsFit } from './words.ts';

/** A rule as it is evaluated. */
export interface EvaluatedRule {
  readonly id: string;
  readonly enabled: boolean;
  readonly stopped: boolean;
  readonly definition: AutoReplyDefinition;
}

export interface RuleFacts {
  readonly text: string;
  readonly now: number;
  /** Start of the next booked visit of anyone on the number, UTC ms; null: there is none. */
  readonly nextVisitAt: number | null;
  /** Whether the practice is open now; null: nobody has said when it is. */
  readonly open: boolean | null;
  readonly known: boolean;
  /** Our question about exactly one visit is open, and nothing in the text speaks against a yes. */
  readonly confirmable: boolean;
}

/** The outcome of each rule, in order; at most one fires. */
export function evaluateRules(rules: readonly EvaluatedRule[], facts: RuleFacts): readonly AutoReplyOutcome[] {
  const text = comparable(facts.text);
  let fired = false;
  return rules.map((rule) => {
    const outcome = judge(rule, text, facts);
    if (outcome.result !== 'fires') return outcome;
    const first = !fired;
    fired = true;
    return first ? outcome : { ...outcome, result: 'after' };
  });
}

function judge(rule: EvaluatedRule, text: string, facts: RuleFacts): AutoReplyOutcome {
  const { id, definition } = rule;
  const because = (result: AutoReplyOutcome['result'], condition: number | null = null): AutoReplyOutcome => ({
    ruleId: id,
    result,
    condition,
  });
  if (!rule.enabled) return because('off');
  if (rule.stopped) return because('stopped');
  if (!wordsFit(definition, text)) return because('words');
  const unmet = definition.conditions.findIndex((condition) => !holds(condition, facts));
  if (unmet !== -1) return because('condition', unmet);
  if (definition.mark === 'confirmed' && !(definition.how === 'exactly' && facts.confirmable)) {
    return because('noOpenQuestion');
  }
  return because('fires');
}

function holds(condition: AutoReplyCondition, { nextVisitAt, now, open, known }: RuleFacts): boolean {
  switch (condition.kind) {
    case 'visitWithin':
      return nextVisitAt !== null && nextVisitAt > now && nextVisitAt - now <= condition.days * DAY_MS;
    case 'noVisit':
      return nextVisitAt === null;
    case 'outsideHours':
      return open === false;
    case 'insideHours':
      return open === true;
    case 'knownPerson':
      return known;
    case 'unknownNumber':
      return !known;
  }
}
