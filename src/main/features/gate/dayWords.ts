/** "Tomorrow" is true on one day only: whether a text made of a template says so on another day than it was made. Reads only. */
import { compareDates, toLocal } from '../../domain/time.ts';
import type { MessageRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';

const DETAIL = '{visitRelativeDay}';
const WORDS = /\b(?:today|tomorrow|hoy|mañana|manana)(?!\p{L})/iu;

/** True for a text that would say something untrue at `now` (UTC ms). Only the detail `visitRelativeDay` makes such words by itself. */
export function saysAnotherDay(tx: ReadTx, { templateId, body, createdAt }: MessageRecord, now: number): boolean {
  if (templateId === null || !WORDS.test(body)) return false;
  const { zone } = readSettings(tx).practice;
  if (compareDates(toLocal(createdAt, zone), toLocal(now, zone)) === 0) return false;
  return family(tx, templateId).some((id) =>
    tx.templates.versions(id).some(({ body: words }) => words.includes(DETAIL)),
  );
}

/** The base is what is noted with a text, also where the person got a translation of it. */
function family(tx: ReadTx, templateId: string): readonly string[] {
  const base = tx.templates.get(templateId)?.translationOf ?? templateId;
  const translations = tx.templates.list().filter(({ translationOf }) => translationOf === base);
  return [base, ...translations.map(({ id }) => id)];
}
