/** Why a subscribed calendar cannot be read, in words for the desk. Pure; no address in any of them. */
import type { SourceProblem } from '../scheduleAdapter.ts';

const WORDS = {
  empty: 'The address answers, and there is nothing in it.',
  webPage:
    'The address answers with a web page and not with a calendar. The link may have ended: copy it again from the other program.',
  cutShort: 'Only the beginning of the calendar arrived. It is asked for again by itself.',
  tooLarge: 'The calendar is larger than 25 MB. Publish fewer weeks.',
  slow: 'The calendar did not arrive in a minute. It is asked for again by itself.',
  redirects: 'The address leads on and on. Copy it again from the other program.',
  redirectRefused:
    'The address leads to a place where no calendar of yours can be. Copy it again from the other program.',
  thisComputer:
    'The name of this address stands for this PC, where no published calendar can be. Copy it again from the other program.',
  refused: 'The address is no longer allowed. Publish the calendar again, then paste the new address here.',
  notThere: 'There is no calendar at this address any more. Copy it again from the other program.',
  busy: 'The other side asks us to wait. It is asked again by itself.',
  serverTrouble: 'The other side has a fault. It is asked again by itself.',
  unexpected: 'The other side answers with something that is no calendar.',
  dns: 'The name of the address is not known. Check the internet connection, then the address.',
  offline: 'The other side cannot be reached. Check the internet connection.',
  certificateOld:
    'The certificate of the other side has run out. Tell the people who run it; nothing is read until then.',
  certificateName: 'The certificate of the other side is made out for another name. Nothing is read from there.',
  certificate: 'The certificate of the other side cannot be trusted on this PC. Nothing is read from there.',
} as const;

export type FeedProblemCode = keyof typeof WORDS;

export function feedProblem(code: FeedProblemCode): SourceProblem {
  return { code, text: WORDS[code] };
}

/** By the code of the network error (Node) or the name in its message (Chromium). */
export function networkProblem(error: unknown): SourceProblem {
  const said = wordsOf(error);
  return feedProblem(NETWORK.find(([, pattern]) => pattern.test(said))?.[0] ?? 'offline');
}

const NETWORK: readonly (readonly [FeedProblemCode, RegExp])[] = [
  ['certificateOld', /CERT_HAS_EXPIRED|ERR_CERT_DATE_INVALID|CERT_NOT_YET_VALID/],
  ['certificateName', /ALTNAME_INVALID|ERR_CERT_COMMON_NAME_INVALID/],
  ['certificate', /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_SSL|ERR_TLS|EPROTO/],
  ['dns', /ENOTFOUND|EAI_AGAIN|ERR_NAME_NOT_RESOLVED/],
  ['cutShort', /terminated|other side closed|ERR_CONTENT_LENGTH_MISMATCH|ERR_INCOMPLETE/i],
];

/** Codes and messages of an error and its causes: for matching only, they may hold the address. */
function wordsOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 4) return '';
  const code = 'code' in error ? String(error.code) : '';
  return `${code} ${error.message} ${wordsOf(error.cause, depth + 1)}`;
}
