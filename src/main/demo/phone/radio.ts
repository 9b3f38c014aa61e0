/**
 * The simulated radio: what happens to a text after the app hands it to Android, by a script per number (capcom6.md 16.3-16.4).
 * Owns the list of what the outside world received. Knows nothing of HTTP.
 */
import type { Timers } from '../../platform/ports.ts';

/** One callback of Android, `afterMs` after the hand-over. `silence` is none: the text is on air, nothing is reported. */
export type RadioStep = { readonly afterMs: number; readonly part: number } & (
  | { readonly kind: 'sent' | 'silence' }
  | { readonly kind: 'sentError'; readonly code: string }
  | { readonly kind: 'delivered'; readonly tpStatus: number }
);

export interface RadioPlan {
  /** Whether the text really leaves: a reported failure can be false, a reported success cannot. */
  readonly onAir: boolean;
  readonly steps: readonly RadioStep[];
}

export interface RadioDelays {
  readonly processedMs: number;
  readonly sentMs: number;
  readonly perPartMs: number;
  readonly deliveredMs: number;
}

/** Timings of an idle phone (capcom6.md 4.6). */
export const USUAL_DELAYS: RadioDelays = { processedMs: 150, sentMs: 1500, perPartMs: 300, deliveredMs: 4000 };
/** No waiting at all, for thousands of texts in a test. */
export const NO_DELAYS: RadioDelays = { processedMs: 0, sentMs: 0, perPartMs: 0, deliveredMs: 0 };

/** A text that the outside world received, `count` times. */
export interface RadioText {
  readonly id: string;
  readonly to: string;
  readonly body: string;
  readonly parts: number;
  readonly simNumber: number | null;
  /** Pictures that went with it; empty for a plain text. */
  readonly media: readonly { readonly contentType: string; readonly sizeBytes: number }[];
  /** UTC ms of the first transmission. */
  readonly at: number;
  readonly count: number;
}

export type RadioScript = (number: string, parts: number, delays: RadioDelays) => RadioPlan;

const GENERIC = 'RESULT_ERROR_GENERIC_FAILURE (Generic failure cause)';
const LIMIT = 'RESULT_ERROR_LIMIT_EXCEEDED (Failed because we reached the sending queue limit)';
const FALSE_FAILURE = 'RESULT_ERROR_NONE (No error)';
const NO_SERVICE = 'RESULT_ERROR_NO_SERVICE (Failed because service is currently unavailable)';

/**
 * The default script. All numbers work, except those that end in 555-019x:
 * 0191 generic failure, 0192 limit exceeded, 0193 sent and never delivered, 0194 refused by the network after sent,
 * 0195 delivered before sent, 0196 stuck in Processed, 0197 last part fails, 0198 false failure, 0199 no service.
 */
export const scriptByMagicNumber: RadioScript = (number, parts, delays) => {
  const all = Array.from({ length: parts }, (_, index) => index + 1);
  const sent = all.map((part): RadioStep => ({
    kind: 'sent',
    part,
    afterMs: delays.sentMs + delays.perPartMs * (part - 1),
  }));
  const delivered = (tpStatus: number, base = delays.deliveredMs): RadioStep[] =>
    all.map((part) => ({ kind: 'delivered', part, tpStatus, afterMs: base + delays.perPartMs * (part - 1) }));
  const error = (code: string, part = 1): RadioStep => ({ kind: 'sentError', part, code, afterMs: delays.sentMs });
  switch (/555(019[1-9])$/.exec(number)?.[1]) {
    case '0191':
      return { onAir: false, steps: [error(GENERIC)] };
    case '0192':
      return { onAir: false, steps: [error(LIMIT)] };
    case '0193':
      return { onAir: true, steps: sent };
    case '0194':
      return { onAir: true, steps: [...sent, ...delivered(70)] };
    case '0195':
      return { onAir: true, steps: [...delivered(0, delays.sentMs / 2), ...sent] };
    case '0196':
      return { onAir: true, steps: [{ kind: 'silence', part: 1, afterMs: delays.sentMs }] };
    case '0197':
      return { onAir: true, steps: [...sent.slice(0, -1), error(GENERIC, parts)] };
    case '0198':
      return { onAir: true, steps: [error(FALSE_FAILURE)] };
    case '0199':
      return { onAir: false, steps: [error(NO_SERVICE)] };
    default:
      return { onAir: true, steps: [...sent, ...delivered(0)] };
  }
};

export interface Radio {
  /** Takes a text from the app; `report` gets Android's callbacks. */
  handOver(text: Omit<RadioText, 'at' | 'count'>, report: (step: RadioStep) => void): void;
  sent(): readonly RadioText[];
  onSent(listener: (text: RadioText) => void): () => void;
  clear(): void;
}

/** A radio that follows `script`. Steps without delay are reported at once, in order. */
export function createRadio(deps: {
  readonly timers: Timers;
  readonly now: () => number;
  readonly script: RadioScript;
  readonly delays: RadioDelays;
}): Radio {
  const received = new Map<string, RadioText>();
  const listeners = new Set<(text: RadioText) => void>();
  const transmit = (text: Omit<RadioText, 'at' | 'count'>): void => {
    const key = `${text.id}|${text.to}`;
    const before = received.get(key);
    const now: RadioText = before ? { ...before, count: before.count + 1 } : { ...text, at: deps.now(), count: 1 };
    received.set(key, now);
    for (const listener of listeners) listener(now);
  };

  return {
    handOver(text, report) {
      const plan = deps.script(text.to, text.parts, deps.delays);
      let waitsForAir = plan.onAir;
      const happen = (step: RadioStep): void => {
        if (waitsForAir) transmit(text);
        waitsForAir = false;
        report(step);
      };
      for (const step of plan.steps.toSorted((a, b) => a.afterMs - b.afterMs)) {
        if (step.afterMs <= 0) happen(step);
        else deps.timers.after(step.afterMs, () => happen(step));
      }
    },
    sent: () => [...received.values()],
    onSent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    clear: () => received.clear(),
  };
}

/** How many SMS a text needs on a phone: GSM-7 160/153 (extension characters count twice), else UCS-2 70/67. */
export function partsOf(text: string): number {
  const gsm = gsmLength(text);
  if (gsm === null) return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
  return gsm <= 160 ? 1 : Math.ceil(gsm / 153);
}

const GSM_BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const GSM_EXTENSION = new Set('^{}\\[~]|€\f');

function gsmLength(text: string): number | null {
  let length = 0;
  for (const character of text) {
    if (GSM_BASIC.has(character)) length += 1;
    else if (GSM_EXTENSION.has(character)) length += 2;
    else return null;
  }
  return length;
}
