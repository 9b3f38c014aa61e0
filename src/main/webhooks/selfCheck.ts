/**
 * The look from outside: asks our own question through the public address and sees who answers. Says in words what is wrong; changes
 * nothing. The question is worthless to anyone who hears it.
 */
import type { Clock, Fetch, Random, Timers } from '../platform/ports.ts';
import { ECHO, hookPath } from './addresses.ts';
import { askEcho, ECHO_HEADER, isOurAnswer } from './echo.ts';

const LIMIT_MS = 10_000;
const LONGEST_ANSWER = 256;

export interface SelfCheckDeps {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
}

export interface CheckResult {
  readonly ok: boolean;
  readonly text: string;
}

/** Never rejects. `publicUrl` is `https://host[:port]`. */
export async function checkFromOutside(
  deps: SelfCheckDeps,
  { publicUrl, secret, signal }: { readonly publicUrl: string; readonly secret: string; readonly signal: AbortSignal },
): Promise<CheckResult> {
  const { clock, timers, random } = deps;
  const nonce = Buffer.from(random.bytes(16)).toString('hex');
  const { body, proof } = askEcho(secret, nonce, clock.now());
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  const bell = timers.after(LIMIT_MS, stop);
  signal.addEventListener('abort', stop, { once: true });
  const started = clock.monotonic();
  try {
    const response = await deps.fetch(`${publicUrl}${hookPath(secret, `/${ECHO}`)}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', [ECHO_HEADER]: proof },
      redirect: 'manual',
      signal: abort.signal,
    });
    const answer = response.status === 200 ? (await response.text()).slice(0, LONGEST_ANSWER) : '';
    if (response.status === 200 && isOurAnswer(secret, body, answer)) {
      return {
        ok: true,
        text: `The address leads here: ${Math.round(clock.monotonic() - started)} ms there and back.`,
      };
    }
    return { ok: false, text: wordsFor(response.status) };
  } catch (error) {
    return { ok: false, text: abort.signal.aborted ? SILENT : faultWords(error) };
  } finally {
    bell.cancel();
    signal.removeEventListener('abort', stop);
  }
}

const SILENT =
  'Nobody answered at the public address within ten seconds. Check the internet connection and the tunnel.';

function wordsFor(status: number): string {
  if (status >= 300 && status < 400) {
    return 'The public address leads on to another one. Gateways do not follow: use the address it leads to.';
  }
  if (status === 404 || status === 200) {
    return 'Another program answered at the public address. Let it lead to the port shown here, with the path unchanged.';
  }
  if (status === 401 || status === 403) {
    return 'The public address asks for a sign-in. Gateways cannot sign in: switch that off for this address.';
  }
  if (status >= 500)
    return `The tunnel answered (${status}), but does not reach this computer. Check the port it leads to.`;
  return `The public address answered ${status}, and nothing came here.`;
}

/** Node says what went wrong in the cause; Chromium in the message. */
function faultWords(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = `${(cause as NodeJS.ErrnoException | null)?.code ?? ''} ${cause instanceof Error ? cause.message : ''}`;
  if (/ENOTFOUND|EAI_AGAIN|NAME_NOT_RESOLVED/.test(code)) {
    return 'The name of the public address is not known on the internet. Check the spelling; a new name can take some minutes.';
  }
  if (/CERT|TLS|SSL/i.test(code)) {
    return 'The certificate of the public address is not trusted, so Twilio would refuse it. Use an address with a proper certificate.';
  }
  if (/ECONNREFUSED|ECONNRESET|CONNECTION_REFUSED/.test(code)) {
    return 'The public address refuses connections. Check that the tunnel or proxy runs.';
  }
  return SILENT;
}
