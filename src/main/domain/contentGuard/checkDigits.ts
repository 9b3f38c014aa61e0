/** Check digits by which a number proves to be a card, an Aadhaar or an NHS number, and not any row of digits. Pure. */

/** Payment cards: every second digit from the right doubled, the sum a multiple of ten. */
export function isLuhnValid(digits: string): boolean {
  let sum = 0;
  [...digits].reverse().forEach((digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  });
  return digits !== '' && sum % 10 === 0;
}

/** Multiplication in the dihedral group of order ten: a turn is 0-4, a mirrored one 5-9. */
function compose(a: number, b: number): number {
  const turn = a < 5 ? (a % 5) + (b % 5) : (a % 5) - (b % 5) + 5;
  return (turn % 5) + (a < 5 === b < 5 ? 0 : 5);
}

const PERMUTATION = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4] as const;

function permute(digit: number, times: number): number {
  let permuted = digit;
  for (let done = 0; done < times % 8; done += 1) permuted = PERMUTATION[permuted] ?? 0;
  return permuted;
}

/** Aadhaar numbers (India): the scheme of Verhoeff. */
export function isVerhoeffValid(digits: string): boolean {
  const check = [...digits].reverse().reduce((sum, digit, place) => compose(sum, permute(Number(digit), place)), 0);
  return digits !== '' && check === 0;
}

/** NHS numbers (UK): weights ten to two, eleven less the remainder is the tenth digit. */
export function isNhsValid(digits: string): boolean {
  if (!/^\d{10}$/.test(digits)) return false;
  const sum = [...digits.slice(0, 9)].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === Number(digits[9]);
}
