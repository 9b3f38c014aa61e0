/**
 * Every file of tests/fixtures/schedules is read as its expectation says. `UPDATE_CORPUS=1` writes the expectations anew: they are to be
 * read line by line before they are committed.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VisitRow } from '../../../../src/main/domain/schedule/readRow.ts';
import { toIso } from '../../../../src/main/domain/time.ts';
import { openReadingRoom, readFixture, type Fixture, type ReadingRoom } from './readFixture.ts';

const FOLDER = fileURLToPath(new URL('../../../fixtures/schedules/', import.meta.url));
const manifest = JSON.parse(readFileSync(`${FOLDER}manifest.json`, 'utf8')) as readonly Fixture[];

describe('the corpus of schedules', () => {
  let room: ReadingRoom;
  beforeAll(async () => (room = await openReadingRoom()));
  afterAll(() => room.close());

  test.each(manifest.map((fixture) => [fixture.file, fixture.quirk, fixture] as const))(
    '%s: %s',
    async (file, _quirk, fixture) => {
      const outcome = await readFixture(room, FOLDER, fixture).then(
        ({ reading }) => ({ reading }),
        (error: unknown) => ({ error: error as { code?: string; message: string } }),
      );
      if ('error' in outcome) {
        expect(outcome.error.message).toMatch(/^[A-Z].*\. .*\.$/);
        expect({ file, error: outcome.error.code }).toEqual({ file, error: fixture.error });
        return;
      }
      const { visits, columns, mapping, statusWords: _words, signature: _signature, ...rest } = outcome.reading;
      const found = {
        ...rest,
        warnings: rest.warnings.map(({ code }) => code),
        columns: columns
          .filter(({ meaning }) => meaning !== 'ignore')
          .map(({ index }) => `${columns[index]?.header ?? ''} = ${mapping[String(index)] ?? ''}`),
        visits: visits.map(inShort),
      };
      expect(fixture.error).toBeUndefined();
      const expected = `${FOLDER}expected/${file}.json`;
      if (process.env.UPDATE_CORPUS !== undefined) writeFileSync(expected, `${JSON.stringify(found, null, 2)}\n`);
      expect(found).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
    },
  );

  test('has an expectation for every file, and a file for every expectation', () => {
    const read = manifest.filter(({ error }) => error === undefined).map(({ file }) => `${file}.json`);
    expect(readdirSync(`${FOLDER}expected`).toSorted()).toEqual(read.toSorted());
    const files = readdirSync(FOLDER).filter((name) => name !== 'expected' && name !== 'manifest.json');
    expect(
      manifest
        .filter(({ built }) => built === undefined)
        .map(({ file }) => file)
        .toSorted(),
    ).toEqual(files.toSorted());
    expect(existsSync(`${FOLDER}manifest.json`)).toBe(true);
  });
});

/** A row as a person reads it; what is empty is left out. */
function inShort({ name, startsAt, endsAt, problems, ...row }: VisitRow): Record<string, unknown> {
  const facts = {
    ...row,
    name: `${name.givenName} | ${name.familyName}`,
    at: startsAt === null ? null : `${toIso(startsAt)} +${endsAt === null ? '?' : (endsAt - startsAt) / 60_000}`,
    problems: problems.map(
      ({ code, severity, readings }) =>
        `${code} ${severity}${readings === undefined ? '' : ` ${readings.map(toIso).join(' ')}`}`,
    ),
  };
  const empty = (value: unknown): boolean =>
    value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(
    Object.entries(facts).filter(([key, value]) => (key === 'consent' ? value !== null : !empty(value))),
  );
}
