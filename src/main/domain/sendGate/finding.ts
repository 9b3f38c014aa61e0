/** What a rule of the send gate is, and how it says what it found. */
import type { GateCode, GateFinding, Severity } from '../../../contract/gate.ts';
import type { Facts } from './facts.ts';

/** What a rule says; the table adds the rule id, the words and whether a person may confirm it. */
export interface Finding {
  readonly code: GateCode;
  readonly decision: Exclude<Severity, 'allow'>;
  /** When this reason alone would be gone, UTC ms. */
  readonly until?: number | null;
  readonly params?: GateFinding['params'];
}

/** A rule looks at the facts and names every reason against sending that it knows. Pure. */
export type Rule = (facts: Facts) => readonly Finding[];

export const NOTHING: readonly Finding[] = [];

export function block(code: GateCode, params?: GateFinding['params']): readonly Finding[] {
  return [params === undefined ? { code, decision: 'block' } : { code, decision: 'block', params }];
}

export function confirm(code: GateCode, params?: GateFinding['params']): readonly Finding[] {
  return [params === undefined ? { code, decision: 'confirm' } : { code, decision: 'confirm', params }];
}
