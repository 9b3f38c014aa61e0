/** What of a timeline is in the page: a bounded stretch around the view, gaps as high as the rest, and what must not go. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { TimelineItem } from '../../../src/renderer/features/inbox/thread/timelineItems.ts';
import { BEYOND_PX, indexAt, indexOfText, planOf } from '../../../src/renderer/features/inbox/thread/timelineWindow.ts';
import type { TimelinePlan, TimelineView } from '../../../src/renderer/features/inbox/thread/timelineWindow.ts';
import { text } from './desk.ts';

const END: TimelineView = { textId: null, height: 500, focusId: null, anchorId: null, extentId: null };

const group = (at: number): TimelineItem => ({
  kind: 'group',
  key: `m${at}`,
  tone: 'in',
  messages: [text(`m${at}`, '')],
});
const day = (at: number): TimelineItem => ({ kind: 'day', key: `day-${at}`, at });
/** A day, then nine groups, and so on. */
const timeline = (count: number): readonly TimelineItem[] =>
  Array.from({ length: count }, (_, at) => (at % 10 === 0 ? day(at) : group(at)));

const drawn = ({ parts }: TimelinePlan): readonly number[] =>
  parts.flatMap((part) => (part.kind === 'item' ? [part.index] : []));

it('is as high as the whole timeline, reaches beyond the view on both sides and stays small', () => {
  const heights = fc.array(fc.integer({ min: 20, max: 300 }), { minLength: 1, maxLength: 600 });
  fc.assert(
    fc.property(heights, fc.nat(), fc.integer({ min: 200, max: 1_400 }), fc.boolean(), (sizes, seed, height, ends) => {
      const items = timeline(sizes.length);
      const heightOf = (item: TimelineItem): number => sizes[items.indexOf(item)] ?? 0;
      const sum = (from: number, to: number): number => sizes.slice(from, to).reduce((all, size) => all + size, 0);
      const at = seed % sizes.length;
      const textId = ends || items[at]?.kind === 'day' ? null : `m${at}`;
      const plan = planOf(items, heightOf, { ...END, textId, height });
      const total = plan.parts.reduce(
        (all, part) => all + (part.kind === 'gap' ? part.height : (sizes[part.index] ?? 0)),
        0,
      );
      expect(total).toBe(sum(0, sizes.length));
      expect(plan.parts[0]?.kind).toBe('gap');
      expect(plan.parts.at(-1)?.kind).toBe('gap');
      const { start, end } = plan;
      const [above, inView] = textId === null ? [0, sum(start, end + 1)] : [sum(start, at), sum(at + 1, end + 1)];
      expect(start === 0 || textId === null || above >= BEYOND_PX).toBe(true);
      expect(end === sizes.length - 1 || inView >= height + BEYOND_PX).toBe(true);
      expect(textId !== null || start === 0 || inView >= height + BEYOND_PX).toBe(true);
      expect(sum(start, end + 1)).toBeLessThan(height + 2 * BEYOND_PX + 4 * 300);
      expect(new Set(plan.parts.map(({ key }) => key)).size).toBe(plan.parts.length);
    }),
  );
});

it('keeps the day of the first text in view, for its line sticks to the top', () => {
  const plan = planOf(timeline(200), () => 60, { ...END, textId: 'm119' });
  expect(plan.start).toBe(110);
  const later = planOf(timeline(200), () => 100, { ...END, textId: 'm119' });
  expect(later.start).toBe(114);
  expect(drawn(later)[0]).toBe(110);
});

it('keeps what has the focus, and all that is selected, wherever the view goes', () => {
  const items = timeline(200);
  const far = planOf(items, () => 60, { ...END, textId: 'm61', focusId: 'm155' });
  expect(drawn(far)).toContain(155);
  expect(drawn(far)).not.toContain(140);
  const selected = drawn(planOf(items, () => 60, { ...END, textId: 'm61', anchorId: 'm121', extentId: 'm125' }));
  for (let index = 61; index <= 125; index += 1) expect(selected).toContain(index);
});

it('draws the end when the text it stood at is gone', () => {
  const plan = planOf(timeline(100), () => 60, { ...END, textId: 'm9999' });
  expect(plan.end).toBe(99);
});

it('finds items by place and by text', () => {
  const items = timeline(20);
  expect(indexAt(items, () => 50, 0)).toBe(0);
  expect(indexAt(items, () => 50, 249)).toBe(4);
  expect(indexAt(items, () => 50, 99_999)).toBe(19);
  expect(indexAt([], () => 50, 0)).toBe(-1);
  expect(indexOfText(items, 'm7')).toBe(7);
  expect(indexOfText(items, null)).toBe(-1);
});
