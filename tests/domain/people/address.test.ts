/** Addresses as people and spreadsheets write them, and whose clock they have: in doubt more than one. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GateInput } from '../../../src/contract/gate.ts';
import { readAddress, type PostalAddress, type WrittenAddress } from '../../../src/main/domain/people/address.ts';
import { stateOfAddress, zonesOfAddress } from '../../../src/main/domain/people/addressZones.ts';
import { areaOfZip } from '../../../src/main/domain/people/usPostcodes.ts';
import { zonesOfState } from '../../../src/main/domain/phoneNumberAreas.ts';
import { decide } from '../../../src/main/domain/sendGate/decide.ts';
import { isValidZone, toLocal } from '../../../src/main/domain/time.ts';

const at = (country: string | null, region: string | null, postcode: string | null): PostalAddress => ({
  country,
  region,
  postcode,
});

describe('reading an address', () => {
  test.each<[practice: string, written: WrittenAddress, read: PostalAddress | null, wrong: string[]]>([
    ['US', {}, null, []],
    ['US', { region: ' ', postcode: '' }, null, []],
    ['US', { region: 'washington', postcode: '98101-1234' }, at(null, 'WA', '98101'), []],
    ['US', { region: 'N.Y.', postcode: '100011234' }, at(null, 'NY', '10001'), []],
    ['US', { region: 'WA', country: 'USA' }, at(null, 'WA', null), []],
    ['US', { country: 'United States' }, null, []],
    ['US', { country: 'Puerto Rico' }, null, ['country']],
    ['US', { country: 'PR', postcode: '00901' }, at(null, 'PR', '00901'), []],
    ['PR', { region: 'Florida' }, at(null, 'FL', null), []],
    ['US', { region: 'Wahsington', postcode: '98101' }, at(null, null, '98101'), ['region']],
    ['US', { postcode: '981' }, null, ['postcode']],
    // What a spreadsheet made of 02139 is put right where the state says so; a code that lacks its last digit is not guessed at.
    ['US', { region: 'MA', postcode: '2139' }, at(null, 'MA', '02139'), []],
    ['US', { region: 'WA', postcode: '9810' }, at(null, 'WA', null), ['postcode']],
    ['US', { postcode: '2139' }, null, ['postcode']],
    ['US', { region: 'ON', postcode: 'k1a0b6' }, at('CA', 'ON', 'K1A 0B6'), []],
    ['US', { postcode: 'K1A 0B6' }, at('CA', null, 'K1A 0B6'), []],
    ['CA', { region: 'Quebec' }, at(null, 'QC', null), []],
    ['CA', { region: 'WA', postcode: '98101' }, at('US', 'WA', '98101'), []],
    ['AU', { region: 'Victoria', postcode: '3000' }, at(null, 'VIC', '3000'), []],
    ['AU', { region: 'NT', postcode: '800' }, at(null, 'NT', '0800'), []],
    ['GB', { region: 'Kent', postcode: 'ct1 2ab' }, at(null, 'Kent', 'CT1 2AB'), []],
    ['US', { country: 'Deutschland', postcode: '10115' }, at('DE', null, '10115'), []],
    ['US', { country: 'XQ' }, null, ['country']],
    ['US', { country: 'Nowhere', region: 'WA' }, at(null, 'WA', null), ['country']],
  ])('in %s: %j', (practice, written, address, wrong) => {
    expect(readAddress(written, practice)).toEqual({ address, wrong });
  });

  test('never throws, and what it made of something it reads the same again', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom('WA', 'ON', 'NSW', '98101', 'K1A 0B6', 'PR', 'DE', '0800', '368'),
    );
    fc.assert(
      fc.property(
        part,
        part,
        part,
        fc.constantFrom('US', 'CA', 'AU', 'GB', 'IN'),
        (country, region, postcode, home) => {
          const { address } = readAddress({ country, region, postcode }, home);
          if (address === null) return;
          const again = readAddress(
            {
              country: address.country ?? '',
              region: address.region ?? '',
              postcode: address.postcode ?? '',
            },
            home,
          );
          expect(again).toEqual({ address, wrong: [] });
          expect(zonesOfAddress(address, home).every(isValidZone)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('the clock of an address', () => {
  const [E, C, M, P, L, A, H] = [
    'America/New_York',
    'America/Chicago',
    'America/Denver',
    'America/Phoenix',
    'America/Los_Angeles',
    'America/Anchorage',
    'Pacific/Honolulu',
  ];
  test.each<[why: string, practice: string, address: PostalAddress, zones: (string | undefined)[]]>([
    ['a state with one zone', 'US', at(null, 'WA', null), [L]],
    ['a state with two, when nothing more is known', 'US', at(null, 'TN', null), [E, C]],
    ['Memphis', 'US', at(null, 'TN', '38103'), [C]],
    ['Chattanooga and around: some of it is Central', 'US', at(null, 'TN', '37347'), [E, C]],
    ['Gary', 'US', at(null, 'IN', '46402'), [C]],
    ['Indianapolis', 'US', at(null, null, '46204'), [E]],
    ['the county of Knox, Indiana, among Eastern ones', 'US', at(null, 'IN', '46534'), [E, C]],
    ['Pensacola', 'US', at(null, 'FL', '32501'), [C]],
    ['Miami', 'US', at(null, 'FL', '33101'), [E]],
    ['El Paso', 'US', at(null, 'TX', '79901'), [M]],
    ['Phoenix', 'US', at(null, 'AZ', '85004'), [P]],
    ['the Navajo Nation may be either', 'US', at(null, 'AZ', '86515'), [P, M]],
    ['Anchorage', 'US', at(null, 'AK', '99501'), [A]],
    ['Alaska', 'US', at(null, 'AK', null), [A, H]],
    ['Adak', 'US', at(null, 'AK', '99546'), ['America/Adak']],
    ['a town of Alabama that lives by the clock of Georgia', 'US', at(null, 'AL', '36854'), [C, E]],
    ['Guam', 'US', at(null, null, '96910'), ['Pacific/Guam']],
    ['Palau has a ZIP code and a clock of its own', 'US', at(null, null, '96940'), []],
    ['the armed forces', 'US', at(null, null, '09012'), []],
    ['a state and a code that differ: both', 'US', at(null, 'WA', '33101'), [L, E]],
    [
      'a patient of a Canadian practice who lives in the United States',
      'CA',
      at('US', null, null),
      [E, C, M, P, L, A, H],
    ],
    ['Ottawa', 'US', at('CA', null, 'K1A 0B6'), ['America/Toronto', 'America/Winnipeg']],
    ['Newfoundland', 'CA', at(null, 'NL', null), ['America/St_Johns', 'America/Halifax']],
    ['the code of two territories, told apart', 'CA', at(null, 'NT', 'X1A 1A1'), ['America/Edmonton']],
    ['Perth', 'AU', at(null, 'WA', '6000'), ['Australia/Perth']],
    ['Broken Hill', 'AU', at(null, 'NSW', '2880'), ['Australia/Broken_Hill']],
    ['the code of Darwin in South Australia', 'AU', at(null, 'SA', '0872'), ['Australia/Adelaide', 'Australia/Darwin']],
    ['Kent', 'GB', at(null, 'Kent', null), ['Europe/London']],
    ['Lisbon', 'GB', at('PT', null, '1000-001'), ['Europe/Lisbon']],
    ['Tenerife', 'ES', at(null, null, '38001'), ['Atlantic/Canary']],
  ])('%s', (_why, practice, address, zones) => {
    expect(zonesOfAddress(address, practice)).toEqual(zones);
  });

  test('somewhere in a large country is anywhere in it', () => {
    expect(zonesOfAddress(at('MX', null, null), 'US').length).toBeGreaterThan(5);
    expect(zonesOfAddress(at('MX', 'Jalisco', null), 'US')).toEqual(zonesOfAddress(at('MX', null, null), 'US'));
  });

  test('a ZIP code never has fewer clocks than its state leaves open, and names the state it is in', () => {
    const beyond: string[] = [];
    for (let prefix = 0; prefix < 1000; prefix += 1) {
      const zip = `${String(prefix).padStart(3, '0')}01`;
      const area = areaOfZip(zip);
      if (area === undefined) continue;
      const ofState = zonesOfState(area.state);
      expect(area.zones.length, zip).toBeGreaterThan(0);
      if (!area.zones.every((zone) => ofState.includes(zone))) beyond.push(zip);
    }
    // Eastern clocks in Alabama.
    expect(beyond).toEqual(['36801']);
  });

  test('no automatic text leaves while it is night in any place that an address leaves open', () => {
    const addresses = fc.oneof(
      fc.constantFrom('AK', 'AZ', 'FL', 'ID', 'IN', 'TN', 'TX', 'WA', 'HI').map((region) => at(null, region, null)),
      fc.integer({ min: 500, max: 99999 }).map((zip) => at(null, null, String(zip).padStart(5, '0'))),
      fc.constantFrom(at('CA', 'ON', null), at('MX', null, null), at(null, 'WA', '33101')),
    );
    let left = 0;
    fc.assert(
      fc.property(addresses, fc.integer({ min: 0, max: 2 * 365 * 24 * 4 }), (address, quarter) => {
        const now = Date.UTC(2027, 0, 1) + quarter * 900_000;
        const zones = zonesOfAddress(address, 'US');
        const { decision } = decide(
          GateInput.parse({
            ...{ now, number: { e164: '+12125550172' }, lastContactAt: now - 1 },
            consent: { sms: { care: 'express' } },
            zone: { practice: 'America/New_York', address: [...zones], number: ['America/New_York'] },
          }),
        );
        if (decision !== 'allow') return;
        left += 1;
        for (const zone of zones.length === 0 ? ['America/New_York'] : zones) {
          expect(toLocal(now, zone).hour).toBeGreaterThanOrEqual(8);
          expect(toLocal(now, zone).hour).toBeLessThan(21);
        }
      }),
      { numRuns: 400 },
    );
    expect(left).toBeGreaterThan(50);
  });

  test.each<[PostalAddress, { state: string | null; differs: boolean }]>([
    [at(null, 'WA', null), { state: 'WA', differs: false }],
    [at(null, null, '33101'), { state: 'FL', differs: false }],
    [at(null, 'WA', '98101'), { state: 'WA', differs: false }],
    [at(null, 'WA', '33101'), { state: null, differs: true }],
    [at(null, null, '09012'), { state: null, differs: false }],
    [at('CA', 'ON', null), { state: null, differs: false }],
  ])('the state of %j for the hours of advertising', (address, expected) => {
    expect(stateOfAddress(address, 'US')).toEqual(expected);
  });
});
