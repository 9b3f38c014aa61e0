/** What texts say about the practice and its people's language. Reads only. */
import { parsePhone } from '../../domain/phoneNumber.ts';
import type { TextLanguage } from '../../domain/timeText.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';

const LONGEST_NAME = 20;

/** The practice's text name: opens texts, at most 20 characters (rules.md 5.2). Empty while nobody has set one. */
export function practiceName(tx: ReadTx): string {
  const { shortName, name } = readSettings(tx).practice;
  return (shortName === '' ? name : shortName).slice(0, LONGEST_NAME).trim();
}

/** The practice's phone as its country writes it; as typed when it is no number we can read. */
export function practicePhone(tx: ReadTx): string {
  const { phone, country } = readSettings(tx).practice;
  const parsed = parsePhone(phone, country);
  return parsed.ok ? (parsed.country === country ? parsed.national : parsed.e164) : phone.trim();
}

/** The language we write to this person in; English for everyone else and every other language. */
export function languageOf(tx: ReadTx, personId: string | null): TextLanguage {
  const language = personId === null ? 'en' : tx.people.get(personId)?.language;
  return language === 'es' ? 'es' : 'en';
}
