/**
 * Whose clock an address has: all zones it may lie in, so that a text waits until it is a fit hour in every one of them (rules.md 4), and the
 * state whose hours hold for advertising (rules.md 3). Pure.
 */
import { zonesOfState } from '../phoneNumberAreas.ts';
import { countryOf, type PostalAddress } from './address.ts';
import { areaOfZip } from './usPostcodes.ts';

/** One zone for each clock there is in the country; what keeps the same clock is named once. */
const UNITED_STATES: readonly string[] = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
];
const [TORONTO, HALIFAX, WINNIPEG, EDMONTON] = [
  'America/Toronto',
  'America/Halifax',
  'America/Winnipeg',
  'America/Edmonton',
];

const CANADA: Readonly<Record<string, readonly string[]>> = {
  AB: [EDMONTON],
  BC: ['America/Vancouver', EDMONTON, 'America/Dawson_Creek'],
  MB: [WINNIPEG],
  NB: [HALIFAX],
  NL: ['America/St_Johns', HALIFAX],
  NS: [HALIFAX],
  NT: [EDMONTON],
  NU: [TORONTO, WINNIPEG, EDMONTON],
  ON: [TORONTO, WINNIPEG],
  PE: [HALIFAX],
  QC: [TORONTO, HALIFAX],
  SK: ['America/Regina', EDMONTON],
  YT: ['America/Whitehorse'],
};
/** By the first letter of the postal code. X serves two. */
const CANADIAN_CODES: Readonly<Record<string, readonly string[]>> = {
  ...{ A: ['NL'], B: ['NS'], C: ['PE'], E: ['NB'], G: ['QC'], H: ['QC'], J: ['QC'] },
  ...{ K: ['ON'], L: ['ON'], M: ['ON'], N: ['ON'], P: ['ON'], R: ['MB'], S: ['SK'], T: ['AB'], V: ['BC'] },
  ...{ X: ['NT', 'NU'], Y: ['YT'] },
};
const AUSTRALIA: Readonly<Record<string, readonly string[]>> = {
  ACT: ['Australia/Sydney'],
  NSW: ['Australia/Sydney', 'Australia/Broken_Hill'],
  NT: ['Australia/Darwin'],
  QLD: ['Australia/Brisbane'],
  SA: ['Australia/Adelaide'],
  TAS: ['Australia/Hobart'],
  VIC: ['Australia/Melbourne'],
  WA: ['Australia/Perth'],
};
/** The first that fits holds; both ends inside. */
const AUSTRALIAN_CODES: readonly (readonly [from: number, to: number, zones: readonly string[]])[] = [
  [2648, 2648, ['Australia/Sydney', 'Australia/Broken_Hill']],
  [2879, 2880, ['Australia/Broken_Hill']],
  [2898, 2898, ['Australia/Lord_Howe']],
  [6443, 6443, ['Australia/Perth', 'Australia/Eucla']],
  [200, 299, ['Australia/Sydney']],
  [800, 999, ['Australia/Darwin']],
  [1000, 2999, ['Australia/Sydney']],
  [3000, 3999, ['Australia/Melbourne']],
  [4000, 4999, ['Australia/Brisbane']],
  [5000, 5999, ['Australia/Adelaide']],
  [6000, 6797, ['Australia/Perth']],
  [7000, 7999, ['Australia/Hobart']],
  [8000, 8999, ['Australia/Melbourne']],
  [9000, 9999, ['Australia/Brisbane']],
];

/**
 * All zones an address may lie in. Empty: it says nothing of the clock (a postal code of the armed forces, one that is not in use), and the
 * practice's zone and the number's decide. What a state and a postal code say is united where they differ.
 */
export function zonesOfAddress(address: PostalAddress, practiceCountry: string): readonly string[] {
  const { postcode } = address;
  switch (countryOf(address, practiceCountry)) {
    case 'US':
      return unitedStatesZones(address);
    case 'CA':
      return canadianZones(address);
    case 'AU':
      return australianZones(address);
    case 'ES':
      return postcode === null ? zonesOfCountry('ES') : [spanishZone(postcode)];
    case 'PT':
      return postcode === null ? zonesOfCountry('PT') : [portugueseZone(postcode)];
    default:
      return zonesOfCountry(countryOf(address, practiceCountry));
  }
}

/** The state for the marketing hours of the states; `differs`: state and ZIP code say two, so that nobody knows which. */
export function stateOfAddress(
  address: PostalAddress,
  practiceCountry: string,
): { readonly state: string | null; readonly differs: boolean } {
  if (countryOf(address, practiceCountry) !== 'US') return { state: null, differs: false };
  const byZip = address.postcode === null ? undefined : areaOfZip(address.postcode)?.state;
  const differs = address.region !== null && byZip !== undefined && byZip !== address.region;
  return { state: differs ? null : (address.region ?? byZip ?? null), differs };
}

function unitedStatesZones({ country, region, postcode }: PostalAddress): readonly string[] {
  const zip = postcode === null ? undefined : areaOfZip(postcode);
  if (zip !== undefined && (region === null || region === zip.state)) return zip.zones;
  const both = unique([...(region === null ? [] : zonesOfState(region)), ...(zip?.zones ?? [])]);
  // Of somebody abroad it is known that they live here and nothing more: any clock of the country.
  return both.length === 0 && country !== null ? UNITED_STATES : both;
}

function canadianZones({ country, region, postcode }: PostalAddress): readonly string[] {
  const byCode = CANADIAN_CODES[postcode?.[0] ?? ''] ?? [];
  const provinces = region === null ? byCode : byCode.includes(region) ? [region] : [region, ...byCode];
  const zones = unique(provinces.flatMap((province) => CANADA[province] ?? []));
  return zones.length === 0 && country !== null ? zonesOfCountry('CA') : zones;
}

function australianZones({ country, region, postcode }: PostalAddress): readonly string[] {
  const code = Number(postcode ?? Number.NaN);
  const byCode = AUSTRALIAN_CODES.find(([from, to]) => code >= from && code <= to)?.[2] ?? [];
  const byState = region === null ? [] : (AUSTRALIA[region] ?? []);
  // A code inside the state tells more than the state.
  if (byCode.length > 0 && byCode.some((zone) => byState.includes(zone))) return byCode;
  const both = unique([...byState, ...byCode]);
  return both.length === 0 && country !== null ? zonesOfCountry('AU') : both;
}

function spanishZone(postcode: string): string {
  return /^3[58]/.test(postcode) ? 'Atlantic/Canary' : 'Europe/Madrid';
}

function portugueseZone(postcode: string): string {
  if (/^9[0-4]/.test(postcode)) return 'Atlantic/Madeira';
  return /^9[5-9]/.test(postcode) ? 'Atlantic/Azores' : 'Europe/Lisbon';
}

/** Every zone of a country, by the platform's own table: in a large one few hours are fit everywhere, and staff are asked for the zone. */
function zonesOfCountry(country: string): readonly string[] {
  const locale: Intl.Locale & { getTimeZones?: () => string[] | undefined } = new Intl.Locale(`und-${country}`);
  return locale.getTimeZones?.() ?? [];
}

function unique(zones: readonly string[]): readonly string[] {
  return [...new Set(zones)];
}
