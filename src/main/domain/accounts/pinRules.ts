/** Which PINs a person may choose (rules.md 9: six digits or more). Pure; never keeps or repeats a PIN. */

export const PIN_SHORTEST = 6;
export const PIN_LONGEST = 12;

/** Why a PIN cannot be taken; null: it can. */
export type PinFault = 'notDigits' | 'tooShort' | 'tooLong' | 'tooEasy';

/** Looks at a PIN somebody chose. Easy ones are what a stranger tries first: one digit, a run, a pair or a half repeated. */
export function pinFault(pin: string): PinFault | null {
  if (!/^[0-9]*$/.test(pin)) return 'notDigits';
  if (pin.length < PIN_SHORTEST) return 'tooShort';
  if (pin.length > PIN_LONGEST) return 'tooLong';
  return isRepeated(pin) || isRun(pin) ? 'tooEasy' : null;
}

/** 111111, 121212, 123123. */
function isRepeated(pin: string): boolean {
  return [1, 2, 3].some(
    (size) =>
      pin ===
      pin
        .slice(0, size)
        .repeat(Math.ceil(pin.length / size))
        .slice(0, pin.length),
  );
}

/** 123456, 654321, 890123: every digit is one more, or one less, than the one before. */
function isRun(pin: string): boolean {
  const digits = [...pin].map(Number);
  const follows = (step: number): boolean =>
    digits.every((digit, at) => at === 0 || digit === ((digits[at - 1] ?? 0) + step + 10) % 10);
  return follows(1) || follows(-1);
}
