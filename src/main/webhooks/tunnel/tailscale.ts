/**
 * Tailscale Funnel, in the foreground: it ends with us, and the machine is no longer open when it does. Encryption ends on this computer.
 */
import type { Processes } from '../../platform/ports.ts';
import type { TunnelDriver, TunnelProblem } from './driver.ts';
import { runProgram } from './program.ts';

const NAMES = [
  'tailscale',
  'C:\\Program Files\\Tailscale\\tailscale.exe',
  '/Applications/Tailscale.app/Contents/MacOS/Tailscale',
];
const ADDRESS = /https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*\.ts\.net(?::\d+)?/;
const NOT_ENABLED = /Funnel is not enabled|Funnel not available|not allowed to use Funnel|access denied/i;
const REFUSED = /NeedsLogin|not logged in|Logged out|Tailscale is stopped/i;

export function createTailscale({ processes }: { readonly processes: Processes }): TunnelDriver {
  return {
    restartHelps: true,
    open(port, { onUp }) {
      const onLine = (line: string): TunnelProblem | null => {
        const address = ADDRESS.exec(line)?.[0];
        if (address !== undefined) onUp(address.replace(/:443$/, ''));
        if (NOT_ENABLED.test(line)) return 'notEnabled';
        return REFUSED.test(line) ? 'refused' : null;
      };
      return runProgram(processes, { names: NAMES, args: ['funnel', `http://127.0.0.1:${port}`], onLine });
    },
  };
}
