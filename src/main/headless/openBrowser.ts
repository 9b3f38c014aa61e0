/** Opens an address in the person's browser, where there is one. The address is one of ours, never a stranger's. */
import { spawn } from 'node:child_process';

/** False when this machine has no screen to show a browser on. */
export function canOpenBrowser(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
}

/** Starts the browser and forgets it. A machine without one stays silent: the address was printed anyway. */
export function openBrowser(url: string, platform: NodeJS.Platform): void {
  const [command, ...args] = commandFor(platform);
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true, windowsHide: true });
  child.on('error', () => undefined);
  child.unref();
}

function commandFor(platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return platform === 'darwin' ? ['open'] : ['xdg-open'];
}
