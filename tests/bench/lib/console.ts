/** The whole program in this process: runtime, console server and a signed-in client, as `deskbell serve` puts them together. */
import { startConsoleServer } from '../../../src/main/headless/consoleServer.ts';
import { createRendererFiles } from '../../../src/main/platform/rendererFiles.ts';
import { createRuntime } from '../../../src/main/runtime.ts';
import type { Runtime } from '../../../src/main/runtime.ts';
import type { Bench } from './measure.ts';
import { createBenchPlatform } from './platform.ts';
import { signInAndConnect } from './socketClient.ts';
import type { SocketClient } from './socketClient.ts';

export interface Console {
  readonly runtime: Runtime;
  readonly client: SocketClient;
}

/** Starts on `dataDir`; stopped after the measure. */
export async function openConsole(bench: Bench, dataDir: string): Promise<Console> {
  const platform = createBenchPlatform(dataDir);
  const runtime = await createRuntime(platform, {});
  bench.stage.later(() => runtime.stop());
  await runtime.start();
  const server = await startConsoleServer(
    { ...platform, ...runtime.rpc, files: createRendererFiles(platform.paths.rendererDir) },
    { host: '127.0.0.1', port: 0 },
  );
  bench.stage.later(() => server.close());
  const client = await signInAndConnect(server.newLoginUrl());
  bench.stage.later(() => client.close());
  return { runtime, client };
}
