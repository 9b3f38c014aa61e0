/** Waiting for something that happens elsewhere, with an end. */

/** Resolves when `done` says so, looking every `everyMs`; throws after `limitMs` with `what` in the message. */
export async function waitFor(
  what: string,
  done: () => boolean | Promise<boolean>,
  { limitMs = 60_000, everyMs = 5 }: { readonly limitMs?: number; readonly everyMs?: number } = {},
): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await done())) {
    if (performance.now() > end) throw new Error(`Waited ${limitMs / 1000} s for ${what}.`);
    await new Promise((resolve) => void setTimeout(resolve, everyMs));
  }
}
