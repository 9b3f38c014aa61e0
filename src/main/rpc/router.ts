/**
 * The one door into the core: looks a procedure up, checks the role, validates what goes in and what comes out, and
 * answers every call exactly once. It knows no transport and no feature, and never logs data.
 */
import { DomainError } from '../../contract/errors.ts';
import type { ErrorCode, ErrorShape } from '../../contract/errors.ts';
import type { Procedure } from '../../contract/procedure.ts';
import type { CallContext, CallerIdentity } from '../features/feature.ts';
import type { Clock, Ids, Logger } from '../platform/ports.ts';
import { nobody } from './actor.ts';
import type { Actor } from './actor.ts';
import { describeDefect, shapeOf } from './errorShape.ts';
import { describeInputError } from './inputError.ts';
import { contractProcedures, pairProcedures } from './procedures.ts';
import type { HandlerTree, Implemented } from './procedures.ts';

export interface CallRequest {
  readonly procedure: string;
  readonly input: unknown;
  /** Null: nobody is signed in where the call comes from. */
  readonly actor: Actor | null;
  /** Who was there until a moment ago, for procedures that keep work. */
  readonly justLocked?: Actor | null;
  readonly identity?: CallerIdentity;
  readonly signal: AbortSignal;
}

/** A call whose caller is known: somebody, or nobody at an open procedure. */
type KnownRequest = CallRequest & { readonly actor: Actor };

export type CallAnswer =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: ErrorShape };

export interface Router {
  /** Runs one call. Never rejects: every refusal and every defect is an answer. */
  call(request: CallRequest): Promise<CallAnswer>;
  /** Whether an abandoned call may simply be stopped: queries yes, commands and strangers no. */
  isQuery(procedure: string): boolean;
  /** Whether it is answered to anybody, also while nobody is signed in. */
  isOpen(procedure: string): boolean;
  /** From now on every call answers SHUTTING_DOWN; resolves when those under way have ended. */
  drain(): Promise<void>;
}

/** First answers of commands, kept by the store in the transaction of the command's effect. */
export interface CommandLog {
  find(commandId: string): { readonly procedure: string; readonly result: unknown } | undefined;
}

export interface RouterDeps {
  readonly handlers: HandlerTree;
  readonly log: Logger;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Answers repeated commands; without one, only repeats of a command still under way are recognised. */
  readonly commands?: CommandLog;
  /** The whole contract when absent. */
  readonly procedures?: ReadonlyMap<string, Procedure>;
}

/** A router over `handlers`. Throws when they and the procedures do not match one to one. */
export function createRouter(deps: RouterDeps): Router {
  const procedures = pairProcedures(deps.procedures ?? contractProcedures(), deps.handlers);
  const running = new Set<Promise<CallAnswer>>();
  const commandsUnderWay = new Map<string, Promise<CallAnswer>>();
  let draining = false;

  const run = async (request: CallRequest): Promise<CallAnswer> => {
    if (draining) return refuse('SHUTTING_DOWN', 'Deskbell is closing. Try again when it is back.');
    const target = procedures.get(request.procedure);
    if (target === undefined) return refuse('UNKNOWN_PROCEDURE', 'There is no such procedure. Check its name.');
    const actor = callerOf(request, target.procedure);
    if (actor === null) return refuse('NOT_SIGNED_IN', 'Deskbell is locked. Sign in with your PIN first.');
    if (target.procedure.open !== true && !target.procedure.roles.includes(actor.role)) {
      return refuse('FORBIDDEN', 'Your role may not do this. Ask the owner or a manager.');
    }
    const parsed = target.procedure.input.safeParse(request.input);
    if (!parsed.success) return { ok: false, error: describeInputError(parsed.error) };
    const known = { ...request, actor };
    return target.procedure.kind === 'query'
      ? execute(deps, known, target, parsed.data, null)
      : runCommand(known, target, parsed.data as { commandId?: string });
  };

  const runCommand = (
    request: KnownRequest,
    target: Implemented,
    input: { commandId?: string },
  ): Promise<CallAnswer> | CallAnswer => {
    const commandId = input.commandId ?? deps.ids.next();
    const known = deps.commands?.find(commandId);
    if (known !== undefined) return repeatAnswer(deps, request, target, known);
    const key = `${request.procedure} ${commandId}`;
    const underWay = commandsUnderWay.get(key);
    if (underWay !== undefined) return underWay;
    const answer = execute(deps, request, target, { ...input, commandId }, commandId);
    commandsUnderWay.set(key, answer);
    return answer.finally(() => commandsUnderWay.delete(key));
  };

  return {
    call(request) {
      const answer = run(request).catch((thrown: unknown) => toAnswer(deps, request, thrown));
      running.add(answer);
      void answer.finally(() => running.delete(answer));
      return answer;
    },
    isQuery: (procedure) => procedures.get(procedure)?.procedure.kind === 'query',
    isOpen: (procedure) => procedures.get(procedure)?.procedure.open === true,
    async drain() {
      draining = true;
      await Promise.all(running);
    },
  };
}

