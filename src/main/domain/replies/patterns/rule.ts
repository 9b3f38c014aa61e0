/** A named pattern: the id goes to the audit, the expression is matched against the matching copy. */
export interface PatternRule {
  readonly id: string;
  readonly pattern: RegExp;
}

export const rule = (id: string, pattern: RegExp): PatternRule => ({ id, pattern });

/** The ids of the rules that match. */
export function matching(rules: readonly PatternRule[], text: string): readonly string[] {
  return rules.filter(({ pattern }) => pattern.test(text)).map(({ id }) => id);
}
