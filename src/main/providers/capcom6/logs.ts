/**
 * The app's own log for a person who looks for a fault (capcom6.md 3.10). It holds numbers, and in older apps the words of texts: both
 * are taken out here, before anything else sees it.
 */
import type { GatewayResult } from '../gateway.ts';
import type { PhoneClient } from './phoneClient.ts';
import { toGatewayFailure } from './statuses.ts';
import { parseDate } from './wire.ts';

export interface PhoneLogLine {
  /** UTC ms by the phone's clock; null when it does not say. */
  readonly at: number | null;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly module: string;
  readonly text: string;
}

const MOST_LINES = 300;
const MOST_CHARACTERS = 300;
const LEVELS: Readonly<Record<string, PhoneLogLine['level']>> = {
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
};
/** Of an entry's context only what explains a failure; everything else may be about a person. */
const TELLING = ['reason', 'error', 'code', 'status', 'state', 'event'];

/** The newest lines between two times (UTC ms), newest first. */
export async function readPhoneLog(
  client: PhoneClient,
  range: { readonly from: number; readonly to: number },
  signal?: AbortSignal,
): Promise<GatewayResult<readonly PhoneLogLine[]>> {
  const read = await client.readLogs(range, signal);
  if (!read.ok) return toGatewayFailure(read);
  const lines = read.value.slice(-MOST_LINES).map((entry): PhoneLogLine => {
    const context = TELLING.flatMap((name) => {
      const value = entry.context?.[name];
      return typeof value === 'string' || typeof value === 'number' ? [`${name}: ${value}`] : [];
    });
    return {
      at: parseDate(entry.createdAt),
      level: LEVELS[entry.priority] ?? 'info',
      module: entry.module.slice(0, 60),
      text: maskLogText([entry.message, ...context].join(' · ')),
    };
  });
  return { ok: true, value: lines.toReversed() };
}

/** Numbers keep their last two digits; quoted words, words after `text` or `message`, and the paths of addresses go. */
export function maskLogText(text: string): string {
  return text
    .replaceAll(/(https?:\/\/[^\s/?#]+)[^\s]*/gi, '$1/…')
    .replaceAll(/(["“'])(?:(?!\1|”).){2,}(?:\1|”)/gs, '“…”')
    .replaceAll(/\b(text|message|body|content)\s*[=:]\s*\S.*$/gis, '$1: …')
    .replaceAll(/\(?\+?\d(?:[\d\s().-]{5,})\d/g, (found) => maskDigits(found))
    .slice(0, MOST_CHARACTERS);
}

function maskDigits(found: string): string {
  const digits = found.replaceAll(/\D/g, '');
  return digits.length < 7 ? found : `…${digits.slice(-2)}`;
}
