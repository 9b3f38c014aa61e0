/** What the gate's decision means for the composer: open, with a notice, or locked. Pure; it decides nothing about sending. */
import type { ConversationRow, GateDecision, GateFinding } from '../../../contract.ts';

export type LockKind = 'optedOut' | 'suspended' | 'landline' | 'noNumber' | 'invalid';

export type ComposerNotice =
  | { readonly kind: 'quiet'; readonly until: number; readonly canAsk: boolean }
  /** `stops`: without a record nothing can go out. */
  | { readonly kind: 'noConsent'; readonly stops: boolean }
  | { readonly kind: 'words'; readonly words: string; readonly stops: boolean };

export type ComposerState =
  | { readonly kind: 'locked'; readonly lock: LockKind }
  | { readonly kind: 'open'; readonly notice: ComposerNotice | null };

const OPT_OUTS: readonly GateFinding['code'][] = [
  'OPTED_OUT_ALL',
  'OPTED_OUT_PERSON',
  'OPTED_OUT_PURPOSE',
  'PROVIDER_OPTOUT',
];
const OPEN: ComposerState = { kind: 'open', notice: null };

/** The state for a conversation; `decision` is the gate's answer to an empty text, undefined while it is not known. */
export function composerState(
  row: Pick<ConversationRow, 'canText'>,
  decision: GateDecision | undefined,
): ComposerState {
  const lock = lockOf(row, decision);
  if (lock) return { kind: 'locked', lock };
  if (!decision) return OPEN;
  const notice = noticeOf(decision);
  return notice ? { kind: 'open', notice } : OPEN;
}

function lockOf({ canText }: Pick<ConversationRow, 'canText'>, decision: GateDecision | undefined): LockKind | null {
  if (canText === 'optedOut' || canText === 'suspended' || canText === 'landline' || canText === 'noNumber')
    return canText;
  const blocks = findings(decision).filter((finding) => finding.decision === 'block');
  if (blocks.some(({ code }) => OPT_OUTS.includes(code))) return 'optedOut';
  if (blocks.some(({ code }) => code === 'NUMBER_SUSPENDED')) return 'suspended';
  return blocks.some(({ code }) => code === 'NUMBER_INVALID') ? 'invalid' : null;
}

function noticeOf(decision: GateDecision): ComposerNotice | null {
  const open = findings(decision).filter((finding) => finding.decision !== 'allow' && !finding.confirmed);
  const find = (code: GateFinding['code']): GateFinding | undefined => open.find((finding) => finding.code === code);
  if (find('CONSENT_MISSING')) return { kind: 'noConsent', stops: true };
  const block = open.find((finding) => finding.decision === 'block');
  if (block) return { kind: 'words', words: block.words, stops: true };
  if (find('CONSENT_UNPROVEN')) return { kind: 'noConsent', stops: false };
  const quiet = find('QUIET_HOURS');
  if (quiet && quiet.until !== null) return { kind: 'quiet', until: quiet.until, canAsk: quiet.confirmable };
  const other = open.find(({ words, code }) => words !== '' && code !== 'PROVIDER_BUSY');
  return other ? { kind: 'words', words: other.words, stops: false } : null;
}

function findings(decision: GateDecision | undefined): readonly GateFinding[] {
  return decision?.findings ?? [];
}

/** The decision inside a refusal's details, or null when they hold none. */
export function decisionIn(details: unknown): GateDecision | null {
  if (typeof details !== 'object' || details === null) return null;
  const found = details as { readonly findings?: unknown };
  return Array.isArray(found.findings) ? (details as GateDecision) : null;
}

/** What a person must answer before the text may leave. */
export function questionsIn(decision: GateDecision | null): readonly GateFinding[] {
  return findings(decision ?? undefined).filter((finding) => finding.decision === 'confirm' && !finding.confirmed);
}
