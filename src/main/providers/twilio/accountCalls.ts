/** Reading what the account has: itself, numbers, services, registrations. One call each; an answer is only what we use of it. */
import { z } from 'zod';
import type { TwilioClient, TwilioResult } from './twilioClient.ts';

const MOST = 100;

/** An answer by a schema; null when it does not fit. */
function reading<T extends z.ZodType>(schema: T): (answer: unknown) => z.infer<T> | null {
  return (answer) => schema.safeParse(answer).data ?? null;
}

const Account = z.object({ friendlyName: z.string().catch(''), status: z.string(), type: z.string().catch('') });
export type Account = z.infer<typeof Account>;

/** Standard keys may not read the account itself: a refusal here says nothing about texts (twilio.md section 6). */
export function fetchAccount(client: TwilioClient, signal?: AbortSignal): Promise<TwilioResult<Account>> {
  return client.call((sdk, sid) => sdk.api.v2010.accounts(sid).fetch(), reading(Account), signal);
}

const Balance = z.object({ balance: z.string(), currency: z.string() });

export function fetchBalance(
  client: TwilioClient,
  signal?: AbortSignal,
): Promise<TwilioResult<z.infer<typeof Balance>>> {
  return client.call((sdk) => sdk.balance.fetch(), reading(Balance), signal);
}

const OwnNumber = z.object({
  sid: z.string(),
  phoneNumber: z.string(),
  capabilities: z
    .object({ sms: z.boolean().catch(false), mms: z.boolean().catch(false) })
    .catch({ sms: true, mms: false }),
  smsUrl: z.string().nullish().catch(null),
  smsApplicationSid: z.string().nullish().catch(null),
});
export type OwnNumber = z.infer<typeof OwnNumber>;

/** The own number as Twilio has it; null when the account does not have it. */
export function findNumber(
  client: TwilioClient,
  phoneNumber: string,
  signal?: AbortSignal,
): Promise<TwilioResult<{ readonly number: OwnNumber | null }>> {
  return client.call(
    (sdk) => sdk.incomingPhoneNumbers.list({ phoneNumber, limit: MOST }),
    (answer) => {
      const list = z.array(OwnNumber).safeParse(answer).data;
      if (list === undefined) return null;
      return { number: list.find((one) => one.phoneNumber === phoneNumber) ?? null };
    },
    signal,
  );
}

/** Where texts to a number are posted; empty: nowhere. */
export function setNumberUrl(
  client: TwilioClient,
  numberSid: string,
  smsUrl: string,
  signal?: AbortSignal,
): Promise<TwilioResult<OwnNumber>> {
  return client.call(
    (sdk) => sdk.incomingPhoneNumbers(numberSid).update({ smsUrl, smsMethod: 'POST' }),
    reading(OwnNumber),
    signal,
  );
}

const Service = z.object({
  sid: z.string(),
  friendlyName: z.string().catch(''),
  inboundRequestUrl: z.string().nullish().catch(null),
  useInboundWebhookOnNumber: z.boolean().catch(false),
});
export type Service = z.infer<typeof Service>;

export function fetchService(client: TwilioClient, sid: string, signal?: AbortSignal): Promise<TwilioResult<Service>> {
  return client.call((sdk) => sdk.messaging.v1.services(sid).fetch(), reading(Service), signal);
}

/**
 * Where texts to a service's numbers are posted. Null: nowhere by the service, and each number's own address counts, so that none is
 * thrown away (twilio.md 4.6).
 */
export function setServiceUrl(
  client: TwilioClient,
  sid: string,
  url: string | null,
  signal?: AbortSignal,
): Promise<TwilioResult<Service>> {
  const change =
    url === null
      ? { inboundRequestUrl: '', useInboundWebhookOnNumber: true }
      : { inboundRequestUrl: url, inboundMethod: 'POST', useInboundWebhookOnNumber: false };
  return client.call((sdk) => sdk.messaging.v1.services(sid).update(change), reading(Service), signal);
}

const ServiceNumber = z.object({ sid: z.string(), phoneNumber: z.string() });

export function listServiceNumbers(
  client: TwilioClient,
  sid: string,
  signal?: AbortSignal,
): Promise<TwilioResult<readonly z.infer<typeof ServiceNumber>[]>> {
  return client.call(
    (sdk) => sdk.messaging.v1.services(sid).phoneNumbers.list({ limit: MOST }),
    reading(z.array(ServiceNumber)),
    signal,
  );
}

/** Status words of the A2P campaigns of a service. */
export function listCampaigns(
  client: TwilioClient,
  serviceSid: string,
  signal?: AbortSignal,
): Promise<TwilioResult<readonly string[]>> {
  return client.call(
    (sdk) => sdk.messaging.v1.services(serviceSid).usAppToPerson.list({ limit: MOST }),
    (answer) =>
      z
        .array(z.object({ campaignStatus: z.string() }))
        .safeParse(answer)
        .data?.map((one) => one.campaignStatus) ?? null,
    signal,
  );
}

/** Status words of the account's A2P brands. */
export function listBrands(client: TwilioClient, signal?: AbortSignal): Promise<TwilioResult<readonly string[]>> {
  return client.call(
    (sdk) => sdk.messaging.v1.brandRegistrations.list({ limit: MOST }),
    (answer) =>
      z
        .array(z.object({ status: z.string() }))
        .safeParse(answer)
        .data?.map((one) => one.status) ?? null,
    signal,
  );
}

/** Status words of the verifications of a toll-free number. */
export function listTollFree(
  client: TwilioClient,
  numberSid: string,
  signal?: AbortSignal,
): Promise<TwilioResult<readonly string[]>> {
  return client.call(
    (sdk) => sdk.messaging.v1.tollfreeVerifications.list({ tollfreePhoneNumberSid: numberSid, limit: MOST }),
    (answer) =>
      z
        .array(z.object({ status: z.string() }))
        .safeParse(answer)
        .data?.map((one) => one.status) ?? null,
    signal,
  );
}

const Permissions = z.object({
  permissions: z.array(z.object({ country_code: z.string(), enabled: z.boolean() })),
});

/** Whether texts to a country are switched on; null when Twilio does not say. */
export function fetchGeoPermission(
  client: TwilioClient,
  countryCode: string,
  signal?: AbortSignal,
): Promise<TwilioResult<{ readonly enabled: boolean | null }>> {
  return client.call(
    (sdk) => sdk.accounts.v1.messagingGeopermissions.fetch({ countryCode }),
    (answer) => {
      const list = Permissions.safeParse(answer).data?.permissions;
      if (list === undefined) return null;
      return { enabled: list.find((one) => one.country_code === countryCode)?.enabled ?? null };
    },
    signal,
  );
}

const MessagesAnswer = z.object({ instances: z.array(z.unknown()) });

/** The least of daily work: whether our key may read texts at all. */
export function probeMessages(client: TwilioClient, signal?: AbortSignal): Promise<TwilioResult<unknown>> {
  return client.call((sdk) => sdk.messages.page({ pageSize: 1 }), reading(MessagesAnswer), signal);
}