/** Null: the call has to wait until somebody signs in. */
function callerOf(request: CallRequest, { open, keepsWork }: Procedure): Actor | null {
  if (request.actor !== null) return request.actor;
  if (open === true) return nobody;
  return keepsWork === true ? (request.justLocked ?? null) : null;
}

async function execute(
  deps: RouterDeps,
  request: KnownRequest,
  target: Implemented,
  input: unknown,
  commandId: string | null,
): Promise<CallAnswer> {
  const started = deps.clock.monotonic();
  const { actor, signal, identity } = request;
  const context: CallContext = { actor, signal, commandId, ...(identity && { identity }) };
  const answer = await handle(deps, request, target, input, context);
  const ms = Math.round(deps.clock.monotonic() - started);
  deps.log.debug({ procedure: request.procedure, ms, code: answer.ok ? 'OK' : answer.error.code }, 'rpc.call');
  return answer;
}

async function handle(
  deps: RouterDeps,
  request: CallRequest,
  target: Implemented,
  input: unknown,
  context: CallContext,
): Promise<CallAnswer> {
  try {
    if (request.signal.aborted) return cancelled();
    const value = await target.handle(context, input);
    return checkOutput(deps, request, target, value);
  } catch (thrown) {
    return toAnswer(deps, request, thrown);
  }
}

/** A command that arrives again gets its first answer; the same id on another procedure is a mistake of the caller. */
function repeatAnswer(
  deps: RouterDeps,
  request: CallRequest,
  target: Implemented,
  known: { readonly procedure: string; readonly result: unknown },
): CallAnswer {
  if (known.procedure !== request.procedure) {
    return refuse('CONFLICT', 'This command id was used for another command. Make a new one for each click.');
  }
  return checkOutput(deps, request, target, known.result);
}

function checkOutput(deps: RouterDeps, request: CallRequest, target: Implemented, value: unknown): CallAnswer {
  const parsed = target.procedure.output.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const first = parsed.error.issues[0];
  const where = first === undefined ? '' : `${first.path.map(String).join('.')} ${first.code}`;
  return defect(deps, request, { kind: 'output', where });
}

function toAnswer(deps: RouterDeps, request: CallRequest, thrown: unknown): CallAnswer {
  if (thrown instanceof DomainError) return { ok: false, error: shapeOf(thrown) };
  if (request.signal.aborted) return cancelled();
  return defect(deps, request, describeDefect(thrown));
}

function defect(deps: RouterDeps, request: CallRequest, about: Readonly<Record<string, string>>): CallAnswer {
  const correlationId = deps.ids.next();
  deps.log.error({ procedure: request.procedure, correlationId, ...about }, 'rpc.defect');
  const message = `Something went wrong in the program. Try again; if it stays, tell support the code ${correlationId}.`;
  return { ok: false, error: { code: 'INTERNAL', message, correlationId } };
}

function refuse(code: ErrorCode, message: string): CallAnswer {
  return { ok: false, error: { code, message } };
}

function cancelled(): CallAnswer {
  return refuse('CANCELLED', 'The call was cancelled.');
}
