/** What signs us in at Twilio, and where it is kept: the platform's secrets, under one name per gateway. Never in the database. */
import { z } from 'zod';
import type { Secrets } from '../../platform/ports.ts';

export const TwilioCredentials = z.object({
  accountSid: z.string(),
  /** An API key's SID, or the account's own when the auth token signs in. */
  user: z.string(),
  password: z.string(),
  /** Webhooks are signed with the account's auth token: primary, and secondary while it is being changed. Empty: no webhooks. */
  authTokens: z.array(z.string()),
});
export type TwilioCredentials = z.infer<typeof TwilioCredentials>;

export interface TwilioCredentialStore {
  load(): Promise<TwilioCredentials | null>;
  save(credentials: TwilioCredentials): Promise<void>;
}

/** The name under which a Twilio gateway's credentials are kept; delete it when the gateway is removed. */
export function twilioSecretName(gatewayId: string): string {
  return `gateway.${gatewayId}.twilio`;
}

/** Keeps the credentials of gateway `gatewayId` in `secrets`. */
export function createTwilioCredentialStore(secrets: Secrets, gatewayId: string): TwilioCredentialStore {
  const name = twilioSecretName(gatewayId);
  return {
    async load() {
      const text = await secrets.get(name);
      if (text === undefined) return null;
      return TwilioCredentials.safeParse(JSON.parse(text)).data ?? null;
    },
    save: (credentials) => secrets.set(name, JSON.stringify(credentials)),
  };
}
