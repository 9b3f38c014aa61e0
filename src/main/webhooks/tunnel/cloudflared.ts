/**
 * Cloudflare's tunnel: without a token a quick one, whose address is new at every start; with a token a named one, whose address and
 * destination are set at Cloudflare. The person's own settings file is never read: it might lead elsewhere.
 */
import { writeFileSync } from 'node:fs';
import type { Processes } from '../../platform/ports.ts';
import type { TunnelDriver, TunnelProblem } from './driver.ts';
import { runProgram } from './program.ts';

export interface CloudflaredOptions {
  readonly processes: Processes;
  /** An empty settings file is written here. */
  readonly configFile: string;
  /** A named tunnel. */
  readonly named: { readonly token: string; readonly publicUrl: string } | null;
}

const NAMES = ['cloudflared', 'C:\\Program Files (x86)\\cloudflared\\cloudflared.exe', '/opt/homebrew/bin/cloudflared'];
const QUICK_ADDRESS = /https:\/\/(?!api\.)[a-z0-9-]+\.trycloudflare\.com/;
const CONNECTED = /Registered tunnel connection|Connection [0-9a-f-]+ registered/;
const REFUSED = /token is not valid|Unauthorized|Invalid tunnel secret/i;

export function createCloudflared({ processes, configFile, named }: CloudflaredOptions): TunnelDriver {
  return {
    restartHelps: true,
    open(port, { onUp }) {
      writeFileSync(configFile, '', { mode: 0o600 });
      let address = named?.publicUrl ?? null;
      const onLine = (line: string): TunnelProblem | null => {
        if (named === null) address = QUICK_ADDRESS.exec(line)?.[0] ?? address;
        if (CONNECTED.test(line) && address !== null) onUp(address);
        return REFUSED.test(line) ? 'refused' : null;
      };
      const common = ['tunnel', '--config', configFile, '--no-autoupdate'];
      if (named === null) {
        return runProgram(processes, {
          names: NAMES,
          args: [...common, '--url', `http://127.0.0.1:${port}`],
          onLine,
        });
      }
      // Arguments can be read by every user of the machine; the environment of a program cannot.
      return runProgram(processes, {
        names: NAMES,
        args: [...common, 'run'],
        env: { TUNNEL_TOKEN: named.token },
        onLine,
      });
    },
  };
}
