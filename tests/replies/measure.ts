/** Counts how well reply understanding does on examples: by class, clear opt-outs, and what is done without a person. Pure. */
import { ReplyClass } from '../../src/contract/replies.ts';
import type { ReplyClassification, ReplyContext } from '../../src/contract/replies.ts';
import { contextOf } from './sample.ts';
import type { Example } from './sample.ts';

export interface Share {
  readonly right: number;
  readonly of: number;
}

export interface Measured {
  readonly rightClass: Share;
  readonly byClass: readonly { readonly name: ReplyClass; readonly precision: Share; readonly recall: Share }[];
  /** Clear wishes to stop that are in the ledger at once. */
  readonly clearOptOuts: Share;
  /** Clear wishes to stop after which nothing automatic leaves: in the ledger, paused for a person, or the number suspended. */
  readonly quietAfterOptOut: Share;
  /** Things done without a person that a careful person would have done, too. */
  readonly automatic: Share;
  /** Texts that may mean "stop" and at least pause. */
  readonly doubtfulHeld: Share;
  /** The price: texts that mean something else, that a person reads anyway, and after which automatic texts wait. */
  readonly othersHeld: Share;
  readonly misses: readonly Miss[];
}

export interface Miss {
  readonly example: Example;
  readonly meaning: ReplyClassification;
  readonly why: 'class' | 'opt-out' | 'automatic' | 'hold';
}

type Classify = (text: string, context: ReplyContext) => ReplyClassification;

export function measure(examples: readonly Example[], classify: Classify): Measured {
  const seen = examples.map((example) => ({ example, meaning: classify(example.text, contextOf(example)) }));
  const share = (of: readonly Seen[], right: (one: Seen) => boolean): Share => ({
    right: of.filter(right).length,
    of: of.length,
  });
  const clear = seen.filter(({ example }) => example.clear);
  const acting = seen.filter(({ meaning }) => actsAlone(meaning));
  const doubtful = seen.filter(({ example }) => example.care === 'hold');
  const others = seen.filter(
    ({ example, meaning }) =>
      !['opt_out', 'wrong_number'].includes(example.class) &&
      example.care === undefined &&
      meaning.needsPerson &&
      !meaning.recordsOptOut,
  );
  return {
    rightClass: share(seen, hasRightClass),
    byClass: ReplyClass.options.map((name) => ({
      name,
      precision: share(
        seen.filter(({ meaning }) => meaning.primary === name),
        hasRightClass,
      ),
      recall: share(
        seen.filter(({ example }) => example.class === name),
        hasRightClass,
      ),
    })),
    clearOptOuts: share(clear, ({ meaning }) => meaning.recordsOptOut),
    quietAfterOptOut: share(clear, isQuiet),
    automatic: share(acting, isRightAlone),
    doubtfulHeld: share(doubtful, isQuiet),
    othersHeld: share(others, ({ meaning }) => meaning.action === 'flag_hold'),
    misses: seen.flatMap((one) => {
      const why = whyMissed(one);
      return why === null ? [] : [{ ...one, why }];
    }),
  };
}

interface Seen {
  readonly example: Example;
  readonly meaning: ReplyClassification;
}

function hasRightClass({ example, meaning }: Seen): boolean {
  return meaning.primary === example.class;
}

/** In the ledger, paused for a person, or the number is suspended: nothing automatic leaves any more. */
function isQuiet({ meaning }: Seen): boolean {
  return meaning.recordsOptOut || ['flag_hold', 'suspend_number', 'hold_person'].includes(meaning.action);
}

/** Something happens, or nobody is shown the text. An alarm is no such thing: a false one is accepted (rules.md 14.2 row 1). */
function actsAlone({ action, recordsOptOut }: ReplyClassification): boolean {
  return recordsOptOut || !(action === 'flag' || action === 'flag_hold' || action === 'flag_urgent');
}

function isRightAlone({ example, meaning }: Seen): boolean {
  const truth = [example.class, ...example.also];
  if (meaning.recordsOptOut && !truth.includes('opt_out')) return false;
  switch (meaning.action) {
    case 'confirm_appt':
      return example.class === 'confirm' && example.complete;
    case 'optin':
      return example.class === 'opt_in' && example.complete;
    case 'help':
      return example.class === 'help' && example.complete;
    case 'log':
      return example.complete;
    case 'suspend_number':
      // Who has the wrong number and wants no more texts may be labelled as either.
      return truth.includes('wrong_number') || truth.includes('opt_out');
    case 'hold_person':
      return example.care !== undefined;
    default:
      return true;
  }
}

function whyMissed(one: Seen): Miss['why'] | null {
  if (one.example.clear && !one.meaning.recordsOptOut) return 'opt-out';
  if (actsAlone(one.meaning) && !isRightAlone(one)) return 'automatic';
  if (!hasRightClass(one)) return 'class';
  return one.example.care === 'hold' && !isQuiet(one) ? 'hold' : null;
}
