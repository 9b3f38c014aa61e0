/** Where a key moves to in a list. Pure. */

/** The index after `key`, or null when the key moves nothing. `page` is the rows of a screenful. */
export function nextIndex(key: string, at: number, count: number, page: number): number | null {
  const clamp = (index: number): number => Math.max(0, Math.min(count - 1, index));
  switch (key) {
    case 'ArrowDown':
      return clamp(at + 1);
    case 'ArrowUp':
      return clamp(at - 1);
    case 'PageDown':
      return clamp(at + page);
    case 'PageUp':
      return clamp(at - page);
    case 'Home':
      return 0;
    case 'End':
      return clamp(count - 1);
    default:
      return null;
  }
}
