import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pinFault } from '../../../src/main/domain/accounts/pinRules.ts';

describe('a PIN somebody chooses', () => {
  it.each([
    ['739152', null],
    ['1020304050', null],
    ['112233', null],
    ['', 'tooShort'],
    ['73915', 'tooShort'],
    ['7391527391527', 'tooLong'],
    ['73915a', 'notDigits'],
    ['７３９１５２', 'notDigits'],
    [' 739152', 'notDigits'],
    ['111111', 'tooEasy'],
    ['121212', 'tooEasy'],
    ['1212121', 'tooEasy'],
    ['123123', 'tooEasy'],
    ['123456', 'tooEasy'],
    ['654321', 'tooEasy'],
    ['890123', 'tooEasy'],
    ['210987', 'tooEasy'],
  ])('%s: %s', (pin, fault) => expect(pinFault(pin)).toBe(fault));

  it('is never taken with fewer than six digits, whatever they are', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{0,5}$/), (pin) => {
        expect(pinFault(pin)).toBe('tooShort');
      }),
    );
  });
});
