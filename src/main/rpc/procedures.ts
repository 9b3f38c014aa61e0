/**
 * The procedures a router serves and the functions behind them, checked against each other before anything runs:
 * there is no way to serve an unvalidated function, and no promise without one.
 */
import { findProcedure, procedureNames } from '../../contract/index.ts';
import type { Procedure } from '../../contract/procedure.ts';
import type { CallContext } from '../features/feature.ts';

/** An implementation: gets parsed input, answers what the output schema describes. */
export type Handler = (context: CallContext, input: never) => unknown;

/** Implementations by feature and verb, as in the contract. */
export type HandlerTree = Readonly<Record<string, Readonly<Record<string, Handler>>>>;

/** The whole contract by full name. */
export function contractProcedures(): ReadonlyMap<string, Procedure> {
  const all = new Map<string, Procedure>();
  for (const name of procedureNames()) {
    const procedure = findProcedure(name);
    if (procedure !== undefined) all.set(name, procedure);
  }
  return all;
}

export interface Implemented {
  readonly procedure: Procedure;
  readonly handle: (context: CallContext, input: unknown) => unknown;
}

/**
 * Pairs each procedure with its implementation. Throws, naming all of them, when a procedure has none or an
 * implementation has no procedure: a program that cannot keep its contract must not start.
 */
export function pairProcedures(
  procedures: ReadonlyMap<string, Procedure>,
  handlers: HandlerTree,
): ReadonlyMap<string, Implemented> {
  const byName = new Map<string, Handler>(
    Object.entries(handlers).flatMap(([feature, verbs]) =>
      Object.entries(verbs).map(([verb, handler]) => [`${feature}.${verb}`, handler] as const),
    ),
  );
  const missing = [...procedures.keys()].filter((name) => !byName.has(name));
  const strangers = [...byName.keys()].filter((name) => !procedures.has(name));
  if (missing.length > 0) throw new Error(`Procedures without an implementation: ${missing.join(', ')}`);
  if (strangers.length > 0) throw new Error(`Implementations without a procedure: ${strangers.join(', ')}`);

  const paired = new Map<string, Implemented>();
  for (const [name, procedure] of procedures) {
    const handle = byName.get(name) as Implemented['handle'];
    paired.set(name, { procedure, handle });
  }
  return paired;
}
