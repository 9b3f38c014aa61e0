/** What lists say about where people live: recognised by its meaning, taken for the person, and taken out again with the list. */
import { describe, expect, test } from 'vitest';
import { meaningOfHeader, recogniseColumns } from '../../../src/main/domain/schedule/columns.ts';
import { add, preview, undo } from './lists.ts';
import { createPractice, type TestPractice } from './practice.ts';

const NUMBER = '+12065550117';

const row = (state: string, zip: string, time = '9:30 AM', more = ''): string =>
  `Ana Cruz,(206) 555-0117,1/18/2027,${time},Dr. Chen,Scheduled,${state},${zip}${more}`;
const listOf = (...rows: string[]): string =>
  ['Patient,Mobile,Date,Time,Provider,Status,State,Zip', ...rows].join('\r\n');

function addressOf(practice: TestPractice) {
  return practice.store.read((tx) => {
    const [person] = tx.people.holdersOf(NUMBER);
    const known = person === undefined ? undefined : tx.people.addressOf(person.id);
    return known === undefined
      ? null
      : [known.country, known.region, known.postcode, known.source].flatMap((part) => part ?? []).join(' ');
  });
}

function addByDesk(practice: TestPractice) {
  practice.store.write('Dana', (tx) => {
    const [person] = tx.people.holdersOf(NUMBER);
    tx.people.setAddress(person?.id ?? '', {
      ...{ country: null, region: 'HI', postcode: null, source: 'desk' as const },
      updatedAt: practice.clock.now(),
    });
  });
}

describe('columns of an address', () => {
  test.each([
    ['Zip', 'postcode'],
    ['ZIP Code', 'postcode'],
    ['Patient Home Zip', 'postcode'],
    ['Postal code', 'postcode'],
    ['PostCode', 'postcode'],
    ['State/Province', 'region'],
    ['Home State', 'region'],
    ['Address State', 'region'],
    ['Bundesland', 'region'],
    ['Código postal', 'postcode'],
    ['PLZ', 'postcode'],
    ['Country', 'country'],
    ['País', 'country'],
    ['Insurance Zip', undefined],
    ['Employer State', undefined],
    ['Guarantor Postal Code', undefined],
    ['Pharmacy Zip', undefined],
    ['Country of Birth', undefined],
    ['Street Address', undefined],
    ['City', undefined],
    ['Email Address', undefined],
  ])('"%s" means %s', (header, meaning) => {
    expect(meaningOfHeader(header)).toBe(meaning);
  });

  test.each<[string, string[], string[][], string]>([
    ['states of the union', ['Name', 'State'], [['Ana Cruz'], ['WA', 'OR', 'Washington']], 'region'],
    ['marks of visits', ['Name', 'State'], [['Ana Cruz'], ['Confirmed', 'Booked', 'Cancelled']], 'status'],
    ['Oklahoma beside its codes', ['Name', 'ZIP', 'State'], [['Ana Cruz'], ['73102'], ['OK', 'OK']], 'region'],
    ['states beside a status', ['Name', 'Status', 'State'], [['Ana Cruz'], ['Booked'], ['OK', 'TX']], 'region'],
  ])('"State" with %s in it', (_what, headers, samples, meaning) => {
    expect(recogniseColumns(headers, samples)[String(headers.indexOf('State'))]).toBe(meaning);
  });
});

describe('a list with addresses', () => {
  test('brings them with its people, is taken out with them, and says the same a second time', async () => {
    const practice = await createPractice();
    const added = await add(practice, listOf(row('WA', '98101-2345')));
    expect(addressOf(practice)).toBe('WA 98101 list');
    expect((await preview(practice, listOf(row('WA', '98101')))).counts).toMatchObject({ unchanged: 1 });
    await undo(practice, added.importId);
    expect(practice.store.read((tx) => tx.people.count())).toBe(0);
  });

  test('is believed when they have moved, but not against the desk; what it does not say takes nothing away', async () => {
    const practice = await createPractice();
    await add(practice, listOf(row('WA', '98101')));
    const moved = await add(practice, listOf(row('OR', '97201', '10:00 AM')));
    expect(addressOf(practice)).toBe('OR 97201 list');
    await add(practice, listOf(row('', '', '10:30 AM')));
    expect(addressOf(practice)).toBe('OR 97201 list');
    expect(moved.counts).toMatchObject({ moved: 1 });
    addByDesk(practice);
    await add(practice, listOf(row('TX', '79901', '11:00 AM')));
    expect(addressOf(practice)).toBe('HI desk');
  });

  test('undone, leaves the address that stood there before', async () => {
    const practice = await createPractice();
    await add(practice, listOf(row('WA', '98101')));
    const moved = await add(practice, listOf(row('OR', '97201', '10:00 AM')));
    await undo(practice, moved.importId);
    expect(addressOf(practice)).toBe('WA 98101 list');
  });

  test('with what cannot be an address comes in all the same, without it', async () => {
    const practice = await createPractice();
    const { counts } = await preview(practice, listOf(row('see chart', 'unknown')));
    expect(counts).toMatchObject({ new: 1, problems: 1 });
    await add(practice, listOf(row('WA', '9810')));
    expect(addressOf(practice)).toBe('WA list');
  });

  test('of HL7 or FHIR has the place where they live, not where they work or lived', async () => {
    const hl7 = [
      'MSH|^~\\&|A|B|C|D|20270112||SIU^S12|1|P|2.5',
      'SCH|A1|A1|||||Cleaning||30|MIN|^^30^202701181430^202701181500',
      'PID|1||M1||Cruz^Ana||19800101|F|||9 Work Rd^^Miami^FL^33101^USA^B~1 Main St^^Seattle^WA^98101^USA^H||2065550117^PRS^CP',
      'AIP|1||1^Chen^Lena',
    ].join('\r');
    const practice = await createPractice();
    await add(practice, hl7);
    expect(addressOf(practice)).toBe('WA 98101 list');

    const patient = {
      ...{ resourceType: 'Patient', id: 'p1', name: [{ family: 'Cruz', given: ['Ana'] }] },
      telecom: [{ system: 'phone', use: 'mobile', value: '2065550117' }],
      address: [
        { use: 'old', state: 'TX', postalCode: '79901' },
        { use: 'home', type: 'postal', state: 'NV', postalCode: '89501' },
        { use: 'home', type: 'physical', state: 'HI', postalCode: '96801', country: 'US' },
      ],
    };
    const appointment = {
      ...{ resourceType: 'Appointment', id: 'a1', status: 'booked', start: '2027-01-18T14:30:00Z' },
      participant: [{ actor: { reference: 'Patient/p1' } }],
    };
    const other = await createPractice();
    await add(
      other,
      JSON.stringify({ resourceType: 'Bundle', entry: [{ resource: patient }, { resource: appointment }] }),
    );
    expect(addressOf(other)).toBe('HI 96801 list');
  });
});
