/** A calendar whose one entry stands for many visits, all the way into the schedule. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { add, preview, schedule } from './lists.ts';
import { createPractice } from './practice.ts';

const text = readFileSync(new URL('../../fixtures/schedules/series.ics', import.meta.url), 'utf8');

test('every visit of a series has a row of its own, is added, and changes nothing the second time', async () => {
  const practice = await createPractice();
  const seen = await preview(practice, text);
  const lines = seen.rows.map(({ line }) => line);
  expect(seen.format).toBe('ics');
  expect(seen.counts.new).toBeGreaterThan(1);
  expect(new Set(lines).size).toBe(lines.length);
  await add(practice, text);
  const added = schedule(practice);
  expect(added).toHaveLength(seen.counts.new);
  expect((await add(practice, text)).counts).toMatchObject({ new: 0, moved: 0, changed: 0, cancelled: 0 });
  expect(schedule(practice)).toEqual(added);
});
