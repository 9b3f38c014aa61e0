/**
 * A postal address as far as the hours of texts need it: country, state or province, postal code (rules.md 3 and 4). Reads how people write
 * it, and says what it cannot be. Pure; whose clock it is says addressZones.ts.
 */
import { isUnitedStates } from '../regions/regions.ts';
import { countryCode, hasRegions, regionCode } from './regionNames.ts';
import { areaOfZip } from './usPostcodes.ts';

export interface PostalAddress {
  /** ISO 3166 alpha 2; null: the practice's. US territories are regions of the US. */
  readonly country: string | null;
  /** A code where the country's are known here, else as written. */
  readonly region: string | null;
  readonly postcode: string | null;
}

export interface WrittenAddress {
  readonly country?: string | undefined;
  readonly region?: string | undefined;
  readonly postcode?: string | undefined;
}

export interface ReadAddress {
  /** Null: nothing of it could be read, or nothing was written. */
  readonly address: PostalAddress | null;
  /** What is no such thing; it is left out of the address. */
  readonly wrong: readonly (keyof PostalAddress)[];
}

/** Longer than any; also bounds the work on hostile input. */
const MOST_REGION = 60;
const TERRITORIES: readonly string[] = ['PR', 'VI', 'GU', 'MP', 'AS'];

/** Reads an address as people in `practiceCountry` (ISO alpha 2) write it. */
export function readAddress(written: WrittenAddress, practiceCountry: string): ReadAddress {
  const [country, region, postcode] = [tidy(written.country), tidy(written.region), tidy(written.postcode)];
  const wrong: (keyof PostalAddress)[] = [];
  const stated = country === '' ? undefined : countryCode(country);
  if (country !== '' && stated === undefined) wrong.push('country');
  const home = homeOf(practiceCountry);
  const where = stated === undefined ? homeOf(guessCountry(home, region, postcode)) : homeOf(stated);
  const readRegion = region === '' ? territoryOf(stated) : regionOf(where, region);
  if (readRegion === undefined) wrong.push('region');
  const readPostcode = postcode === '' ? null : postcodeOf(where, postcode, readRegion ?? null);
  if (readPostcode === undefined) wrong.push('postcode');
  const address: PostalAddress = {
    country: where === home ? null : where,
    region: readRegion ?? null,
    postcode: readPostcode ?? null,
  };
  const nothing = address.country === null && address.region === null && address.postcode === null;
  return { address: nothing ? null : address, wrong };
}

/** The country an address is in: `US` for the territories, too. */
export function countryOf(address: PostalAddress, practiceCountry: string): string {
  return address.country ?? homeOf(practiceCountry);
}

/** Whether two addresses are the same, `null` being none. */
export function isSameAddress(one: PostalAddress | null, other: PostalAddress | null): boolean {
  if (one === null || other === null) return one === other;
  return one.country === other.country && one.region === other.region && one.postcode === other.postcode;
}

function homeOf(country: string): string {
  return isUnitedStates(country) ? 'US' : country;
}

/** Some write only what tells Canada from the United States: "ON", "K1A 0B6". */
function guessCountry(home: string, region: string, postcode: string): string {
  const other = home === 'US' ? 'CA' : home === 'CA' ? 'US' : null;
  if (other === null) return home;
  if (region !== '') {
    if (regionCode(home, region) !== undefined) return home;
    return regionCode(other, region) === undefined ? home : other;
  }
  if (postcode === '' || postcodeOf(home, postcode, null) !== undefined) return home;
  return postcodeOf(other, postcode, null) === undefined ? home : other;
}

/** "PR" as a country says the region. */
function territoryOf(stated: string | undefined): string | null {
  return stated !== undefined && TERRITORIES.includes(stated) ? stated : null;
}

function regionOf(country: string, written: string): string | undefined {
  return hasRegions(country) ? regionCode(country, written) : written.slice(0, MOST_REGION);
}

/** As it is written in the country; undefined for what cannot be one. */
function postcodeOf(country: string, written: string, region: string | null): string | undefined {
  const code = written.toUpperCase();
  switch (country) {
    case 'US':
      return zipOf(code, region);
    case 'CA': {
      const [, first, second] = /^([ABCEGHJ-NPRSTVXY]\d[A-Z])[\s-]?(\d[A-Z]\d)$/.exec(code) ?? [];
      return first === undefined || second === undefined ? undefined : `${first} ${second}`;
    }
    case 'AU':
      // A spreadsheet takes the zero off 0800, Darwin.
      return /^\d{3,4}$/.test(code) ? code.padStart(4, '0') : undefined;
    default:
      return /^[A-Z0-9][A-Z0-9 -]{1,11}$/.test(code) ? code : undefined;
  }
}

/** Five digits of "98101", "98101-1234", "981011234". A spreadsheet takes zeros off: they are put back where the state says the same. */
function zipOf(code: string, region: string | null): string | undefined {
  const whole = /^(\d{5})(?:[\s-]?\d{4})?$/.exec(code)?.[1];
  if (whole !== undefined) return whole;
  const short = /^(\d{3,4})(?:-\d{4})?$/.exec(code)?.[1]?.padStart(5, '0');
  return short !== undefined && region !== null && areaOfZip(short)?.state === region ? short : undefined;
}

function tidy(written: string | undefined): string {
  return (written ?? '').replace(/\s+/g, ' ').trim().slice(0, MOST_REGION);
}
