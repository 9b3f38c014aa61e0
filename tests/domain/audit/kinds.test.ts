import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kindOf } from '../../../src/main/domain/audit/kinds.ts';

/** Actions that stand as they are in the source; names that are put together there are not among them. */
function actionsInSource(): string[] {
  const files = readdirSync('src/main', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const found = files.flatMap((name) => [
    ...readFileSync(join('src/main', name), 'utf8').matchAll(/\baction: *'([a-zA-Z]+\.[a-zA-Z.]+)'/g),
  ]);
  return [...new Set(found.map((match) => match[1] ?? ''))];
}

describe('the kind of an entry', () => {
  it('is known for every action the program writes, so that a filter finds it', () => {
    const actions = actionsInSource();
    expect(actions.length).toBeGreaterThan(60);
    expect(actions.filter((action) => kindOf(action) === 'other')).toEqual([]);
  });

  it('is an export for whatever left the program, and "other", not nothing, for a name nobody knows', () => {
    expect(['person.exported', 'today.printed'].map(kindOf)).toEqual(['exports', 'exports']);
    expect(['person.erased', 'conversation.viewed', 'account.locked'].map(kindOf)).toEqual([
      'deletions',
      'views',
      'signIn',
    ]);
    expect(kindOf('somethingNew.done')).toBe('other');
  });
});
