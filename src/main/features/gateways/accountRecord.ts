/** What is stored about a Twilio account beside what every gateway has: read tolerantly. Nothing in it is secret. */
import { z } from 'zod';
import type { AccountSetup } from '../../../contract/gateways.ts';
import type { GatewayRecord } from '../../store/records.ts';

const Config = z.object({
  accountSid: z.string().catch(''),
  sender: z.string().catch(''),
  whatsAppNumber: z.string().nullable().catch(null),
  verifyServiceSid: z.string().nullable().catch(null),
  webhooks: z.boolean().nullable().catch(null),
});

/** How an account is connected. */
export function accountOf({ config }: Pick<GatewayRecord, 'config'>): AccountSetup {
  return Config.parse(config);
}
