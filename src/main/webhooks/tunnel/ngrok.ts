/** ngrok, inside this program: its package is loaded only when it is chosen. */
import type { TunnelDriver, TunnelEnd, TunnelRun } from './driver.ts';

/** What is used of the package. */
export interface NgrokPackage {
  forward(options: {
    readonly addr: string;
    readonly authtoken: string;
    readonly domain?: string;
    readonly onStatusChange?: (status: string) => void;
  }): Promise<{ url(): string | null; close(): Promise<void> }>;
}

export interface NgrokOptions {
  readonly load: () => Promise<NgrokPackage>;
  readonly token: string;
  /** `https://name.ngrok.app`, where the account has one; null: ngrok chooses. */
  readonly publicUrl: string | null;
}

export function createNgrok({ load, token, publicUrl }: NgrokOptions): TunnelDriver {
  return {
    restartHelps: true,
    open(port, { onUp, onLost }): TunnelRun {
      let end: (how: TunnelEnd) => void = () => undefined;
      const ended = new Promise<TunnelEnd>((resolve) => void (end = resolve));
      const opening = (async () => {
        const { forward } = await load();
        const listener = await forward({
          addr: `127.0.0.1:${port}`,
          authtoken: token,
          ...(publicUrl === null ? {} : { domain: new URL(publicUrl).host }),
          onStatusChange: (status) => (status === 'closed' ? onLost() : up()),
        });
        const up = (): void => {
          const url = listener.url();
          if (url !== null) onUp(url);
        };
        up();
        return listener;
      })();
      opening.catch((error: unknown) => end({ kind: 'ended', problem: isRefusal(error) ? 'refused' : 'ended' }));
      return {
        ended,
        async stop() {
          const listener = await opening.catch(() => null);
          await listener?.close().catch(() => undefined);
          end({ kind: 'ended', problem: 'ended' });
        },
      };
    },
  };
}

/** Its errors carry codes like ERR_NGROK_105; those of the 100s are about who we are. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error &&
    /ERR_NGROK_1\d\d\b/.test(`${'errorCode' in error ? String(error.errorCode) : ''} ${error.message}`)
  );
}
