/**
 * What a person sees while they wait. Everything goes to stderr: stdout belongs to the command that was asked for.
 */

const BEAT_MS = 10_000;

/** One line to the person. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Whole seconds, one decimal below ten: "9.4 s", "63 s". */
export function seconds(ms) {
  const value = ms / 1000;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
}

/** Announces `what`, repeats a sign of life every ten seconds while `work` runs, and measures it in milliseconds. */
export async function withProgress(what, work) {
  const started = Date.now();
  say(`${what} ...`);
  const beat = setInterval(() => say(`  ${what.toLowerCase()}, ${seconds(Date.now() - started)} so far`), BEAT_MS);
  try {
    const value = await work();
    return { value, ms: Date.now() - started };
  } finally {
    clearInterval(beat);
  }
}

/** A problem a person can act on: printed as it is, without a stack. */
export class Stop extends Error {}

/** Runs a script's main function and turns its result into the exit code. */
export async function main(run) {
  try {
    process.exitCode = await run(process.argv.slice(2));
  } catch (error) {
    say(error instanceof Stop ? error.message : (error.stack ?? String(error)));
    process.exitCode = 1;
  }
}
