/**
 * Values that programs choke on: what a broken client, a hostile one, or a person with a strange keyboard may send. Owns no judgement of what
 * has to come of them.
 */
import type { Random } from '../../src/main/platform/ports.ts';

/** At the edge of what is read at all; everything longer is refused by the transports (contract/wire). */
const LONG = 100_000;

const STRINGS: readonly (() => string)[] = [
  () => '',
  () => ' ',
  () => '\u0000',
  () => 'a'.repeat(LONG),
  () => '\u{1F600}'.repeat(2_000),
  // Right to left, isolates and marks that hide or turn what follows.
  () => '\u202Egnp.exe\u202C \u2066x\u2069 \u061C',
  () => 'ST\u200BOP\u200D \uFEFFyes\u2060',
  () => 'Z\u0351\u036B\u0343a\u0363\u0366l\u0349\u0303g\u0321o'.repeat(200),
  // Half a character.
  () => '\uD83D',
  () => '\uDC00 end',
  () => `=HYPERLINK("http://example.com","x")`,
  () => '@SUM(1+1)*cmd|calc',
  () => `'; DROP TABLE message; --`,
  () => '"NEAR(a b) AND * ^',
  () => '%_%',
  () => '../../../../etc/hosts',
  () => 'C:\\Windows\\System32\\drivers',
  () => '\\\\server\\share\\list.csv',
  () => 'CON.csv',
  () => 'file:///etc/hosts',
  () => 'http://169.254.169.254/latest',
  () => 'javascript:alert(1)',
  () => '<img src=x onerror=alert(1)>',
  () => '{{first}} {{ {{x}} }}',
  () => '__proto__',
  () => 'constructor',
  () => 'NaN',
  () => '-0',
  () => '2026-02-30',
  () => '2026-03-29T02:30:00+01:00',
  () => '9999-12-31',
  () => '25:61',
  () => 'Europe/Atlantis',
  () => '+1 206 555 0100 ext 12',
  () => '911',
  () => '\r\n\r\nHTTP/1.1 200 OK',
  () => '\t;,|"\n',
];

const OTHERS: readonly (() => unknown)[] = [
  () => null,
  () => undefined,
  () => true,
  () => 0,
  () => -1,
  () => -0,
  () => 0.1 + 0.2,
  () => Number.MAX_SAFE_INTEGER + 1,
  () => Number.MIN_SAFE_INTEGER,
  () => 8.64e15 + 1,
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => 10n,
  () => [],
  () => Array.from({ length: 10_000 }, () => 0),
  () => ({}),
  () => JSON.parse('{"__proto__":{"role":"owner"},"constructor":{"prototype":{}}}') as unknown,
  () => nested(2_000),
  () => new Date(Number.NaN),
  () => new Map([['id', 'x']]),
  () => Buffer.alloc(64, 255),
  () => () => 'call me',
  () => Symbol.iterator,
];

export function hostileString(random: Random): string {
  return pick(random, STRINGS)();
}

/** Of any type. */
export function hostileValue(random: Random): unknown {
  return random.fraction() < 0.5 ? hostileString(random) : pick(random, OTHERS)();
}

/** One of `list`, which is not empty. */
export function pick<T>(random: Random, list: readonly T[]): T {
  const at = Math.min(list.length - 1, Math.floor(random.fraction() * list.length));
  return list[at] as T;
}

function nested(depth: number): unknown {
  let value: unknown = 'end';
  for (let level = 0; level < depth; level += 1) value = { in: value };
  return value;
}
