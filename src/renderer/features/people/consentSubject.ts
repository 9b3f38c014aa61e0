/** Whom a statement about consent is about. */
import type { CanText } from '../../contract.ts';

export interface ConsentSubject {
  /** Null: whoever answers on the number. */
  readonly personId: string | null;
  /** E.164; null where there is none. */
  readonly number: string | null;
  /** As people write it. */
  readonly display: string;
  /** "Maria". */
  readonly name: string;
  readonly canText: CanText;
  /** What they are texted about, and so agreed to; left out: care. */
  readonly purpose?: 'care' | 'employee';
}

/** What a form about them is kept under (state/useKept.ts). */
export function keyOf({ personId, number }: ConsentSubject, form: 'recording' | 'grant' | 'optOut'): string {
  return `consent.${form}.${personId ?? number ?? ''}`;
}
