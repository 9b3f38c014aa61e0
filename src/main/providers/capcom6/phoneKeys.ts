/**
 * Two secrets shared with one phone beside the sign-in: the key that signs its webhooks, and the passphrase of encrypted texts. Kept
 * apart from the credentials, which are rewritten at every renewal.
 */
import { Buffer } from 'node:buffer';
import { z } from 'zod';
import type { Random, Secrets } from '../../platform/ports.ts';

const PhoneKeys = z.object({ signingKey: z.string().nullable(), passphrase: z.string().nullable() });
export type PhoneKeys = z.infer<typeof PhoneKeys>;

export interface KeyStore {
  load(): Promise<PhoneKeys>;
  save(change: Partial<PhoneKeys>): Promise<void>;
}

/** The name under which they are kept; delete it when the gateway is removed. */
export function phoneKeysName(gatewayId: string): string {
  return `gateway.${gatewayId}.phoneKeys`;
}

/** The keys of gateway `gatewayId`; both null until there are any. */
export function createKeyStore(secrets: Secrets, gatewayId: string): KeyStore {
  const name = phoneKeysName(gatewayId);
  const load = async (): Promise<PhoneKeys> => {
    const text = await secrets.get(name);
    const none: PhoneKeys = { signingKey: null, passphrase: null };
    return text === undefined ? none : (PhoneKeys.safeParse(JSON.parse(text)).data ?? none);
  };
  return {
    load,
    save: async (change) => secrets.set(name, JSON.stringify({ ...(await load()), ...change })),
  };
}

/** 40 characters that the app's settings take as they are (capcom6.md 3.9). */
export function newSigningKey(random: Random): string {
  return Buffer.from(random.bytes(30)).toString('base64url');
}
