/**
 * Rules by which two entries look like one person. They only make a suggestion: a family shares a number, twins have near names, and only a
 * person decides. Two different ids of the practice's system say that there are two people. Pure.
 */
import { isNearName, isSameName } from '../schedule/nearNames.ts';

export interface Entry {
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly externalId: string | null;
}

/** `sameId`: the practice's id written in two ways. The names and the number are compared without case and accents. */
export type LooksSame = 'sameName' | 'nearName' | 'sameId';

/** Ids as people write them: `P7`, ` p7 ` and `0P7` stand for one. */
export function plainId(externalId: string): string {
  return externalId.trim().toLowerCase().replace(/^0+/, '');
}

/** For two people on one number. */
export function looksSameOnNumber(a: Entry, b: Entry): LooksSame | null {
  if (a.externalId !== null && b.externalId !== null) {
    return plainId(a.externalId) === plainId(b.externalId) ? 'sameId' : null;
  }
  if (isSameName(a, b)) return 'sameName';
  return isNearName(a, b) ? 'nearName' : null;
}

/** Groups of entries that look the same two by two, through each other. Entries that look like nobody are left out. */
export function groupsOf<T extends Entry>(
  entries: readonly T[],
  looksSame: (a: T, b: T) => LooksSame | null,
): readonly { readonly reason: LooksSame; readonly entries: readonly T[] }[] {
  const groups: { reason: LooksSame; entries: T[] }[] = [];
  for (const entry of entries) {
    const like = groups.flatMap((group) => {
      const reason = group.entries.map((one) => looksSame(one, entry)).find((found) => found !== null);
      return reason === undefined || reason === null ? [] : [{ group, reason }];
    });
    const merged = {
      reason: weakest([...like.map(({ reason }) => reason), ...like.map(({ group }) => group.reason)]),
      entries: [...like.flatMap(({ group }) => group.entries), entry],
    };
    for (const { group } of like) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  return groups.filter((group) => group.entries.length > 1);
}

const WEAKEST_FIRST: readonly LooksSame[] = ['nearName', 'sameName', 'sameId'];

/** A group of one has no reason yet: the strongest stands for it until somebody joins. */
function weakest(reasons: readonly LooksSame[]): LooksSame {
  return WEAKEST_FIRST.find((reason) => reasons.includes(reason)) ?? 'sameId';
}
