/**
 * Legal hold: what may not be deleted, redacted or overwritten (rules.md 12). Says whether a hold covers something; stops nothing itself.
 * The store asks the same question of many rows at once (store/repositories/held.ts); a test holds both against each other. Pure.
 */

export type HoldScope = 'person' | 'number' | 'period' | 'everything';

/** A hold that is not released. */
export interface ActiveHold {
  readonly id: string;
  readonly scope: HoldScope;
  /** Scope `person`. */
  readonly personId: string | null;
  /** Scopes `number` and `person`: E.164, as they were when the hold was placed. */
  readonly numbers: readonly string[];
  /** Scope `period`, UTC ms; `to` is exclusive, null: until the hold is released. */
  readonly from: number | null;
  readonly to: number | null;
}

/** What somebody wants to delete or change. */
export interface HoldSubject {
  readonly personIds: readonly string[];
  /** E.164. */
  readonly numbers: readonly string[];
  /** From when to when it reaches, UTC ms, both inclusive; null: it has no time of its own, and no period covers it. */
  readonly span: { readonly from: number; readonly to: number } | null;
}

/** The holds that cover any part of `subject`, in their order. */
export function holdsOn<H extends ActiveHold>(holds: readonly H[], subject: HoldSubject): readonly H[] {
  return holds.filter((hold) => covers(hold, subject));
}

function covers(hold: ActiveHold, { personIds, numbers, span }: HoldSubject): boolean {
  switch (hold.scope) {
    case 'everything':
      return true;
    case 'period':
      return span !== null && span.to >= (hold.from ?? 0) && (hold.to === null || span.from < hold.to);
    case 'person':
      return (
        (hold.personId !== null && personIds.includes(hold.personId)) ||
        hold.numbers.some((number) => numbers.includes(number))
      );
    case 'number':
      return hold.numbers.some((number) => numbers.includes(number));
  }
}
