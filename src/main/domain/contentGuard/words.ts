/** What staff are told about a finding, and what can be written instead. Data, and one look-up. */
import type { GuardRuleId } from './finding.ts';

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

/** What says the same without the detail; null where only the writer can know. `{phone}` is the practice's number. */
export function neutralWords(rule: GuardRuleId, language: 'en' | 'es'): string | null {
  return NEUTRAL[rule]?.[language] ?? null;
}

const CALL = {
  en: 'We have news for you. Please call us at {phone}.',
  es: 'Tenemos noticias para usted. Llámenos al {phone}.',
} as const;

const NEUTRAL: Partial<Record<GuardRuleId, { readonly en: string; readonly es: string }>> = {
  CG14: CALL,
  CG15: CALL,
  CG16: {
    en: 'Your prescription is ready. Questions? Call us at {phone}.',
    es: 'Su receta está lista. ¿Preguntas? Llámenos al {phone}.',
  },
  CG17: {
    en: 'Your results are ready. Please call us at {phone}.',
    es: 'Sus resultados están listos. Llámenos al {phone}.',
  },
};
