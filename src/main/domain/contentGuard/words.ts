/** What staff are told about a finding, and what can be written instead. Data, and one look-up. */
import type { GuardFinding, GuardRuleId } from './finding.ts';

/** For "This looks like ..." and "This mentions ...". */
export const GUARD_WORDS: Readonly<Record<GuardRuleId, string>> = {
  CG01: 'a Social Security number',
  CG02: 'a Social Security number',
  CG03: 'a payment card number',
  CG04: "a card's security code",
  CG05: 'a bank account',
  CG06: 'a Medicare number',
  CG07: 'an identity number',
  CG08: 'an NHS number',
  CG09: 'a Medicare number',
  CG10: 'a record number',
  CG11: 'a date of birth',
  CG12: 'an insurance number',
  CG13: 'a password or code',
  CG14: 'something very private about health',
  CG15: 'a diagnosis',
  CG16: 'a medicine',
  CG17: 'a test result',
  CG18: 'money: choose "Payment" as the reason for this text',
  CG19: 'advertising: that needs the permission for offers',
  CG20: 'a short link, which carriers block',
  CG21: 'an offer that carriers forbid',
  CG22: 'an answer word that means "stop" or "start" to the network',
  CG23: 'a detail that nobody filled in',
  CG24: 'a name that is not the receiver of this text',
  CG25: 'more than one text',
};

/** Details that can simply be left out. */
const LEAVE_OUT: ReadonlySet<GuardRuleId> = new Set<GuardRuleId>([
  'CG01',
  'CG02',
  'CG03',
  'CG04',
  'CG05',
  'CG06',
  'CG07',
  'CG08',
  'CG09',
  'CG10',
  'CG11',
  'CG12',
  'CG13',
  'CG20',
]);

/** What the practice and the receiver are called, for what is offered instead. */
export interface InsteadFacts {
  /** As people dial it; empty where the practice has not said. */
  readonly phone: string;
  readonly language: 'en' | 'es';
  /** Of the receiver; empty: not known. */
  readonly givenName: string;
}

/** A whole text to take over in place of `body`, without what was found; null where only the writer can know. */
export function instead(body: string, { rule, start, end }: GuardFinding, facts: InsteadFacts): string | null {
  const neutral = neutralWords(rule, facts.language);
  if (neutral !== null) {
    return facts.phone === '' ? neutral.replace(/ (?:at|al) \{phone\}/, '') : neutral.replace('{phone}', facts.phone);
  }
  const [before, after] = [body.slice(0, start), body.slice(end)];
  if (rule === 'CG24' && end > start && facts.givenName !== '') return before + facts.givenName + after;
  if (!LEAVE_OUT.has(rule) || end === start) return null;
  const rest = `${before.trimEnd()} ${after.trimStart()}`.replace(/ (?=[.,;!?])/g, '').trim();
  return rest === '' ? null : rest;
}

/** What says the same without the detail; null where only the writer can know. `{phone}` is the practice's number. */
export function neutralWords(rule: GuardRuleId, language: 'en' | 'es'): string | null {
  return NEUTRAL[rule]?.[language] ?? null;
}

const CALL = {
  en: 'We have news for you. Please call us at {phone}.',
  es: 'Tenemos noticias para usted. Llamenos al {phone}.',
} as const;

const NEUTRAL: Partial<Record<GuardRuleId, { readonly en: string; readonly es: string }>> = {
  CG14: CALL,
  CG15: CALL,
  CG16: {
    en: 'Your prescription is ready. Questions? Call us at {phone}.',
    es: 'Su receta esta lista. ¿Preguntas? Llamenos al {phone}.',
  },
  CG17: {
    en: 'Your results are ready. Please call us at {phone}.',
    es: 'Sus resultados estan listos. Llamenos al {phone}.',
  },
};
