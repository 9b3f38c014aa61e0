/** What a line says has changed, and the note that is copied into the practice's own program. */
import type { WriteBackRow } from '../../contract.ts';
import type { Formats } from '../../i18n/format.ts';
import type { Translate } from '../../i18n/useT.ts';

export function changeWords(t: Translate, formats: Formats, row: WriteBackRow, now: number): string {
  const was = momentWords(formats, row.listedAt, row.zone, now);
  return row.changes.map((change) => t(`writeBack.change.${change}`, { when: was })).join(', ');
}

/** "Thu 19 Nov, 10:30 AM". */
export function momentWords(formats: Formats, at: number, zone: string, now: number): string {
  return `${formats.date(at, now, zone)}, ${formats.time(at, zone)}`;
}

export function noteWords(t: Translate, formats: Formats, row: WriteBackRow, now: number): string {
  const when = momentWords(formats, row.since, row.zone, now);
  return t('writeBack.note', { changes: changeWords(t, formats, row, now), when });
}
