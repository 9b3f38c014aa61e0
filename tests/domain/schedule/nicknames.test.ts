import { expect, test } from 'vitest';
import { mayBeNickname } from '../../../src/main/domain/schedule/nicknames.ts';

const may = (one: string, other: string, family = 'Cruz'): boolean =>
  mayBeNickname({ givenName: one, familyName: 'Cruz' }, { givenName: other, familyName: family });

test('a short form may be the long one, in either order, with accents and second names', () => {
  expect(may('Bill', 'William')).toBe(true);
  expect(may('José Luis', 'Pepe')).toBe(true);
  expect(may('Peggy', 'Margaret Ann')).toBe(true);
});

test('two short forms of different names are two people, and so is another family', () => {
  expect(may('Bill', 'Robert')).toBe(false);
  expect(may('Chris', 'Kit', 'Kim')).toBe(false);
  expect(may('Leo', 'Ana')).toBe(false);
});
