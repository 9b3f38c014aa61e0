/** What a feature is to the router: one function per procedure of its contract, typed by it. No behaviour here. */
import type { FeatureName, InputOf, OutputOf, ParsedInputOf, ProcedureName, contract } from '../../contract/index.ts';
import type { Role } from '../../contract/roles.ts';

/** Who calls, and how the call may be stopped. Made by the router. */
export interface CallContext {
  /** `id` is an account's, or 'device', 'commandLine', 'demo' or 'program' where no person signed in. `name` is for rows and screens. */
  readonly actor: { readonly id: string; readonly name: string; readonly role: Role };
  readonly signal: AbortSignal;
  /** Of a command: the caller's id, or one made for it. Of a query: null. */
  readonly commandId: string | null;
}

type VerbsOf<F extends FeatureName> = keyof (typeof contract)[F] & string;
type NameOf<F extends FeatureName, V extends VerbsOf<F>> = Extract<ProcedureName, `${F}.${V}`>;

/** The implementations of one feature. Input has been validated and completed; output will be validated. */
export type FeatureHandlers<F extends FeatureName> = {
  readonly [V in VerbsOf<F>]: (
    context: CallContext,
    input: ParsedInputOf<NameOf<F, V>>,
  ) => OutputOf<NameOf<F, V>> | Promise<OutputOf<NameOf<F, V>>>;
};

export type { InputOf, OutputOf, ParsedInputOf };
