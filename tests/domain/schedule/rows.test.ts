import { describe, expect, test } from 'vitest';
import { createIdentities } from '../../../src/main/domain/schedule/identities.ts';
import { actionFor, identityOf, type KnownVisit } from '../../../src/main/domain/schedule/diff.ts';
import { createRowReader, type RowLayout, type VisitRow } from '../../../src/main/domain/schedule/readRow.ts';

const layout: RowLayout = {
  mapping: { 0: 'externalId', 1: 'name', 2: 'phone', 3: 'date', 4: 'time', 5: 'clinician', 6: 'status', 7: 'consent' },
  headers: ['Id', 'Patient', 'Phone', 'Date', 'Time', 'Provider', 'Status', 'Consent'],
  dateOrder: 'mdy',
  zone: 'America/New_York',
  now: Date.UTC(2027, 0, 12, 15, 0),
  today: { year: 2027, month: 1, day: 12 },
  statusWords: {},
  parsePhone: (raw) => {
    const digits = raw.replace(/\D/g, '');
    if (digits.length !== 10) return { ok: false, text: `${raw} is too short.` };
    return { ok: true, e164: `+1${digits}`, landline: digits.endsWith('99') };
  },
};
const read = (cells: string[]): VisitRow | undefined => createRowReader(layout).read(cells, 2);
const good = ['A1', 'Ana Cruz', '206-555-0101', '1/14/2027', '9:30 AM', 'Dr. Chen', 'Scheduled', 'yes'];
const withCell = (index: number, value: string): string[] => good.map((cell, at) => (at === index ? value : cell));

describe('reading a row', () => {
  test('a complete row is read in the zone of the practice', () => {
    expect(read(good)).toMatchObject({
      externalId: 'A1',
      name: { givenName: 'Ana', familyName: 'Cruz' },
      phone: '+12065550101',
      startsAt: Date.UTC(2027, 0, 14, 14, 30),
      endsAt: Date.UTC(2027, 0, 14, 15, 0),
      clinician: 'Dr. Chen',
      status: 'booked',
      consent: true,
      problems: [],
    });
  });

  test.each([
    [1, '', 'nameMissing', 'error'],
    [2, '', 'phoneMissing', 'warning'],
    [2, '555-01', 'phoneInvalid', 'warning'],
    [2, '206-555-0199', 'phoneLandline', 'warning'],
    [3, '', 'dateMissing', 'error'],
    [3, 'soon', 'dateInvalid', 'error'],
    [4, '', 'timeMissing', 'error'],
    [4, 'noon-ish', 'timeInvalid', 'error'],
    [3, '1/11/2027', 'inPast', 'error'],
  ])('cell %i as %j is reported as %s', (index, value, code, severity) => {
    expect(read(withCell(index, value))?.problems).toEqual([
      expect.objectContaining({ code, severity, column: expect.any(Number) }),
    ]);
  });

  test('of several numbers in one cell the first that can be texted is taken', () => {
    expect(read(withCell(2, '206-555-0199; 206-555-0102'))?.phone).toBe('+12065550102');
  });

  test.each(['Cancelled', 'CANCELED', 'Broken'])('the status %s means cancelled', (word) => {
    expect(read(withCell(6, word))?.status).toBe('cancelled');
  });

  test.each([
    ['Confirmed', true],
    ['Unconfirmed', false],
    ['Not confirmed', false],
    ['', false],
  ])('the status %j means confirmed: %s', (word, confirmed) => {
    expect(read(withCell(6, word))?.confirmed).toBe(confirmed);
  });

  test.each([
    [['', '', '', '', '', '', '', '']],
    [['', 'LUNCH', '', '1/14/2027', '12:00 PM', '', '', '']],
    [['Total', '12', '', '', '', '', '', '']],
    [['Id', 'Patient', 'Phone', 'Date', 'Time', '', '', '']],
  ])('%j is no visit', (cells) => {
    expect(read(cells)).toBeUndefined();
  });

  test('more cells than headers are pointed out instead of being cut off', () => {
    expect(read([...good, 'x'])?.problems[0]?.code).toBe('tooManyCells');
  });
});

describe('what a list would change', () => {
  const known = (patch: Partial<KnownVisit> = {}): KnownVisit => ({
    id: 'v1',
    startsAt: Date.UTC(2027, 0, 14, 14, 30),
    endsAt: Date.UTC(2027, 0, 14, 15, 0),
    clinician: 'Dr. Chen',
    location: '',
    kind: '',
    status: 'booked',
    reply: 'none',
    ...patch,
  });
  const row = read(good) as VisitRow;

  test('the same list twice changes nothing', () => {
    expect(actionFor(row, known())).toBe('unchanged');
  });
  test('a new start is a move, not a new visit', () => {
    expect(actionFor(row, known({ startsAt: 1, endsAt: 2 }))).toBe('moved');
  });
  test('a cancelled row cancels a visit we know and skips one we do not', () => {
    const cancelled = { ...row, status: 'cancelled' as const };
    expect(actionFor(cancelled, known())).toBe('cancelled');
    expect(actionFor(cancelled, undefined)).toBe('skipped');
    expect(actionFor(cancelled, known({ status: 'cancelled' }))).toBe('unchanged');
    expect(actionFor({ ...cancelled, startsAt: null }, known())).toBe('cancelled');
    expect(actionFor({ ...cancelled, startsAt: null }, undefined)).toBe('skipped');
  });
  test('an older print-out does not undo that the patient has arrived', () => {
    expect(actionFor(row, known({ status: 'arrived' }))).toBe('unchanged');
  });
  test('a visit booked again after a cancellation is changed back', () => {
    expect(actionFor(row, known({ status: 'cancelled' }))).toBe('changed');
  });
  test('rows with an error are skipped', () => {
    expect(actionFor(read(withCell(3, 'soon')) as VisitRow, undefined)).toBe('skipped');
  });
  test('identity is the id of the practice, else who, when and with whom', () => {
    expect(identityOf(row, layout.zone)).toBe('id:A1');
    expect(identityOf({ ...row, externalId: null }, layout.zone)).toBe('row:anacruz:+12065550101:drchen:2027-1-14');
  });
  test('the same line twice is found', () => {
    const identities = createIdentities(layout.zone);
    const rows = [row, { ...row, line: 3 }, { ...row, startsAt: 1 }];
    rows.forEach(identities.add);
    expect(rows.map(identities.verdictOf)).toEqual(['counts', 'twice', 'counts']);
  });
  test('of a visit that is cancelled in one line and booked in another, the booked line counts, in either order', () => {
    const rows = [
      { ...row, status: 'cancelled' as const },
      { ...row, line: 3 },
    ];
    for (const list of [rows, rows.toReversed()]) {
      const identities = createIdentities(layout.zone);
      list.forEach(identities.add);
      expect(list.map((one) => `${one.status} ${identities.verdictOf(one)}`).toSorted()).toEqual([
        'booked counts',
        'cancelled twice',
      ]);
    }
  });
  test('visits of one identity are told apart by their order in time, whatever their order in the file', () => {
    const identities = createIdentities(layout.zone);
    const [late, early] = [30, 10].map((startsAt) => ({ ...row, startsAt }));
    const alone = { ...row, externalId: 'A2' };
    const rows = [late, early, alone] as VisitRow[];
    rows.forEach((one) => void identities.add(one));
    expect(rows.map(identities.keyOf)).toEqual(['id:A1#2', 'id:A1', 'id:A2']);
  });
});
