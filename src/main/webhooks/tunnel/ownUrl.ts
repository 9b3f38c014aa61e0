/** An address that somebody else leads to the port: there is nothing to start, only to look at from outside. */
import type { TunnelDriver } from './driver.ts';

export function createOwnUrl(publicUrl: string): TunnelDriver {
  return {
    restartHelps: false,
    open(_port, { onUp }) {
      onUp(publicUrl);
      return { ended: new Promise(() => undefined), stop: () => Promise.resolve() };
    },
  };
}
