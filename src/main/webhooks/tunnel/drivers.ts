/** Which driver stands for which kind of tunnel. */
import { join } from 'node:path';
import type { TunnelConfig } from '../../features/tunnel/config.ts';
import type { Processes } from '../../platform/ports.ts';
import { createCloudflared } from './cloudflared.ts';
import type { TunnelDriver } from './driver.ts';
import { createNgrok } from './ngrok.ts';
import type { NgrokPackage } from './ngrok.ts';
import { createOwnUrl } from './ownUrl.ts';
import { createTailscale } from './tailscale.ts';

const CLOUDFLARED_FILE = 'deskbell.cloudflared.yml';

export interface DriverParts {
  readonly processes: Processes;
  readonly dataDir: string;
  /** Left out: the real package. */
  readonly loadNgrok?: (() => Promise<NgrokPackage>) | undefined;
}

/** The settings have been checked: what a kind needs is there. */
export function createDriver(parts: DriverParts, config: TunnelConfig, token: string | null): TunnelDriver {
  const { processes } = parts;
  const publicUrl = config.publicUrl ?? '';
  switch (config.kind) {
    case 'cloudflared': {
      const configFile = join(parts.dataDir, CLOUDFLARED_FILE);
      return createCloudflared({ processes, configFile, named: token === null ? null : { token, publicUrl } });
    }
    case 'ngrok': {
      const load = parts.loadNgrok ?? (() => import('@ngrok/ngrok'));
      return createNgrok({ load, token: token ?? '', publicUrl: config.publicUrl });
    }
    case 'tailscale':
      return createTailscale({ processes });
    case 'own':
    case 'off':
      return createOwnUrl(publicUrl);
  }
}
