/**
 * US ZIP codes: state and zones by the first three digits, or by all five where those differ (rules.md section 4). Data, and the look-up over it.
 * A prefix of a state with two zones has both, unless every place in it keeps one clock: in doubt both.
 */
import { zonesOfState } from '../phoneNumberAreas.ts';

const EASTERN = 'America/New_York';
const CENTRAL = 'America/Chicago';
const MOUNTAIN = 'America/Denver';
const ARIZONA = 'America/Phoenix';
const PACIFIC = 'America/Los_Angeles';
const ALASKA = 'America/Anchorage';

export interface ZipArea {
  readonly state: string;
  readonly zones: readonly string[];
}

/** State, and its prefixes. Those of the armed forces (090 to 098, 340, 962 to 966) say nothing of a place. */
const STATES: readonly (readonly [state: string, prefixes: string])[] = [
  ['AK', '995-999'],
  ['AL', '350-352 354-369'],
  ['AR', '716-729'],
  ['AZ', '850-853 855-857 859-860 863-865'],
  ['CA', '900-908 910-928 930-961'],
  ['CO', '800-816'],
  ['CT', '060-069'],
  ['DC', '200 202-205 569'],
  ['DE', '197-199'],
  ['FL', '320-339 341-342 344 346-347 349'],
  ['GA', '300-319 398-399'],
  ['HI', '967-968'],
  ['IA', '500-516 520-528'],
  ['ID', '832-838'],
  ['IL', '600-620 622-629'],
  ['IN', '460-479'],
  ['KS', '660-662 664-679'],
  ['KY', '400-427'],
  ['LA', '700-701 703-708 710-714'],
  ['MA', '010-027 055'],
  ['MD', '206-212 214-219'],
  ['ME', '039-049'],
  ['MI', '480-499'],
  ['MN', '550-551 553-567'],
  ['MO', '630-631 633-641 644-658'],
  ['MS', '386-397'],
  ['MT', '590-599'],
  ['NC', '270-289'],
  ['ND', '580-588'],
  ['NE', '680-681 683-693'],
  ['NH', '030-038'],
  ['NJ', '070-089'],
  ['NM', '870-871 873-875 877-884'],
  ['NV', '889-891 893-895 897-898'],
  ['NY', '005 100-149'],
  ['OH', '430-459'],
  ['OK', '730-731 734-741 743-749'],
  ['OR', '970-979'],
  ['PA', '150-196'],
  ['PR', '006-007 009'],
  ['RI', '028-029'],
  ['SC', '290-299'],
  ['SD', '570-577'],
  ['TN', '370-385'],
  ['TX', '733 750-770 772-799 885'],
  ['UT', '840-847'],
  ['VA', '201 220-246'],
  ['VI', '008'],
  ['VT', '050-054 056-059'],
  ['WA', '980-986 988-994'],
  ['WI', '530-532 534-535 537-549'],
  ['WV', '247-268'],
  ['WY', '820-831'],
];

/** Prefixes of states in two zones that lie in one of them, and one of a state in one zone where some keep the neighbour's clock. */
const ZONES: readonly (readonly [zones: readonly string[], prefixes: string])[] = [
  [[ALASKA], '995-999'],
  // The Navajo Nation, which keeps daylight saving time, lies in 860 and 865.
  [[ARIZONA], '850-853 855-857 863-864'],
  [[EASTERN], '320-322 326-339 341-342 344 346-347 349'],
  [[CENTRAL], '325'],
  [[MOUNTAIN], '832-834 836-837'],
  [[PACIFIC], '838'],
  [[EASTERN], '460-462 466-468 470-474 478'],
  [[CENTRAL], '464 477'],
  [[CENTRAL], '660-662 664-676'],
  [[EASTERN], '400 402-418'],
  [[CENTRAL], '420-424'],
  [[EASTERN], '480-497'],
  [[CENTRAL], '680-681 683-689'],
  [[MOUNTAIN], '693'],
  [[CENTRAL], '580-584'],
  [[PACIFIC], '889-891 894-895 897'],
  [[PACIFIC], '970-977'],
  [[CENTRAL], '570-574'],
  [[MOUNTAIN], '577'],
  [[CENTRAL], '370-372 380-385'],
  [[EASTERN], '374 376 378-379'],
  [[CENTRAL], '733 750-770 772-797'],
  [[MOUNTAIN], '799 885'],
  // Towns of Alabama that live by the clock of Georgia.
  [[CENTRAL, EASTERN], '368'],
];

/** Whole codes that are not as their prefix is. */
const EXCEPTIONS: ReadonlyMap<string, ZipArea> = new Map([
  ['99546', { state: 'AK', zones: ['America/Adak'] }],
  ['99547', { state: 'AK', zones: ['America/Adak'] }],
  ['99923', { state: 'AK', zones: [ALASKA, PACIFIC] }],
  ['06390', { state: 'NY', zones: [EASTERN] }],
  ['96799', { state: 'AS', zones: ['Pacific/Pago_Pago'] }],
  ...codes(96910, 96932).map((zip): [string, ZipArea] => [zip, { state: 'GU', zones: ['Pacific/Guam'] }]),
  ...codes(96950, 96952).map((zip): [string, ZipArea] => [zip, { state: 'MP', zones: ['Pacific/Saipan'] }]),
]);

const ZONES_OF_PREFIX: ReadonlyMap<string, readonly string[]> = new Map(
  ZONES.flatMap(([zones, prefixes]) => expand(prefixes).map((prefix): [string, readonly string[]] => [prefix, zones])),
);

const AREAS: ReadonlyMap<string, ZipArea> = new Map(
  STATES.flatMap(([state, prefixes]) =>
    expand(prefixes).map((prefix): [string, ZipArea] => [
      prefix,
      { state, zones: ZONES_OF_PREFIX.get(prefix) ?? zonesOfState(state) },
    ]),
  ),
);

/** State and zones of a five-digit ZIP code; undefined for one that is not in use or belongs to the armed forces. */
export function areaOfZip(zip: string): ZipArea | undefined {
  return EXCEPTIONS.get(zip) ?? AREAS.get(zip.slice(0, 3));
}

/** "350-352 354" -> 350, 351, 352, 354 */
function expand(prefixes: string): string[] {
  return prefixes.split(' ').flatMap((part) => {
    const [from = '', to = from] = part.split('-');
    return codes(Number(from), Number(to)).map((code) => code.slice(-3));
  });
}

function codes(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_one, at) => String(from + at).padStart(5, '0'));
}
