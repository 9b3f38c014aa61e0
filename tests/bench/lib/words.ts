/**
 * Invented texts of a front desk: reminders, answers, questions, and free words from a vocabulary whose few common words make up most of
 * the text and whose many rare ones make up most of the index. Seeded: every run reads the same.
 */

export interface Dice {
  /** In [0, 1). */
  next(): number;
  /** A whole number below `limit`. */
  below(limit: number): number;
  pick<T>(from: readonly T[]): T;
}

/** A small seeded generator (mulberry32). */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: (from) => {
      const picked = from[below(from.length)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
  };
}

const GIVEN =
  'Maria James Aisha Chen Olga Pedro Fatima John Linh Ravi Sofia Noah Emma Lucas Mia Omar Hana Ivan Zoe Karl Nina Theo Rosa Amir Wanda Yusuf Elena Quinn Bruno Gita'.split(
    ' ',
  );
const FAMILY =
  'Lopez Smith Khan Wei Petrov Silva Ahmed Miller Nguyen Patel Rossi Brown Davis Costa Young Hassan Sato Novak Wright Berg Moore Adler Vargas Jansen Doyle Ueda Xu Ziegler Quist Fox'.split(
    ' ',
  );
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'tomorrow', 'today'] as const;
const COMMON =
  'the to and a I you is it for in of my can on at be me have with that this not we are will do your what so was but time please just from call no good need thanks know ok if see get come back today tomorrow there out about doctor appointment office week day when how pain morning afternoon insurance result lab form change late early running minutes parking prescription refill pharmacy daughter son mother husband wife knee tooth eye shot fever cough'.split(
    ' ',
  );
const SYLLABLES =
  'ba be bi bo ca ce chi co da de di do el en er fa fe fi ga ge go ha he ho il in ja jo ka ki ko la le li lo ma me mi mo na ne ni no or pa pe pi po qua ra re ri ro sa se si so sta ta te ti to tra ul un ur va ve vi wa we xy ya yo za zo'.split(
    ' ',
  );
const RARE_WORDS = 20_000;

export function inventName(dice: Dice): { readonly givenName: string; readonly familyName: string } {
  return { givenName: dice.pick(GIVEN), familyName: dice.pick(FAMILY) };
}

/** Makes texts out of one dice. */
export function createTexts(dice: Dice): { incoming(): string; outgoing(): string } {
  const rare = Array.from({ length: RARE_WORDS }, () =>
    Array.from({ length: 2 + dice.below(3) }, () => dice.pick(SYLLABLES)).join(''),
  );
  // Half of all words are common ones; the rest thin out with their rank, as words of a language do.
  const word = (): string =>
    dice.next() < 0.5 ? dice.pick(COMMON) : (rare[Math.floor(RARE_WORDS ** dice.next()) - 1] ?? 'ok');
  const free = (least: number, most: number): string =>
    Array.from({ length: least + dice.below(most - least + 1) }, word).join(' ');
  const hour = (): string => `${8 + dice.below(10)}:${dice.pick(['00', '15', '30', '45', '10', '20', '40'])}`;
  return {
    incoming: () => {
      const kind = dice.next();
      if (kind < 0.3) return dice.pick(['C', 'Yes', 'yes thank you', 'R', 'Confirm', 'X', 'ok see you', 'Si']);
      if (kind < 0.5) return `Can I come at ${hour()} on ${dice.pick(DAYS)} instead?`;
      return free(4, 18);
    },
    outgoing: () => {
      if (dice.next() < 0.4) return `${dice.pick(GIVEN)}, ${free(5, 22)}`;
      return (
        `Lakeside Clinic: ${dice.pick(GIVEN)}, your visit with Dr. ${dice.pick(FAMILY)} is ${dice.pick(DAYS)} at ${hour()}. ` +
        "Reply C to confirm, R to reschedule, X if you can't come."
      );
    },
  };
}

/** Real area codes, for people who are texted; the 555-01xx behind them belong to nobody. */
const VALID_AREAS = [206, 212, 305, 312, 415, 503, 617, 702, 713, 404] as const;
const OTHER_AREAS = Array.from({ length: 600 }, (_, at) => 200 + at).filter(
  (area) => !VALID_AREAS.some((valid) => valid === area),
);

/** A number that belongs to nobody, for `index` below 59,000: a conversation of the past. */
export function fictionNumber(index: number): string {
  return number(OTHER_AREAS, index);
}

/** A valid number that belongs to nobody, for `index` below 1,000; never one of `fictionNumber`. */
export function textableNumber(index: number): string {
  return number(VALID_AREAS, index);
}

function number(areas: readonly number[], index: number): string {
  return `+1${areas[Math.floor(index / 100) % areas.length]}55501${String(index % 100).padStart(2, '0')}`;
}
