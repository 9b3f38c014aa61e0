/**
 * Legal hold in SQL, for questions about many rows at once; domain/privacy/legalHold.ts is the rule, and a test holds both against each
 * other. Holds are few: each row asks them all.
 */

const CURRENT = 'SELECT 1 FROM legal_hold h WHERE h.released_at IS NULL';

/** The columns of the row that is asked about; a string is put into the statement as it stands. */
export interface HeldColumns {
  /** Column of the number, E.164 or any other sender; null: it has none. */
  readonly address: string;
  /** Column of the person; `NULL` where there is none. */
  readonly person: string;
  /** Columns or values between which the row lies in time, both inclusive. */
  readonly from: string;
  readonly to: string;
}

/** A condition that is true for rows which a hold covers. */
export function isHeld({ address, person, from, to }: HeldColumns): string {
  return `EXISTS (${CURRENT} AND (h.scope = 'everything'
    OR (h.scope = 'period' AND ${to} >= h.from_at AND (h.to_at IS NULL OR ${from} < h.to_at))
    OR (h.scope = 'person' AND (h.person_id = ${person}
        OR EXISTS (SELECT 1 FROM person_number pn WHERE pn.number = ${address} AND pn.person_id = h.person_id)))
    OR (h.scope IN ('person', 'number')
        AND EXISTS (SELECT 1 FROM legal_hold_number hn WHERE hn.hold_id = h.id AND hn.number = ${address}))))`;
}

/** Of a text `m` in the conversation `c`. */
export const TEXT_IS_HELD = isHeld({
  address: 'c.address',
  person: 'm.person_id',
  from: 'm.created_at',
  to: 'm.created_at',
});

/** What names many people, or proves what was done with all of them, stays while anything is held. */
export const ANY_HOLD = 'SELECT 1 FROM legal_hold WHERE released_at IS NULL LIMIT 1';
