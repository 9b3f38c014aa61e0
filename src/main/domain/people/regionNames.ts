/** States, provinces and countries as people write them, and their codes. Data, and the look-ups over it. */
import { fold } from '../schedule/fold.ts';

type Named = readonly (readonly [code: string, ...names: string[]])[];

const US: Named = [
  ['AL', 'Alabama'],
  ['AK', 'Alaska'],
  ['AZ', 'Arizona'],
  ['AR', 'Arkansas'],
  ['CA', 'California', 'Calif'],
  ['CO', 'Colorado'],
  ['CT', 'Connecticut'],
  ['DE', 'Delaware'],
  ['DC', 'District of Columbia', 'Washington DC'],
  ['FL', 'Florida'],
  ['GA', 'Georgia'],
  ['HI', 'Hawaii'],
  ['ID', 'Idaho'],
  ['IL', 'Illinois'],
  ['IN', 'Indiana'],
  ['IA', 'Iowa'],
  ['KS', 'Kansas'],
  ['KY', 'Kentucky'],
  ['LA', 'Louisiana'],
  ['ME', 'Maine'],
  ['MD', 'Maryland'],
  ['MA', 'Massachusetts'],
  ['MI', 'Michigan'],
  ['MN', 'Minnesota'],
  ['MS', 'Mississippi'],
  ['MO', 'Missouri'],
  ['MT', 'Montana'],
  ['NE', 'Nebraska'],
  ['NV', 'Nevada'],
  ['NH', 'New Hampshire'],
  ['NJ', 'New Jersey'],
  ['NM', 'New Mexico'],
  ['NY', 'New York', 'New York State'],
  ['NC', 'North Carolina'],
  ['ND', 'North Dakota'],
  ['OH', 'Ohio'],
  ['OK', 'Oklahoma'],
  ['OR', 'Oregon'],
  ['PA', 'Pennsylvania'],
  ['RI', 'Rhode Island'],
  ['SC', 'South Carolina'],
  ['SD', 'South Dakota'],
  ['TN', 'Tennessee'],
  ['TX', 'Texas'],
  ['UT', 'Utah'],
  ['VT', 'Vermont'],
  ['VA', 'Virginia'],
  ['WA', 'Washington', 'Washington State'],
  ['WV', 'West Virginia'],
  ['WI', 'Wisconsin'],
  ['WY', 'Wyoming'],
  ['PR', 'Puerto Rico'],
  ['VI', 'US Virgin Islands', 'Virgin Islands'],
  ['GU', 'Guam'],
  ['MP', 'Northern Mariana Islands'],
  ['AS', 'American Samoa'],
];
const CA: Named = [
  ['AB', 'Alberta'],
  ['BC', 'British Columbia'],
  ['MB', 'Manitoba'],
  ['NB', 'New Brunswick'],
  ['NL', 'Newfoundland and Labrador', 'Newfoundland'],
  ['NS', 'Nova Scotia'],
  ['NT', 'Northwest Territories'],
  ['NU', 'Nunavut'],
  ['ON', 'Ontario'],
  ['PE', 'Prince Edward Island', 'PEI'],
  ['QC', 'Quebec'],
  ['SK', 'Saskatchewan'],
  ['YT', 'Yukon'],
];
const AU: Named = [
  ['ACT', 'Australian Capital Territory'],
  ['NSW', 'New South Wales'],
  ['NT', 'Northern Territory'],
  ['QLD', 'Queensland'],
  ['SA', 'South Australia'],
  ['TAS', 'Tasmania'],
  ['VIC', 'Victoria'],
  ['WA', 'Western Australia'],
];
const COUNTRIES: Named = [
  ['US', 'USA', 'United States', 'United States of America', 'America', 'EEUU', 'Estados Unidos'],
  ['CA', 'CAN', 'Canada'],
  ['MX', 'MEX', 'Mexico'],
  ['GB', 'GBR', 'UK', 'United Kingdom', 'Great Britain', 'England', 'Scotland', 'Wales', 'Northern Ireland'],
  ['IE', 'IRL', 'Ireland'],
  ['AU', 'AUS', 'Australia'],
  ['NZ', 'NZL', 'New Zealand'],
  ['IN', 'IND', 'India'],
  ['DE', 'DEU', 'Germany', 'Deutschland'],
  ['AT', 'AUT', 'Austria', 'Österreich'],
  ['CH', 'CHE', 'Switzerland', 'Schweiz', 'Suisse'],
  ['FR', 'FRA', 'France', 'Frankreich'],
  ['ES', 'ESP', 'Spain', 'España'],
  ['PT', 'PRT', 'Portugal'],
  ['IT', 'ITA', 'Italy', 'Italia'],
  ['NL', 'NLD', 'Netherlands', 'Nederland', 'Holland'],
  ['BE', 'BEL', 'Belgium', 'Belgien', 'Belgique'],
  ['PL', 'POL', 'Poland', 'Polska'],
  ['SE', 'SWE', 'Sweden', 'Sverige'],
  ['DK', 'DNK', 'Denmark', 'Danmark'],
];

const byFolded = (named: Named): ReadonlyMap<string, string> =>
  new Map(named.flatMap((words) => words.map((word): [string, string] => [fold(word), words[0]])));

const REGIONS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  ['US', byFolded(US)],
  ['CA', byFolded(CA)],
  ['AU', byFolded(AU)],
]);
const COUNTRY_CODES = byFolded(COUNTRIES);

/** Whether the regions of a country are known here: then one that is not among them is a mistake. */
export function hasRegions(country: string): boolean {
  return REGIONS.has(country);
}

/** "Washington", "wa", "Wash." does not count: the code of a state or province; undefined when there is none of that name. */
export function regionCode(country: string, written: string): string | undefined {
  return REGIONS.get(country)?.get(fold(written));
}

/** The two letters of a country by its name or code; undefined when it is not known. */
export function countryCode(written: string): string | undefined {
  const known = COUNTRY_CODES.get(fold(written));
  if (known !== undefined) return known;
  const code = written.trim().toUpperCase();
  if (!/^[A-Z]{2}$/.test(code)) return undefined;
  // Without a name of its own a code stands for nothing.
  return new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) === undefined ? undefined : code;
}
