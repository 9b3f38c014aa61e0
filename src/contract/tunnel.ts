/**
 * How gateways reach this computer: the tunnel from the internet, the listener in the own network, and what has come through. Off by
 * default: without it everything is polled. Tokens go in and never come out.
 */
import { z } from 'zod';
import { Instant } from './common.ts';
import { command, query } from './procedure.ts';
import { managers } from './roles.ts';

/** `own`: an address that somebody else leads here (a proxy, a server of the practice). */
export const TunnelKind = z.enum(['off', 'own', 'cloudflared', 'ngrok', 'tailscale']);
export type TunnelKind = z.infer<typeof TunnelKind>;

/** `missing`: the tunnel's program is not on this computer. */
export const TunnelState = z.enum(['off', 'starting', 'up', 'down', 'missing']);
export type TunnelState = z.infer<typeof TunnelState>;

/** A look from outside: our own question through the public address, and whether we heard it. */
export const TunnelCheck = z.object({ ok: z.boolean(), at: Instant, text: z.string() });
export type TunnelCheck = z.infer<typeof TunnelCheck>;

export const TunnelCounts = z.object({
  accepted: z.int(),
  repeated: z.int(),
  forged: z.int(),
  stale: z.int(),
  refused: z.int(),
  busy: z.int(),
});

/** `https://host` with nothing behind it. */
const Origin = z
  .string()
  .trim()
  .max(200)
  .transform((written) => written.replace(/\/+$/, ''))
  .pipe(z.string().regex(/^https:\/\/[a-z0-9.-]+(:\d{1,5})?$/i, 'is not an address like https://hooks.example.com'));

export const Tunnel = z.object({
  kind: TunnelKind,
  state: TunnelState,
  /** The state in words, with the next step. */
  text: z.string(),
  since: Instant.nullable(),
  /** `https://host`; the rest of an address is a secret. */
  publicUrl: z.string().nullable(),
  /** The port on this computer that a proxy of your own, or a named tunnel, leads to. */
  port: z.int(),
  hasToken: z.boolean(),
  lastCheck: TunnelCheck.nullable(),
  /** Phones of the same network post directly. */
  lan: z.object({
    on: z.boolean(),
    /** `https://192.168.1.20:47116`; null while it is off or not possible. */
    address: z.string().nullable(),
    text: z.string(),
    /** What the phone is to trust, as PEM, and its SHA-256. */
    authority: z.string().nullable(),
    fingerprint: z.string().nullable(),
  }),
  pictures: z.boolean(),
  /** Since the program started. */
  counts: TunnelCounts,
  lastEventAt: Instant.nullable(),
  /** Stored and not read yet. */
  waiting: z.int(),
});
export type Tunnel = z.infer<typeof Tunnel>;

export const tunnel = {
  getTunnel: query({ roles: managers, input: z.strictObject({}), output: Tunnel }),
  /**
   * Changes what is given and starts, or stops, at once. INVALID_INPUT names the field that is missing for this kind: `publicUrl` for
   * `own` and for `cloudflared` with a token, `token` for `ngrok`.
   */
  saveTunnel: command({
    roles: managers,
    input: {
      kind: TunnelKind.optional(),
      /** Null takes it away. */
      publicUrl: Origin.nullable().optional(),
      /** Null takes it away. */
      token: z.string().trim().min(8).max(4_000).nullable().optional(),
      port: z.int().min(1_024).max(65_534).optional(),
      lan: z.boolean().optional(),
      /** Phones may post pictures: up to 16 MB instead of 64 kB. */
      pictures: z.boolean().optional(),
    },
    output: Tunnel,
  }),
  /** Looks from outside, now. */
  checkTunnel: command({ roles: managers, input: {}, output: Tunnel }),
};
