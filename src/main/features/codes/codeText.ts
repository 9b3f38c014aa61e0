/**
 * The text around a code, and where the code itself is while it waits to leave: in memory alone. What is stored shows stars, in the thread
 * and in the attempt; after a restart a code that has not left is gone, and a new one is sent.
 */
import type { SendVerdict } from '../../jobs/handlers.ts';
import type { Clock } from '../../platform/ports.ts';
import type { MessageRecord } from '../../store/records.ts';
import type { TextLanguage } from '../../domain/timeText.ts';

const STARS = '******';

const WORDS: Readonly<Record<TextLanguage, string>> = {
  en: `your code is ${STARS}. Please read it out at the desk. It ends in 10 minutes.`,
  es: `su codigo es ${STARS}. Digalo en recepcion. Vence en 10 minutos.`,
};

/** Stars instead of the code. */
export function codeBody(practice: string, language: TextLanguage): string {
  const words = WORDS[language];
  return practice === '' ? words.replace(/^./, (first) => first.toUpperCase()) : `${practice}: ${words}`;
}

export interface WaitingCodes {
  keep(codeId: string, code: string, until: number): void;
  /** The verdict with the code in place of the stars. A text that is no code passes as it is. */
  unmask(message: MessageRecord, verdict: SendVerdict): SendVerdict;
}

export function createWaitingCodes({ clock }: { readonly clock: Clock }): WaitingCodes {
  const codes = new Map<string, { readonly code: string; readonly until: number }>();
  return {
    keep(codeId, code, until) {
      const now = clock.now();
      for (const [id, kept] of codes) if (kept.until <= now) codes.delete(id);
      codes.set(codeId, { code, until });
    },
    unmask({ eventData }, verdict) {
      const codeId = eventData?.['oneTimeCode'];
      if (codeId === undefined || verdict.kind !== 'send') return verdict;
      const kept = codes.get(codeId);
      if (kept === undefined) {
        const reason = { code: 'codeGone', text: 'Not sent. The program was started anew meanwhile: send a new code.' };
        return { kind: 'drop', status: 'expired', reason };
      }
      return { ...verdict, body: verdict.body.replace(STARS, kept.code), secret: true };
    },
  };
}
