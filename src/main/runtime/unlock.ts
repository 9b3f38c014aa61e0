/**
 * What a person sees when this computer's key store has lost the key to the data: one page that asks for the recovery code. Shows nothing of
 * the practice and opens nothing itself; the shells serve it, and start the program when it was opened. Knows no HTTP server and no window.
 */
import { DomainError } from '../../contract/errors.ts';
import { securityHeaders } from '../platform/pageHeaders.ts';

export interface UnlockAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly html: string;
}

export interface UnlockDesk {
  /** `body`: what the form sent, as the browser writes it; empty: the page is only shown. */
  answer(body: string): Promise<UnlockAnswer>;
  /** Resolves when the data can be opened again. */
  readonly opened: Promise<void>;
}

/** A code of 24 characters with spaces is far below it. */
export const MOST_FORM_BYTES = 1_024;

/** Whether it is the key store that does not have the key: then the recovery code helps. */
export function isKeyLost(error: unknown): boolean {
  if (!(error instanceof DomainError) || error.code !== 'DATA_WRONG_KEY') return false;
  return (error.details as { readonly cause?: unknown } | undefined)?.cause === 'keyStore';
}

/** `recover`: as `recoverData`. `next`: what happens once it is open, in a sentence. */
export function createUnlockDesk(recover: (code: string) => Promise<void>, next: string): UnlockDesk {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  // Each try costs a tenth of a second of work: one at a time.
  let trying = false;
  const tryCode = async (code: string): Promise<UnlockAnswer> => {
    try {
      await recover(code);
    } catch (error) {
      if (error instanceof DomainError) return page(422, form(error.message));
      throw error;
    }
    resolve(undefined);
    return page(200, `<p role="status">The data is open again. ${next}</p>`);
  };
  return {
    opened: promise,
    async answer(body) {
      if (body === '') return page(200, form(null));
      if (trying) return page(429, form('Another try is being looked at. Wait a moment.'));
      trying = true;
      try {
        return await tryCode((new URLSearchParams(body).get('code') ?? '').trim());
      } finally {
        trying = false;
      }
    },
  };
}

/** The same for a shell that is asked by requests: the page, and the form sent from it. */
export async function answerRequest(desk: UnlockDesk, request: Request): Promise<Response> {
  const body = request.method === 'POST' ? await request.text() : '';
  const { status, headers, html } = await desk.answer(body.slice(0, MOST_FORM_BYTES));
  return new Response(html, { status, headers });
}

const TITLE = 'Deskbell cannot open its data on this computer';

function form(problem: string | null): string {
  const told = problem === null ? '' : `<p id="problem" role="alert"><strong>${escape(problem)}</strong></p>`;
  const described = problem === null ? '' : ' aria-invalid="true" aria-describedby="problem"';
  return (
    '<p>This computer’s key store does not have the key to the data any more. A new user account, a repaired keyring or files that were ' +
    'moved can be the reason. Nothing is lost, and nothing is sent meanwhile.</p>' +
    '<p>Type the recovery code that was shown when Deskbell was set up, or when its key was changed last.</p>' +
    `${told}<form method="post" action="/"><p><label for="code">Recovery code</label><br>` +
    `<input id="code" name="code" size="48" maxlength="200" autocomplete="off" spellcheck="false" autofocus required${described}></p>` +
    '<p><button type="submit">Open the data</button></p></form>' +
    '<p>Without the code nobody can open it. A backup asks for the code, too.</p>'
  );
}

function page(status: number, html: string): UnlockAnswer {
  const policy = "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  return {
    status,
    headers: {
      ...securityHeaders,
      // With none a browser would not say from where the form comes.
      'referrer-policy': 'same-origin',
      'content-security-policy': policy,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    },
    html:
      '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
      `<meta name="color-scheme" content="light dark"><title>${TITLE}</title></head>` +
      `<body><main><h1>${TITLE}</h1>${html}</main></body></html>`,
  };
}

function escape(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
