/** What is stored about a phone beside what every gateway has: read tolerantly, written whole. */
import { z } from 'zod';
import type { PhoneSetup } from '../../../contract/gateways.ts';
import type { GatewayRecord } from '../../store/records.ts';

const Config = z.object({
  sims: z
    .array(z.object({ simNumber: z.int(), phoneNumber: z.string().nullable(), carrierName: z.string().nullable() }))
    .catch([]),
  sim: z.int().nullable().catch(null),
  encryption: z.boolean().catch(false),
  dailyHearingTest: z.boolean().catch(false),
  webhooks: z.boolean().catch(false),
});
const E164 = /^\+[1-9]\d{4,14}$/;

/** What a person can set about a phone. */
export function setupOf({ config }: Pick<GatewayRecord, 'config'>): PhoneSetup {
  const { sims, ...rest } = Config.parse(config);
  return {
    ...rest,
    // What the phone says about itself is not always a number.
    sims: sims.map((sim) => ({ ...sim, phoneNumber: E164.test(sim.phoneNumber ?? '') ? sim.phoneNumber : null })),
  };
}

/** The name a phone gives itself, `samsung/a14nsxx`; null when it has not said. */
export function deviceNameOf({ health }: Pick<GatewayRecord, 'health'>): string | null {
  const name = health?.['deviceName'];
  return typeof name === 'string' ? name : null;
}
