/** What every kind of tunnel is to the supervisor. Types only. */

/** Why a tunnel is not up. `refused`: by its own service (token, sign-in). `notEnabled`: Funnel is off for this network. */
export type TunnelProblem = 'ended' | 'refused' | 'notEnabled' | 'slow' | 'lost' | 'unheard';

export type TunnelEnd = { readonly kind: 'missing' } | { readonly kind: 'ended'; readonly problem: TunnelProblem };

export interface TunnelRun {
  /** Resolves once; never rejects. */
  readonly ended: Promise<TunnelEnd>;
  /** Resolves when nothing of it is left. */
  stop(): Promise<void>;
}

export interface TunnelEvents {
  /** The tunnel leads from this address (`https://host`) to the port. May come again, with another address, too. */
  onUp(publicUrl: string): void;
  /** It has lost its service and tries by itself to get it back. */
  onLost(): void;
}

export interface TunnelDriver {
  /** Begins to lead a public address to `port` on loopback, and to nothing else. */
  open(port: number, events: TunnelEvents): TunnelRun;
  /** Whether starting it anew may help when nothing is heard through it. */
  readonly restartHelps: boolean;
}
