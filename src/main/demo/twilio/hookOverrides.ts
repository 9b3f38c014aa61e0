/** The fragment of a webhook address: how Twilio is told to connect, wait and retry (twilio.md 4.4). Pure. */

export interface HookPolicy {
  /** ms for one try. `ct` and `rt` are added up: fetch does not tell connecting from waiting. */
  readonly tryMs: number;
  /** ms for all tries together. */
  readonly totalMs: number;
  readonly retries: number;
  readonly retryOn: ReadonlySet<HookFailure>;
}

/** `ct` no connection, `rt` no answer in time or a broken one. */
export type HookFailure = 'ct' | 'rt' | '4xx' | '5xx';
const ALL: readonly HookFailure[] = ['ct', 'rt', '4xx', '5xx'];

/** The policy that an address asks for. Values out of range and unknown keys leave the default. */
export function hookPolicyOf(url: string): HookPolicy {
  const fragment = new URLSearchParams(/#(.*)$/.exec(url)?.[1] ?? '');
  const whole = (key: string, least: number, most: number, fallback: number): number => {
    const text = fragment.get(key);
    const value = Number(text);
    return text !== null && Number.isInteger(value) && value >= least && value <= most ? value : fallback;
  };
  return {
    tryMs: whole('ct', 100, 10_000, 5000) + whole('rt', 100, 15_000, 15_000),
    totalMs: whole('tt', 100, 15_000, 15_000),
    retries: whole('rc', 0, 5, 1),
    retryOn: failuresIn(fragment.get('rp')),
  };
}

function failuresIn(text: string | null): ReadonlySet<HookFailure> {
  const words = (text ?? 'ct').split(',');
  if (words.includes('all')) return new Set(ALL);
  return new Set(ALL.filter((failure) => words.includes(failure)));
}
