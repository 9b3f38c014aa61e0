/** How high the items of a timeline are: as last seen in the page, and guessed before. In px, the space above an item counted with it. */
import type { HeightOf } from './timelineWindow.ts';
import type { TimelineItem } from './timelineItems.ts';

export interface TimelineHeights {
  readonly heightOf: HeightOf;
  /** The height in the page. Nothing is learnt from 0: the item is not laid out. */
  note(item: TimelineItem, height: number): void;
  /** The width is another one: what is out of the page is guessed again. */
  forget(): void;
}

export function createTimelineHeights(): TimelineHeights {
  const seen = new Map<string, number>();
  return {
    heightOf: (item) => seen.get(item.key) ?? guess(item),
    note(item, height) {
      if (height > 0) seen.set(item.key, height);
    },
    forget: () => seen.clear(),
  };
}

/** Letters of a text on one line, roughly. A wrong guess moves the scroll bar a little, never what is read. */
const LETTERS_A_LINE = 60;
const LINE_PX = 19;
const PICTURE_PX = 172;

function guess(item: TimelineItem): number {
  switch (item.kind) {
    case 'day':
      return 36;
    case 'new':
    case 'route':
    case 'event':
      return 28;
    case 'note':
      return 70 + LINE_PX * linesOf(item.message.body);
    case 'group':
      return item.messages.reduce(
        (sum, { body, attachments }) => sum + 18 + LINE_PX * linesOf(body) + PICTURE_PX * attachments.length,
        28,
      );
  }
}

function linesOf(body: string): number {
  return Math.max(1, Math.ceil(body.length / LETTERS_A_LINE));
}
