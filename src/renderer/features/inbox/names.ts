/** What a conversation is called on screen: its people, or its number. Pure but for the words "and" and "this person". */
import type { ConversationRow } from '../../contract.ts';
import type { Translate } from '../../i18n/useT.ts';

/** "Maria Alvarez", "Ana and Leo Cruz", or the number. */
export function titleOf(row: Pick<ConversationRow, 'people' | 'peopleMore' | 'addressDisplay'>, t: Translate): string {
  return row.people.length === 0 ? row.addressDisplay : namesOf(row, t);
}

/** Everybody on the number; of a crowd the first few, and how many more there are. */
export function namesOf({ people, peopleMore }: Pick<ConversationRow, 'people' | 'peopleMore'>, t: Translate): string {
  const names = people.map(({ name }) => name);
  if (peopleMore === 0) return joinNames(names, t);
  return t('inbox.namesAndMore', { names: names.join(', '), count: peopleMore });
}

/** Names in one sentence; a family name that all share is said once. */
export function joinNames(names: readonly string[], t: Translate): string {
  const last = names.at(-1) ?? '';
  if (names.length < 2) return last;
  const family = familyOf(last);
  const shared = family !== '' && names.every((name) => familyOf(name) === family);
  const heads = names.slice(0, -1).map((name) => (shared ? name.slice(0, -family.length).trim() : name));
  return t('inbox.sharedNames', { names: heads.join(', '), last });
}

/** "Maria" of "Maria Alvarez"; the number, or "this person", where there is no name. */
export function shortNameOf(row: Pick<ConversationRow, 'people' | 'addressDisplay'>, t: Translate): string {
  const first = row.people[0]?.name.split(/\s+/)[0];
  return first === undefined || first === '' ? row.addressDisplay || t('inbox.thisPerson') : first;
}

/** "Dana" of "Dana Whitlock". */
export function firstWord(name: string): string {
  return name.split(/\s+/)[0] ?? name;
}

function familyOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return words.length > 1 ? (words.at(-1) ?? '') : '';
}
