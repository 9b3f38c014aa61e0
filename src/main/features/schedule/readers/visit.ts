/** Makes the one row every format ends in, with the same words about what is wrong, for formats that say what each field is. */
import type { RowProblem, StatusMeaning } from '../../../../contract/schedule.ts';
import { choosePhone } from '../../../domain/schedule/choosePhone.ts';
import { fullName, type PersonName } from '../../../domain/schedule/names.ts';
import type { PhoneCell } from '../../../domain/schedule/phones.ts';
import { DEFAULT_DURATION_MINUTES, severityOf, stateOf, type VisitRow } from '../../../domain/schedule/readRow.ts';
import type { Report } from '../../../domain/schedule/readWhen.ts';
import { MINUTE_MS } from '../../../domain/time.ts';
import type { WrittenAddress } from '../../../domain/people/address.ts';
import type { ReadContext } from './source.ts';

/** A start as a format gives it: an instant, none, or two on the nights the clocks change. */
export interface FoundStart {
  /** UTC ms. */
  readonly at: number | null;
  /** What it can mean, where it means several. */
  readonly readings?: readonly number[];
}

export interface FoundVisit {
  readonly line: number;
  readonly externalId: string | null;
  readonly personExternalId: string | null;
  readonly name: PersonName;
  readonly phones: readonly PhoneCell[];
  readonly start: FoundStart;
  /** UTC ms; null: the usual length. */
  readonly endsAt: number | null;
  readonly clinician: string;
  readonly location: string;
  readonly kind: string;
  readonly meaning: StatusMeaning;
  readonly language: string | null;
  readonly address?: WrittenAddress;
  /** The source says that nobody may be texted about this person, and why. */
  readonly silence?: string | undefined;
}

export function toVisitRow(found: FoundVisit, { now, parsePhone }: Pick<ReadContext, 'now' | 'parsePhone'>): VisitRow {
  const problems: RowProblem[] = [];
  const report: Report = (code, text, _meaning, readings) => {
    const more = readings === undefined ? {} : { readings: [...readings] };
    problems.push({ code, severity: severityOf(code), column: null, text, ...more });
  };
  const { start, endsAt, phones, meaning, silence, ...facts } = found;
  const over = meaning === 'cancelled' || meaning === 'notAVisit';
  // Of a visit that is off, the id is enough.
  if (fullName(found.name) === '' && !over) report('nameMissing', 'The name is missing.');
  if (start.readings !== undefined)
    report('timeTwice', 'The clocks change at this time. Say which one is meant.', undefined, start.readings);
  else if (start.at === null && !over) report('dateMissing', 'The date is missing.');
  else if (start.at !== null && start.at <= now) report('inPast', 'This visit is in the past.');
  if (silence !== undefined) report('phoneMissing', silence);
  const phone = silence !== undefined ? null : choosePhone(phones, parsePhone, over ? () => undefined : report);
  const { at } = start;
  const end = at !== null && endsAt !== null && endsAt > at ? endsAt : null;
  return {
    ...facts,
    phone,
    phoneRaw: phones[0]?.text ?? '',
    startsAt: at,
    endsAt: at === null ? null : (end ?? at + DEFAULT_DURATION_MINUTES * MINUTE_MS),
    ...stateOf(meaning),
    consent: null,
    problems,
  };
}

/** Cut to what a visit's fields hold in the schedule. */
export function cut(text: string, most = 80): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  return plain.length > most ? plain.slice(0, most).trim() : plain;
}

export function aboutLeftOut(rows: number, what: string): { code: string; text: string }[] {
  if (rows === 0) return [];
  return [{ code: 'leftOut', text: `${rows === 1 ? 'One entry is' : `${rows} entries are`} left out: ${what}.` }];
}
