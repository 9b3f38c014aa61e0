/**
 * The page's way to the core: typed calls, one stream of changes, one connection state. It resends what is safe to
 * resend, notices missed events, and knows nothing of what the calls mean.
 */
import type { InputOf, OutputOf } from '../../contract/index.ts';
import type { ChangeEvent } from '../../contract/events.ts';
import type { CONTRACT_VERSION, ServerFrame } from '../../contract/wire.ts';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { CallError } from './callError.ts';
import { createChangeStream } from './changeStream.ts';
import { createPendingCalls } from './pendingCalls.ts';
import type { CommandInput, CommandName, QueryName } from './procedures.ts';
import type { ClientTimers, Transport, TransportDown } from './transport.ts';

/** Written out, not imported: importing the value would bring the schemas into the page. The type keeps it true. */
const contractVersion: typeof CONTRACT_VERSION = 1;

/**
 * `connecting` at the start, `open` when calls are answered, `lost` while trying again, `signedOut` and `outdated`
 * when only a new sign-in or a reload helps, `closed` after `stop`.
 */
export type ConnectionPhase = 'connecting' | 'open' | 'lost' | 'signedOut' | 'outdated' | 'closed';
export interface Connection {
  readonly phase: ConnectionPhase;
  /** Nobody is signed in here: nothing but the lock's own calls is answered. */
  readonly locked: boolean;
  /** Who signed in here since the page was opened; null: the core has not said. */
  readonly accountId: string | null;
}

export interface CallOptions {
  /** Aborting tells the core to stop and rejects with CANCELLED. */
  readonly signal?: AbortSignal;
}

export interface CommandCallOptions extends CallOptions {
  /** A fresh one of `newId`, where the caller asks about the command while it runs. Left out: made here. */
  readonly commandId?: string;
}

export interface Client {
  /** Reads. Rejects with a CallError, never with anything else. Asked again by itself after a reconnect. */
  query<N extends QueryName>(procedure: N, input: InputOf<N>, options?: CallOptions): Promise<OutputOf<N>>;
  /**
   * Changes something. Rejects with a CallError; NO_ANSWER means that it may have happened. The commandId made here
   * makes the resend after a reconnect harmless. Call once per click, never in a loop of your own.
   */
  command<N extends CommandName>(
    procedure: N,
    input: CommandInput<N>,
    options?: CommandCallOptions,
  ): Promise<OutputOf<N>>;
  /** Changes as they happen, one batch per commit. Returns how to stop. */
  onChanges(listener: (changes: readonly ChangeEvent[]) => void): () => void;
  /** Events were missed: everything on screen must be asked for again. Returns how to stop. */
  onResync(listener: () => void): () => void;
  readonly connection: StoreApi<Connection>;
  start(): void;
  stop(): void;
}

export interface ClientDeps {
  readonly transport: Transport;
  readonly timers: ClientTimers;
  readonly newId: () => string;
}

/** A client over `deps.transport`; does nothing before `start`. */
export function createClient(deps: ClientDeps): Client {
  const { transport, newId } = deps;
  const connection = createStore<Connection>(() => ({ phase: 'connecting', locked: false, accountId: null }));
  const pending = createPendingCalls(deps);
  const stream = createChangeStream();

  const flush = (): void => {
    if (connection.getState().phase === 'open') pending.flush((frame) => transport.send(frame));
  };
  const welcome = (frame: ServerFrame & { t: 'welcome' }): void => {
    if (frame.contractVersion !== contractVersion) {
      connection.setState({ phase: 'outdated' });
      pending.rejectAll(new CallError({ code: 'CLIENT_OUTDATED', message: 'Reload this page.' }));
      return;
    }
    connection.setState({ phase: 'open', locked: frame.locked === true });
    stream.welcome(frame.seq, frame.resync);
    flush();
  };
  const onFrame = (frame: ServerFrame): void => {
    switch (frame.t) {
      case 'welcome':
        return welcome(frame);
      case 'event':
        return stream.batch(frame.batch);
      case 'identity':
        return connection.setState({ locked: frame.locked, accountId: frame.accountId });
      case 'resync':
        return stream.resync(frame.seq);
      case 'result':
        return pending.settle(frame.id, frame.ok ? frame : { ok: false, error: new CallError(frame.error) });
    }
  };
  const onDown = (reason: TransportDown): void => {
    connection.setState({ phase: reason });
    pending.markUnsent();
    if (reason === 'lost') return;
    const code = ({ signedOut: 'NOT_SIGNED_IN', outdated: 'CLIENT_OUTDATED', closed: 'DISCONNECTED' } as const)[reason];
    pending.rejectAll(new CallError({ code, message: 'Reload this page.' }));
  };
  const call = (procedure: string, input: unknown, { signal }: CallOptions): Promise<unknown> => {
    const id = newId();
    signal?.addEventListener('abort', () => transport.send({ t: 'cancel', id }));
    const answer = pending.add({ t: 'call', id, procedure, input }, signal);
    flush();
    return answer;
  };

  return {
    query: (procedure, input, options = {}) => call(procedure, input, options) as Promise<OutputOf<typeof procedure>>,
    command: (procedure, input, options: CommandCallOptions = {}) =>
      call(procedure, { ...input, commandId: options.commandId ?? newId() }, options) as Promise<
        OutputOf<typeof procedure>
      >,
    onChanges: stream.onChanges,
    onResync: stream.onResync,
    connection,
    start() {
      const hello = (): void => void transport.send({ t: 'hello', contractVersion, lastSeq: stream.lastSeq });
      transport.open({ onUp: hello, onDown, onFrame });
    },
    stop: () => transport.close(),
  };
}
