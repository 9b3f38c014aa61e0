/** Which number is checked, and who is asked to read the code out. */
export interface NumberSubject {
  /** Null: whoever answers on the number. */
  readonly personId: string | null;
  /** E.164. */
  readonly number: string;
  /** As people write it. */
  readonly display: string;
  /** "Maria". */
  readonly name: string;
}
