/** Remembers what cells of a list were read as: a list of one week has a few days and times, written again and again. Pure but for what it keeps. */

/** So many different cells are remembered; a column of free text would only fill the memory. */
const MOST = 2_000;

/** `read`, asked once for each cell. Values are shared between callers: they are never changed in place. */
export function remembering<T>(read: (cell: string) => T): (cell: string) => T {
  const known = new Map<string, T>();
  return (cell) => {
    const before = known.get(cell);
    if (before !== undefined || known.has(cell)) return before as T;
    const value = read(cell);
    if (known.size < MOST) known.set(cell, value);
    return value;
  };
}
