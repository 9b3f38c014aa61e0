/** The words people agree to, in versions: which one counts now, and adding the next. The earlier ones stay as they were agreed to. */
import type { Wording } from '../../../contract/consent.ts';
import { DomainError } from '../../../contract/errors.ts';
import type { WordingRecord } from '../../store/records.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import type { ParsedInputOf } from '../feature.ts';
import type { Subject } from './subject.ts';

/** The newest version in this language; undefined: there is none. */
export function newestWording(tx: ReadTx, id: string, language: string): WordingRecord | undefined {
  return tx.consent.wordings().find((one) => one.id === id && one.language === language);
}

/**
 * What the entry says about the words: the newest version in the language asked for, else in the person's, else in English; nothing when no
 * wording was named. Errors: INVALID_INPUT for a wording that does not exist or is for another purpose.
 */
export function wordingFor(
  tx: ReadTx,
  { wordingId, wordingVersion, language, purpose }: ParsedInputOf<'consent.recordEvent'>,
  { personId }: Subject,
): { readonly wordingId?: string; readonly wordingVersion?: number; readonly language?: string } {
  if (wordingId === undefined) return language === undefined ? {} : { language };
  const theirs = personId === null ? undefined : tx.people.get(personId)?.language;
  const inLanguage = (one: string) =>
    wordingVersion === undefined
      ? newestWording(tx, wordingId, one)
      : tx.consent.wording(wordingId, one, wordingVersion);
  const found = language ? inLanguage(language) : (inLanguage(theirs ?? 'en') ?? inLanguage('en'));
  if (found === undefined || found.purpose !== (purpose ?? 'care')) {
    throw new DomainError('INVALID_INPUT', 'These words are not on file.', { field: 'wordingId' });
  }
  return { wordingId: found.id, wordingVersion: found.version, language: found.language };
}

/** Adds the next version, unless the words are the same. */
export function saveWording(
  tx: WriteTx,
  { id, language, text }: ParsedInputOf<'consent.saveWording'>,
  author: string,
  now: number,
): Wording {
  const last = newestWording(tx, id, language);
  if (last?.text === text) return last;
  const wording: WordingRecord = {
    ...{ id, language, purpose: id, text, author },
    version: (last?.version ?? 0) + 1,
    validFrom: now,
  };
  tx.consent.addWording(wording);
  tx.audit.append({
    at: now,
    action: 'wording.added',
    entity: 'wording',
    entityId: id,
    data: { language, version: wording.version },
  });
  return wording;
}
