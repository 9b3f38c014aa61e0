/** The name of an answer in the cache: procedure and input, order of fields not counting. Pure. */

/** `one:` for a single answer, `list:` for a paged list. */
export function queryKey(shape: 'one' | 'list', procedure: string, input: unknown): string {
  return `${shape}:${procedure}:${stable(input)}`;
}

/** Tests for all answers of one procedure, whatever the input; both shapes. */
export function keysOf(procedure: string): (key: string) => boolean {
  return (key) => key.startsWith(`one:${procedure}:`) || key.startsWith(`list:${procedure}:`);
}

/** The input inside a key, as JSON. */
export function inputOfKey(key: string): string {
  return key.slice(key.indexOf(':', key.indexOf(':') + 1) + 1);
}

function stable(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
