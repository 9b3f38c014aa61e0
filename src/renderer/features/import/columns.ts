/** What a mapping of columns still lacks. Pure; the core has the last word. */
import type { ColumnMeaning, ImportPreview } from '../../contract.ts';
import type { Mapping } from './useImport.ts';

/** In the order of the select. */
export const MEANINGS: readonly ColumnMeaning[] = [
  'ignore',
  'name',
  'givenName',
  'familyName',
  'phone',
  'phone2',
  'start',
  'date',
  'time',
  'end',
  'duration',
  'clinician',
  'kind',
  'location',
  'status',
  'language',
  'consent',
  'externalId',
  'personId',
  'region',
  'postcode',
  'country',
];

export type Missing = ImportPreview['missing'][number];

/** Meanings that are needed and that no column has. */
export function missingIn(mapping: Mapping): readonly Missing[] {
  const has = (...meanings: readonly ColumnMeaning[]): boolean =>
    Object.values(mapping).some((meaning) => meanings.includes(meaning));
  const needed: readonly (readonly [Missing, boolean])[] = [
    ['name', has('name', 'givenName', 'familyName')],
    ['phone', has('phone', 'phone2')],
    ['date', has('date', 'start')],
    ['time', has('time', 'start')],
  ];
  return needed.filter(([, there]) => !there).map(([name]) => name);
}

/** The mapping the core has recognised. */
export function mappingOf(columns: ImportPreview['columns']): Mapping {
  return Object.fromEntries(columns.map((column) => [String(column.index), column.meaning]));
}

/** `index` now means `meaning`; the column that meant it before is left out, as one meaning stands once. */
export function withMeaning(mapping: Mapping, index: number, meaning: ColumnMeaning): Mapping {
  const freed = Object.entries(mapping).map(([key, value]): [string, ColumnMeaning] => [
    key,
    value === meaning && meaning !== 'ignore' ? 'ignore' : value,
  ]);
  return { ...Object.fromEntries(freed), [String(index)]: meaning };
}
