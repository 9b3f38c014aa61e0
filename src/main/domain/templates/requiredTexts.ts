/**
 * The texts and lines the rules oblige us to send, word by word (rules.md 5.2). Pure.
 * Plain GSM-7 and one part with a practice name of 20 characters: the Spanish ones leave accents out on purpose.
 */
import type { GateAppend } from '../../../contract/gate.ts';
import { regionOf } from '../regions/regions.ts';
import type { TextLanguage } from '../timeText.ts';

export type RequiredText =
  | 'help'
  | 'optedOut'
  /** After CANCEL, END, QUIT and their like as an answer to an appointment question (T3b). */
  | 'optedOutVisitUnchanged'
  /** The first agreement by text (T1). */
  | 'welcome'
  /** Texts again after an opt-out (T4). */
  | 'optedIn'
  | 'emergency'
  /** Opt-out and emergency words in one text: one answer for both. */
  | 'optedOutEmergency'
  | 'visitConfirmed'
  /** Somebody said yes to a time that another has taken meanwhile. */
  | 'slotTaken';

export interface RequiredTextFacts {
  /** At most 20 characters. */
  readonly practice: string;
  /** As people dial it, `(206) 555-0100`; empty when the practice has not said. */
  readonly phone: string;
  /** Country of the practice, for the emergency number. */
  readonly country: string;
  /** Date of the visit, `Tue 12 Jan`, for `visitConfirmed`. */
  readonly date?: string;
}

/** The text, with the practice's name in front where there is one. */
export function requiredText(kind: RequiredText, language: TextLanguage, facts: RequiredTextFacts): string {
  const body = WORDS[language][kind](facts).replace(/ {2,}/g, ' ').trim();
  const sentence = facts.practice === '' ? body.replace(/^./, (first) => first.toUpperCase()) : body;
  return facts.practice === '' ? sentence : `${facts.practice}: ${sentence}`;
}

type Words = Readonly<Record<RequiredText, (facts: RequiredTextFacts) => string>>;

const WORDS: Readonly<Record<TextLanguage, Words>> = {
  en: {
    help: ({ phone, country }) =>
      `appointment texts. ${sentence('Help: call', phone)} Msg frequency varies. ${rates(country)} Reply STOP to opt out.`,
    welcome: ({ country }) =>
      `you're signed up for appointment texts. Msg frequency varies. ${rates(country)} Reply HELP for help, STOP to opt out.`,
    optedOut: ({ phone }) =>
      `you are opted out and will get no more texts. ${sentence('Questions? Call', phone)} Reply START to get texts again.`,
    optedOutVisitUnchanged: ({ phone }) =>
      `you are opted out of texts. Your appointment was NOT changed. ${sentence('To change it call', phone)} Reply START to get texts again.`,
    optedIn: () => 'you will get appointment texts again. Msg frequency varies. Reply HELP for help, STOP to opt out.',
    emergency: ({ country }) =>
      `we may not see texts right away. In an emergency call ${emergencyNumber(country)}.${crisis(
        country,
        'For a mental health crisis call or text',
      )}`,
    optedOutEmergency: ({ country }) =>
      `you are opted out and will get no more texts. In an emergency call ${emergencyNumber(country)}. Reply START to get texts again.`,
    slotTaken: () => 'sorry, that time is taken. You are still on our list.',
    visitConfirmed: ({ date = '' }) => `thank you, your visit on ${date} is confirmed.`,
  },
  es: {
    help: ({ phone, country }) =>
      `mensajes de citas. ${sentence('Ayuda: llame al', phone)} ${tarifas(country)} Envie STOP o ALTO para no recibir mas.`,
    welcome: ({ country }) =>
      `recibira mensajes de citas. Frecuencia variable. ${tarifas(country)} Envie AYUDA para ayuda, STOP para salir.`,
    optedOut: ({ phone }) =>
      `ya no recibira mas mensajes. ${sentence('Preguntas: llame al', phone)} Envie START para recibir mensajes.`,
    optedOutVisitUnchanged: ({ phone }) =>
      `ya no recibira mas mensajes. Su cita NO ha cambiado. ${sentence('Para cambiarla llame al', phone)} Envie START para recibir mensajes.`,
    optedIn: () =>
      'recibira de nuevo mensajes de citas. La frecuencia varia. Envie AYUDA para ayuda, STOP para no recibir mas.',
    emergency: ({ country }) =>
      `puede que no veamos los mensajes enseguida. En una emergencia llame al ${emergencyNumber(country)}.${crisis(
        country,
        'Crisis de salud mental:',
      )}`,
    optedOutEmergency: ({ country }) =>
      `ya no recibira mas mensajes. En una emergencia llame al ${emergencyNumber(country)}. Envie START para recibir mensajes.`,
    slotTaken: () => 'lo sentimos, esa hora ya esta ocupada. Sigue en nuestra lista.',
    visitConfirmed: ({ date = '' }) => `gracias, su cita del ${date} esta confirmada.`,
  },
};

/** Receiving costs nothing where this is not said. */
function rates(country: string): string {
  return CHARGED.has(country) ? 'Msg & data rates may apply.' : '';
}

function tarifas(country: string): string {
  return CHARGED.has(country) ? 'Pueden aplicar tarifas de mensajes y datos.' : '';
}

/** Where networks charge for texts that come in, and the carriers' rules oblige us to say so. */
const CHARGED: ReadonlySet<string> = new Set(['US', 'CA', 'PR']);

function sentence(words: string, phone: string): string {
  return phone === '' ? '' : `${words} ${phone}.`;
}

function crisis(country: string, words: string): string {
  const { crisisLine } = regionOf(country);
  return crisisLine === null ? '' : ` ${words} ${crisisLine}.`;
}

/** The general emergency number where the practice is. */
export function emergencyNumber(country: string): string {
  return regionOf(country).emergency;
}

/** "Reply STOP to opt out.", with the country's own word beside it where it has one (section 10, "Local words"). */
export function optOutLine(country: string, language: TextLanguage): string {
  const [stop, local] = regionOf(country).stopWords;
  const words = {
    en: local === undefined ? stop : `${stop} or ${local}`,
    es: local === undefined ? stop : `${stop} o ${local}`,
  };
  return language === 'es' ? `Envie ${words.es} para no recibir mas.` : `Reply ${words.en} to opt out.`;
}

/**
 * Adds the lines the gate asks for, once: a text that names the practice or says how to stop already stays as it is, so
 * deciding twice about one text never doubles a line.
 */
export function withRequiredLines(
  body: string,
  lines: readonly GateAppend[],
  facts: { readonly practice: string; readonly language: TextLanguage; readonly country: string },
): string {
  const named = facts.practice === '' || body.toLowerCase().includes(facts.practice.toLowerCase());
  const opening = lines.includes('identity') && !named ? `${facts.practice}: ` : '';
  // A new line where the sentence was left open: a full stop could become part of a link.
  const joint = /[.!?]$/.test(body) ? ' ' : '\n';
  const missing = lines.includes('optout') && !saysHowToStop(body);
  return `${opening}${body}${missing ? joint + optOutLine(facts.country, facts.language) : ''}`;
}

/** BAJA is also a word of names ("Baja Dental"): it counts where somebody is told to write it. */
const HOW_TO_STOP = /\b(?:STOPP?|ARR[EÊ]T)\b|\b(?:[Ee]nvi[eé]|[Rr]esponda|[Cc]onteste|[Ee]scriba)(?: con)? BAJA\b/;

/** Whether a text tells its receiver how to opt out. */
export function saysHowToStop(body: string): boolean {
  return HOW_TO_STOP.test(body);
}
