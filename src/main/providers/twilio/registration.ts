/** Whether the carriers let our number through (twilio.md section 10): brand and campaign, or the toll-free verification, in one sentence. */
import { findNumber, listBrands, listCampaigns, listTollFree } from './accountCalls.ts';
import { isService } from './config.ts';
import type { TwilioClient } from './twilioClient.ts';

/** `unknown`: our key may not read it, or the number is of a country without registration. */
export interface Registration {
  readonly state: 'registered' | 'pending' | 'missing' | 'refused' | 'unknown';
  /** One sentence for the set-up page. */
  readonly words: string;
}

const TOLL_FREE = /^\+1(?:800|833|844|855|866|877|888)\d{7}$/;
const NORTH_AMERICA = /^\+1\d{10}$/;

const say = (state: Registration['state'], words: string): Registration => ({ state, words });
const UNREADABLE = say('unknown', 'The registration cannot be read with this key; see the Twilio console.');

/** Reads the registration of a sender, with the numbers that belong to it. */
export async function readRegistration(
  client: TwilioClient,
  sender: string,
  numbers: readonly string[],
  signal?: AbortSignal,
): Promise<Registration> {
  const local = numbers.filter((number) => NORTH_AMERICA.test(number) && !TOLL_FREE.test(number));
  const tollFree = numbers.find((number) => TOLL_FREE.test(number));
  if (local.length > 0) return isService(sender) ? readCampaign(client, sender, signal) : readBrand(client, signal);
  if (tollFree !== undefined) return readTollFree(client, tollFree, signal);
  return say('unknown', 'No US registration is needed for this number.');
}

async function readCampaign(client: TwilioClient, serviceSid: string, signal?: AbortSignal): Promise<Registration> {
  const campaigns = await listCampaigns(client, serviceSid, signal);
  if (!campaigns.ok) return UNREADABLE;
  if (campaigns.value.includes('VERIFIED')) return say('registered', 'The A2P campaign of this service is approved.');
  const [status] = campaigns.value;
  if (status !== undefined) {
    return status === 'FAILED' || status === 'SUSPENDED'
      ? say(
          'refused',
          `The A2P campaign is ${status.toLowerCase()}: texts to US numbers are blocked until it is put right.`,
        )
      : say(
          'pending',
          'The A2P campaign is still being reviewed (10 to 15 business days); US texts are blocked until then.',
        );
  }
  return withoutCampaign(await readBrand(client, signal));
}

/** An approved brand alone lets nothing through. */
function withoutCampaign(brand: Registration): Registration {
  if (brand.state !== 'registered' && brand.state !== 'unknown') return brand;
  return say('missing', 'This service has no A2P campaign yet: texts to US numbers are blocked until there is one.');
}

async function readBrand(client: TwilioClient, signal?: AbortSignal): Promise<Registration> {
  const brands = await listBrands(client, signal);
  if (!brands.ok) return UNREADABLE;
  if (brands.value.includes('APPROVED')) {
    return say('registered', 'The A2P brand is approved. Make sure this number belongs to an approved campaign.');
  }
  const [status] = brands.value;
  if (status === undefined) {
    return say('missing', 'No A2P brand is registered: texts to US numbers are blocked until there is one.');
  }
  return status === 'PENDING' || status === 'IN_REVIEW'
    ? say('pending', 'The A2P brand is still being reviewed; US texts are blocked until then.')
    : say('refused', 'The A2P brand was not approved: texts to US numbers are blocked until it is put right.');
}

async function readTollFree(client: TwilioClient, number: string, signal?: AbortSignal): Promise<Registration> {
  const found = await findNumber(client, number, signal);
  if (!found.ok || found.value.number === null) return UNREADABLE;
  const listed = await listTollFree(client, found.value.number.sid, signal);
  if (!listed.ok) return UNREADABLE;
  if (listed.value.includes('TWILIO_APPROVED')) return say('registered', 'The toll-free number is verified.');
  const [status] = listed.value;
  if (status === undefined) {
    return say('missing', 'The toll-free number is not verified: nothing goes to the US or Canada until it is.');
  }
  return status === 'TWILIO_REJECTED'
    ? say('refused', 'The toll-free verification was rejected: nothing goes to the US or Canada until it is put right.')
    : say('pending', 'The toll-free verification is under review (3 to 5 business days); nothing goes out until then.');
}
