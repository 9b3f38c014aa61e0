/**
 * The send gate: the one function every outgoing text passes, when queued, when sent, and after every delay.
 * Pure: no clock, no I/O; the same input always gives the same answer (rules.md 13.1).
 */
import type { GateDecision, GateFinding, GateInput, Severity } from '../../../contract/gate.ts';
import { linesToAppend } from './append.ts';
import type { Facts } from './facts.ts';
import type { Finding } from './finding.ts';
import { gatherFacts } from './gather.ts';
import { CONFIRMABLE, TABLE } from './table.ts';
import { STAFF_WORDS } from './words.ts';

const RANK: Readonly<Record<Severity, number>> = { allow: 0, delay: 1, confirm: 2, block: 3 };

/**
 * Decides whether a text may go now. Collects every finding; the most severe decides (block > confirm > delay > allow),
 * the first of that severity in table order gives the code.
 */
export function decide(input: GateInput): GateDecision {
  const facts = gatherFacts(input);
  const findings = TABLE.flatMap(({ rule, ruleId }) => rule(facts).map((found) => present(found, ruleId, facts)));
  const decision = findings.reduce<Severity>(
    (worst, one) => (RANK[one.decision] > RANK[worst] ? one.decision : worst),
    'allow',
  );
  const first = findings.find((one) => one.decision === decision);
  return {
    decision,
    code: decision === 'allow' || first === undefined ? 'OK' : first.code,
    until: decision === 'delay' && facts.wait.kind === 'until' ? facts.wait.at : null,
    append: decision === 'allow' ? linesToAppend(facts) : [],
    findings,
  };
}

function present(found: Finding, ruleId: string, facts: Facts): GateFinding {
  const confirmable = found.decision === 'confirm' && CONFIRMABLE.has(found.code);
  const confirmed = confirmable && facts.isConfirmed(found.code);
  return {
    code: found.code,
    decision: confirmed ? 'allow' : found.decision,
    ruleId,
    confirmable,
    confirmed,
    words: STAFF_WORDS[found.code],
    params: found.params ?? {},
    until: found.until ?? null,
  };
}
