/** Types only: which procedures of the contract are queries and which are commands. */
import type { contract, InputOf, ProcedureName } from '../../contract/index.ts';

type Contract = typeof contract;

type KindOf<N extends ProcedureName> = N extends `${infer F extends keyof Contract}.${infer P}`
  ? P extends keyof Contract[F]
    ? Contract[F][P] extends { readonly kind: infer K }
      ? K
      : never
    : never
  : never;
type NamesOfKind<N extends ProcedureName, K> = N extends ProcedureName ? (KindOf<N> extends K ? N : never) : never;

/** Reads; may be asked again at any time. */
export type QueryName = NamesOfKind<ProcedureName, 'query'>;
/** Changes something; carries a commandId. */
export type CommandName = NamesOfKind<ProcedureName, 'command'>;

/** What a caller of a command passes: the client makes the commandId, once per click. */
export type CommandInput<N extends CommandName> = Omit<InputOf<N>, 'commandId'>;
