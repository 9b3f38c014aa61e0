/** How the tunnel is set up, as it is stored. The token is not here: it is a secret. */
import { z } from 'zod';
import { TunnelKind } from '../../../contract/tunnel.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';

const KEY = 'tunnel';
/** Where the token is kept among the secrets. */
export const TOKEN_SECRET = 'tunnel.token';

const TunnelConfig = z.object({
  kind: TunnelKind.default('off'),
  publicUrl: z.string().nullable().default(null),
  /** On loopback; the listener for the own network takes the next one. */
  port: z.int().default(47_115),
  lan: z.boolean().default(false),
  pictures: z.boolean().default(false),
});
export type TunnelConfig = z.infer<typeof TunnelConfig>;

/** What is stored, with defaults; a stored value of another shape is as if none were there: off. */
export function readTunnelConfig(tx: ReadTx): TunnelConfig {
  return TunnelConfig.safeParse(tx.settings.get(KEY) ?? {}).data ?? TunnelConfig.parse({});
}

export function writeTunnelConfig(tx: WriteTx, config: TunnelConfig, now: number): void {
  tx.settings.set(KEY, config, now);
  tx.changed('tunnel.changed', 'tunnel');
}
