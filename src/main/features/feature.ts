/** What a feature is to the router: one function per procedure of its contract, typed by it. No behaviour here. */
import type { FeatureName, InputOf, OutputOf, ParsedInputOf, ProcedureName, contract } from '../../contract/index.ts';
import type { Role } from '../../contract/roles.ts';

/** Why somebody's time at a place ended: their own wish, idleness, the computer's own lock. */
export type LockReason = 'person' | 'idle' | 'system';

/** The place a call came from, and who is signed in there. Made by `rpc/identity.ts`. */
export interface CallerIdentity {
  /** `device`: nobody has a PIN yet. `elevatedId`: a manager whose PIN opened one page for the person signed in. */
  state(): {
    readonly kind: 'device' | 'locked' | 'signedIn';
    readonly accountId: string | null;
    readonly elevatedId: string | null;
  };
  /**
   * Their PIN was right. `write` commits what belongs to it and answers whose account it is; nobody is told anything in between, so a
   * change of one's own PIN does not lock oneself out for a moment.
   */
  signIn(write: () => string): void;
  /** A manager's PIN was right, for one page. */
  elevate(accountId: string): void;
  endElevation(): void;
  lock(reason: LockReason): void;
  /** Somebody pressed a key or moved the mouse. */
  noteActivity(): void;
}

/** Who calls, and how the call may be stopped. Made by the router. */
export interface CallContext {
  /** `id` is an account's, or 'device', 'commandLine', 'demo', 'program' or (in open procedures) 'nobody' where no person signed in. `name` is for rows and screens. */
  readonly actor: { readonly id: string; readonly name: string; readonly role: Role };
  readonly signal: AbortSignal;
  /** Absent where there is no place to lock: the command line, the program itself. */
  readonly identity?: CallerIdentity | undefined;
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
