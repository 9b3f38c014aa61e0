/** Every reason a reminder can carry has words, says one thing, and is used somewhere in the program. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { allReasons } from '../../../src/main/features/reminders/reasons.ts';

const SOURCES = fileURLToPath(new URL('../../../src/main/', import.meta.url));
const FEATURE = join(SOURCES, 'features', 'reminders');

function sources(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('reasons.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

describe('the reasons of reminders', () => {
  const program = `${sources(FEATURE)}\n${sources(join(SOURCES, 'domain', 'cadence'))}`;

  test.each(allReasons())('$code has a sentence for the desk', ({ code, text }) => {
    expect(code).toMatch(/^[a-z][A-Za-z]+$/);
    expect(text.length).toBeGreaterThan(5);
    expect(text).not.toMatch(/undefined|null|\{|\}/);
  });

  test('are told apart by their codes', () => {
    const codes = allReasons().map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test.each(allReasons())('$code is said by the program', ({ code }) => {
    const builders: Readonly<Record<string, string>> = {
      staleSchedule: 'staleReason(',
      askedLately: 'askedLatelyReason(',
      templateIncomplete: 'incompleteReason(',
      perDay: 'movedReason(',
      recipientsPerDay: 'movedReason(',
      halfHour: 'movedReason(',
      sameText: 'movedReason(',
    };
    const said = [`reasons.${code}`, `'${code}'`, ...(code in builders ? [builders[code] ?? ''] : [])];
    expect(said.some((words) => program.includes(words))).toBe(true);
  });
});
