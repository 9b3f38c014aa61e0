import { describe, expect, it } from 'vitest';
import { actionOf } from '../../src/main/domain/failureAction.ts';
import { actionOfCode, describeCode, ERROR_TABLE, errorEntry } from '../../src/main/providers/twilio/errorTable.ts';

/** Every code of twilio.md section 2 that can meet a text, and what is to be done about it there. */
const EXPECTED: Readonly<Record<string, readonly number[]>> = {
  'pause wrongPassword': [20003],
  'pause forbidden': [70051],
  'pause suspended': [20403, 10001, 20005, 30002],
  'pause senderRefused': [20404, 21212, 21701, 21704, 21705],
  'pause unregistered': [30018, 30032, 30033, 30034, 30035],
  retry: [20429, 21611, 14107, 30001, 30017, 30022, 30023, 30027, 30450, 30610, 63017, 63018, 63038],
  cannotHold: [35111, 35114, 35118],
  unknown: [20500, 20503, 30500],
  rejected: [
    20001, 20422, 21211, 21266, 21408, 21602, 21619, 21603, 21604, 21606, 21608, 21609, 21610, 21612, 21614, 21635,
    21617, 21620, 21623, 21624, 21654, 21655, 21656, 21703, 30003, 30004, 30005, 30006, 30007, 30008, 30019, 30029,
    30030, 30036, 30409, 30410, 30640, 63003, 63024, 63007, 63013, 63014, 63015, 63016, 63032, 90007,
  ],
};

describe('the error table', () => {
  it('holds every code of the reference once, in its class', () => {
    const found = new Map<string, number[]>();
    for (const { code, onCreate } of ERROR_TABLE) {
      const name = onCreate.kind === 'pause' ? `pause ${onCreate.problem}` : onCreate.kind;
      found.set(name, [...(found.get(name) ?? []), code]);
    }
    const sorted = (lists: Iterable<readonly [string, readonly number[]]>) =>
      Object.fromEntries([...lists].map(([name, codes]) => [name, [...codes].sort()]));
    expect(sorted(found)).toEqual(sorted(Object.entries(EXPECTED)));
    expect(new Set(ERROR_TABLE.map(({ code }) => code)).size).toBe(ERROR_TABLE.length);
  });

  it('has a sentence for each, and never one with a figure of a person in it', () => {
    for (const { code, words } of ERROR_TABLE) {
      expect(words, String(code)).toMatch(/^[A-Z].*\.$/s);
      expect(words, String(code)).not.toMatch(/\+?\d{5,}/);
    }
  });

  it('takes an unknown code for a refusal without a known cause', () => {
    expect(errorEntry(99_999)).toMatchObject({ cause: 'other', onCreate: { kind: 'rejected' } });
    expect(describeCode(99_999)).toBe('Twilio 99999: Twilio refused it with code 99999.');
  });

  it.each([
    [21610, 'optedOut', 'markOptedOut'],
    [21614, 'notMobile', 'markNoSms'],
    [21635, 'notMobile', 'markNoSms'],
    [30006, 'notMobile', 'markNoSms'],
    [30003, 'unreachablePerson', 'ask'],
    [30036, 'expired', 'ask'],
    [30410, 'other', 'ask'],
    [30007, 'blockedAsSpam', 'none'],
    [30005, 'unknownNumber', 'none'],
    [30034, 'notRegistered', 'pauseSender'],
    [20005, 'accountSuspended', 'pauseSender'],
    [30022, 'rateLimited', 'retryLater'],
    [21408, 'countryOff', 'fixSettings'],
    [63016, 'templateNeeded', 'none'],
  ])('says of %i what it is (%s) and what to do (%s)', (code, cause, action) => {
    expect(errorEntry(code).cause).toBe(cause);
    expect(actionOfCode(code)).toBe(action);
    expect(actionOf(errorEntry(code).cause)).toBe(action);
  });

  it('never sends anything again by itself that may have reached the person', () => {
    for (const cause of ['probablySent', 'other', 'unreachablePerson', 'expired'] as const)
      expect(actionOf(cause)).toBe('ask');
  });
});
