/** What texts say about the practice and its people's language. Reads only. */
import type { Practice } from '../../../contract/settings.ts';
import { parsePhone } from '../../domain/phoneNumber.ts';
import type { TextLanguage, TextStyle } from '../../domain/timeText.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';

const LONGEST_NAME = 20;

/** The practice's text name: opens texts, at most 20 characters (rules.md 5.2). Empty while nobody has set one. */
export function practiceName(tx: ReadTx): string {
  return nameOfPractice(readSettings(tx).practice);
}

export function nameOfPractice({ shortName, name }: Practice): string {
  return (shortName === '' ? name : shortName).slice(0, LONGEST_NAME).trim();
}

/** The practice's phone as its country writes it; as typed when it is no number we can read. */
export function phoneOfPractice({ phone, country }: Practice): string {
  const parsed = parsePhone(phone, country);
  return parsed.ok ? (parsed.country === country ? parsed.national : parsed.e164) : phone.trim();
}

/** How dates and times are written for this practice, in a text or for its staff. */
export function styleOf({ clock, country }: Practice, language: TextLanguage = 'en'): TextStyle {
  return { language, clock, order: country === 'US' ? 'monthFirst' : 'dayFirst' };
}

/** The language we write to this person in; English for everyone else and every other language. */
export function languageOf(tx: ReadTx, personId: string | null): TextLanguage {
  const language = personId === null ? 'en' : tx.people.get(personId)?.language;
  return language === 'es' ? 'es' : 'en';
}

/** What the lines that a text must carry are made of. */
export function textFacts(
  tx: ReadTx,
  personId: string | null,
): { readonly practice: string; readonly language: TextLanguage; readonly country: string } {
  const { practice } = readSettings(tx);
  return { practice: nameOfPractice(practice), language: languageOf(tx, personId), country: practice.country };
}
