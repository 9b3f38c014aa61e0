/** "Try it": which rule a text would fire, and why not the others. Reads only, and asks the very same functions as firing does. */
import { evaluateRules } from '../../domain/autoReplies/evaluate.ts';
import { mayMeanYes, systemClaim } from '../../domain/autoReplies/eligible.ts';
import type { ReplyContext } from '../../../contract/replies.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { ReadTx } from '../../store/store.ts';
import type { OutputOf, ParsedInputOf } from '../feature.ts';
import { asEvaluated } from './fire.ts';
import { isOpenNow } from './hours.ts';
import type { AutoRepliesDeps } from './rules.ts';

export function tryRule(
  { replies }: Pick<AutoRepliesDeps, 'replies'>,
  tx: ReadTx,
  { text, personId, asked }: ParsedInputOf<'autoReplies.tryRule'>,
  now: number,
): OutputOf<'autoReplies.tryRule'> {
  const meaning = replies.classify(text, contextOf(asked));
  const system = systemClaim(text, meaning);
  const person = personId === undefined ? undefined : tx.people.get(personId);
  const outcomes = evaluateRules(tx.autoReplies.rules().map(asEvaluated), {
    text,
    now,
    nextVisitAt: nextVisit(tx, personId, now) ?? (asked ? now + DAY_MS : null),
    known: person !== undefined || asked,
    open: isOpenNow(tx, now),
    confirmable: asked && mayMeanYes(meaning),
  });
  const fired = outcomes.find(({ result }) => result === 'fires');
  return { system, ruleId: system === null ? (fired?.ruleId ?? null) : null, outcomes: [...outcomes] };
}

function nextVisit(tx: ReadTx, personId: string | undefined, now: number): number | null {
  return personId === undefined ? null : (tx.appointments.upcomingOf(personId, now)[0]?.startsAt ?? null);
}

function contextOf(asked: boolean): ReplyContext {
  const keys = { C: 'confirm', R: 'reschedule', X: 'cancel' } as const;
  return asked
    ? { prompt: 'appointment', keys, openAppointments: 1, optedOut: false, names: [] }
    : { prompt: 'none', keys: {}, openAppointments: 0, optedOut: false, names: [] };
}
