/**
 * What the page of the built program does in the test: says hello, calls, is refused, hears of a change. Runs inside a
 * page (of Electron, or of the stand-in), so it uses nothing but what it is given.
 */
interface Frame {
  readonly t: string;
  readonly ok?: boolean;
  readonly value?: Record<string, unknown>;
  readonly error?: { readonly code: string; readonly field?: string };
  readonly batch?: { readonly changes: readonly { readonly topic: string }[] };
}

export interface Bridge {
  request(frame: unknown): Promise<Frame | undefined>;
  onEvent(listener: (frame: Frame) => void): () => void;
  pathOf(file: unknown): string;
}

export interface ScenarioReport {
  readonly bridge: readonly string[];
  readonly welcome: string | undefined;
  readonly session: Record<string, unknown> | undefined;
  readonly refused: string | undefined;
  readonly heardOf: string | undefined;
  /** Of a file that somebody chose: where the shell says it lies. */
  readonly pathOfChosen: string;
  readonly nodeInPage: boolean;
}

export async function runPageScenario(bridge: Bridge): Promise<ScenarioReport> {
  const call = (id: string, procedure: string, input: unknown) => bridge.request({ t: 'call', id, procedure, input });
  const welcome = await bridge.request({ t: 'hello', contractVersion: 1, lastSeq: null });
  const session = await call('1', 'system.getSession', {});
  const refused = await call('2', 'messages.sendMessage', { body: 7 });
  const heardOf = new Promise<string | undefined>((resolve) => {
    const stop = bridge.onEvent((frame) => {
      if (frame.t !== 'event' && frame.t !== 'resync') return;
      stop();
      resolve(frame.batch?.changes[0]?.topic);
    });
  });
  await call('3', 'demo.receiveText', { from: '+12065550142', body: 'Are you open on Friday?' });
  return {
    bridge: Object.keys(bridge).toSorted(),
    welcome: welcome?.t,
    session: session?.value,
    refused: refused?.error?.code,
    heardOf: await heardOf,
    pathOfChosen: bridge.pathOf({ name: 'chosen.backup' }),
    nodeInPage: 'process' in globalThis && typeof (globalThis as { require?: unknown }).require === 'function',
  };
}
