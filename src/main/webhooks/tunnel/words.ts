/** What the tunnel's state means and what to do, in words for the person who set it up. */
import type { TunnelKind, TunnelState } from '../../../contract/tunnel.ts';
import type { TunnelProblem } from './driver.ts';

const NAMES: Readonly<Record<TunnelKind, string>> = {
  off: 'The tunnel',
  own: 'Your own address',
  cloudflared: 'The Cloudflare tunnel',
  ngrok: 'The ngrok tunnel',
  tailscale: 'Tailscale Funnel',
};
const INSTALL: Readonly<Partial<Record<TunnelKind, string>>> = {
  cloudflared:
    'The program cloudflared is not on this computer. Install it from developers.cloudflare.com (search for "cloudflared downloads"); it is looked for again every minute.',
  tailscale:
    'Tailscale is not on this computer. Install it from tailscale.com/download and sign in; it is looked for again every minute.',
};
const LATE = 'Texts and reports are still fetched every few seconds, so nothing is lost.';
const PROBLEMS: Readonly<Record<TunnelProblem, string>> = {
  ended: 'ended and is being started again.',
  refused: 'was refused by its service. Check the token, or sign in again.',
  notEnabled: 'is not switched on for your network. Switch on Funnel for this computer in the Tailscale admin page.',
  slow: 'did not come up within a minute and is being started again. Check the internet connection.',
  lost: 'has lost its connection and is trying to get it back.',
  unheard: 'did not lead back to this computer and is being started again.',
};

export function tunnelWords(kind: TunnelKind, state: TunnelState, problem: TunnelProblem | null): string {
  const name = NAMES[kind];
  switch (state) {
    case 'off':
      return 'Off. Texts and reports are fetched every few seconds, which needs nothing else.';
    case 'starting':
      return `${name} is starting.`;
    case 'up':
      return `${name} is up.`;
    case 'missing':
      return INSTALL[kind] ?? `${name} is not on this computer.`;
    case 'down':
      return `${name} ${PROBLEMS[problem ?? 'ended']} ${LATE}`;
  }
}

/** The port cannot be had. */
export function portWords(port: number, code: string): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program. Close that program, or choose another port here.`;
  return `Port ${port} cannot be opened on this computer (${code}). Choose another port here.`;
}
