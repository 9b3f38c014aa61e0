/** `deskbell serve`: the core, the console for browsers and the command line's door, started and stopped in order. */
import type { Platform } from '../../platform/ports.ts';
import { createRendererFiles } from '../../platform/rendererFiles.ts';
import { DomainError } from '../../../contract/errors.ts';
import { commandLineActor } from '../../rpc/actor.ts';
import { createRuntime } from '../../runtime.ts';
import type { Runtime } from '../../runtime.ts';
import { overridesOf } from '../../runtime/overrides.ts';
import { recoverData } from '../../runtime/recoverData.ts';
import { STEP_WORDS } from '../../runtime/restoreWords.ts';
import { createUnlockDesk, isKeyLost } from '../../runtime/unlock.ts';
import { openLocalDoor } from '../../runtime/localDoor.ts';
import type { ServeArgs } from '../args.ts';
import { startConsoleServer } from '../consoleServer.ts';
import type { ConsoleServer } from '../consoleServer.ts';
import { isLoopback } from '../hosts.ts';
import { openUnlockServer } from '../unlockServer.ts';

export const USUAL_PORT = 7230;

export interface Serving {
  readonly url: string;
  readonly loginUrl: string;
  readonly recoveryCode: string | null;
  stop(): Promise<void>;
}

/** Starts everything; resolves when it is ready. Throws a DomainError with the next step, having stopped what it had started. */
export async function startServing(
  args: Pick<ServeArgs, 'demo' | 'host' | 'port' | 'insecureLan' | 'json'>,
  createPlatform: () => Promise<Platform>,
  env: Readonly<Record<string, string | undefined>>,
  tell: (line: string) => void = () => undefined,
): Promise<Serving> {
  refuseOpenNetwork(args);
  const platform = await createPlatform();
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).toReversed()) await end();
  };
  try {
    const open = (): Promise<Runtime> =>
      createRuntime(platform, {
        ...{ demo: args.demo, ...overridesOf(env) },
        onRestoreStep: (step) => tell(`${STEP_WORDS[step]} ...`),
      });
    const runtime = await open().catch(async (error: unknown) => {
      // A script would wait for ever.
      if (!isKeyLost(error) || args.json) throw error;
      await untilUnlocked(platform, args.port ?? USUAL_PORT, tell);
      return open();
    });
    stops.push(runtime.stop);
    await runtime.start();
    const server = await startConsole(args, platform, runtime);
    stops.push(server.close);
    const door = await openLocalDoor({
      router: runtime.rpc.router,
      actor: commandLineActor,
      random: platform.random,
      dataDir: platform.paths.dataDir,
      newLoginUrl: server.newLoginUrl,
    });
    stops.push(door.close);
    return { url: server.url, loginUrl: server.newLoginUrl(), recoveryCode: runtime.recoveryCode, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Asks for the recovery code on a page of its own, on this machine alone; resolves when the data can be opened again. */
async function untilUnlocked(platform: Platform, port: number, tell: (line: string) => void): Promise<void> {
  const desk = createUnlockDesk(
    (code) => recoverData(platform, code),
    'Deskbell starts now: open the sign-in link it prints, or run <code>deskbell login</code> on this computer.',
  );
  const server = await openUnlockServer(desk, port).catch((error: unknown) => {
    if (!isPortTaken(error)) throw error;
    return openUnlockServer(desk, 0);
  });
  tell(
    'This computer’s key store does not have the key to the data. Nothing is lost, and nothing is sent meanwhile. ' +
      `Open ${server.url} on this computer and type the recovery code, or stop Deskbell and run "deskbell recover".`,
  );
  try {
    await desk.opened;
  } finally {
    await server.close();
  }
}

/** TLS for a second PC is a later step. Until then nobody gets an open port by a slip of the keyboard. */
function refuseOpenNetwork({ host, insecureLan }: Pick<ServeArgs, 'host' | 'insecureLan'>): void {
  if (isLoopback(host) || insecureLan) return;
  throw new DomainError(
    'NOT_AVAILABLE',
    `On ${host}, anyone on the network could read patients' texts: there is no encryption yet. Leave --host out, or add --insecure-lan if that network is yours alone.`,
    { field: 'host' },
  );
}

/** The usual port, so that a bookmark keeps working; any other one when it is taken and nobody asked for it. */
async function startConsole(
  { host, port }: Pick<ServeArgs, 'host' | 'port'>,
  platform: Platform,
  runtime: Runtime,
): Promise<ConsoleServer> {
  const deps = {
    ...platform,
    openSession: runtime.rpc.openSession,
    createIdentity: runtime.rpc.createIdentity,
    files: createRendererFiles(platform.paths.rendererDir),
  };
  if (port !== undefined) return startConsoleServer(deps, { host, port });
  try {
    return await startConsoleServer(deps, { host, port: USUAL_PORT });
  } catch (error) {
    if (!isPortTaken(error)) throw error;
    return startConsoleServer(deps, { host, port: 0 });
  }
}

function isPortTaken(error: unknown): boolean {
  return error instanceof DomainError && (error.details as { reason?: string } | undefined)?.reason === 'portTaken';
}
