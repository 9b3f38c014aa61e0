import { describe, expect, it } from 'vitest';
import { Purpose } from '../../../src/contract/common.ts';
import { Role } from '../../../src/contract/roles.ts';
import { isTakenByProgram, nameKeyOf, tidyName } from '../../../src/main/domain/accounts/accountName.ts';
import { canStand, mayManage, maySend } from '../../../src/main/domain/accounts/roleRules.ts';

describe('what a role may send', () => {
  it('is the table of rules.md 9', () => {
    const table = Object.fromEntries(
      Role.options.map((role) => [role, Purpose.options.filter((purpose) => maySend(role, purpose))]),
    );
    expect(table).toEqual({
      owner: ['care', 'billing', 'marketing', 'employee', 'employee_emergency'],
      manager: ['care', 'billing', 'marketing', 'employee', 'employee_emergency'],
      frontDesk: ['care', 'billing'],
      clinician: ['care'],
      billing: ['billing'],
      auditor: [],
    });
  });
});

describe('who may manage whom', () => {
  it('lets owners manage everybody, managers everybody but owners, and nobody else anybody', () => {
    const pairs = Role.options.flatMap((role) =>
      Role.options.filter((other) => mayManage(role, other)).map((other) => `${role}>${other}`),
    );
    expect(pairs).toHaveLength(11);
    expect(pairs).not.toContain('manager>owner');
    expect(pairs.every((pair) => /^(owner|manager)>/.test(pair))).toBe(true);
  });

  it('keeps one owner who can sign in, as soon as anybody can', () => {
    const owner = { id: 'a', role: 'owner', signsIn: true } as const;
    const desk = { id: 'b', role: 'frontDesk', signsIn: true } as const;
    expect(canStand([])).toBe(true);
    expect(canStand([owner, desk])).toBe(true);
    expect(canStand([{ ...owner, signsIn: false }, desk])).toBe(false);
    expect(canStand([{ ...owner, role: 'manager' }, desk])).toBe(false);
  });
});

describe('names in the trail', () => {
  it('are compared without case, accents, invisible characters and extra spaces', () => {
    expect(tidyName('  Dana\u200b  W. ')).toBe('Dana W.');
    expect(nameKeyOf('ZOË  Pérez')).toBe(nameKeyOf('zoe\u202e pe\u0301rez'));
  });

  it('cannot be what the program signs with', () => {
    expect(isTakenByProgram(' Owner ')).toBe(true);
    expect(isTakenByProgram('Command  Line')).toBe(true);
    expect(isTakenByProgram('Dana')).toBe(false);
  });
});
