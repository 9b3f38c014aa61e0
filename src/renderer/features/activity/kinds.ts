/** The kinds of entries, in the order of the filter. A kind the core adds is a compile error here until it has its place. */
import type { Kind } from './useActivity.ts';

const ORDER: Readonly<Record<Kind, number>> = {
  texts: 1,
  views: 2,
  status: 3,
  visits: 4,
  consent: 5,
  people: 6,
  imports: 7,
  settings: 8,
  signIn: 9,
  exports: 10,
  deletions: 11,
  backups: 12,
  checks: 13,
  other: 14,
};

export const AuditKinds = (Object.keys(ORDER) as Kind[]).toSorted((a, b) => ORDER[a] - ORDER[b]);
