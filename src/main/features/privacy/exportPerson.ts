/**
 * Everything about one person as one file, for their right to see it: a table each of texts, visits and agreements, the same as JSON, and the
 * pictures. Carries a mark of who took it and when, and is an entry of the audit trail. Large ones come in parts.
 */
import { csvText } from '../../../contract/csv.ts';
import { DomainError } from '../../../contract/errors.ts';
import { toIso, toLocal } from '../../domain/time.ts';
import type { Clock, Timers } from '../../platform/ports.ts';
import type { AttachmentRecord, MessageRecord } from '../../store/records.ts';
import type { ReadTx, Store } from '../../store/store.ts';
import { actorName } from '../actorName.ts';
import { recordOutput } from '../exportLog.ts';
import type { CallContext, OutputOf, ParsedInputOf } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { writeZip } from './zip.ts';
import type { ZipFile } from './zip.ts';

export interface ExportDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: Timers;
}

const PAGE = 200;
/** Pictures of one part, before base64: well below what a connection takes at once. */
const MOST_BYTES = 12 * 1024 * 1024;
/** Rows of one kind beside texts; nobody has more. */
const MOST_ROWS = 5_000;

/** Errors: NOT_FOUND for the person, INVALID_INPUT for a part that is none. */
export async function exportPerson(
  deps: ExportDeps,
  context: CallContext,
  { personId, part }: ParsedInputOf<'privacy.exportPerson'>,
): Promise<OutputOf<'privacy.exportPerson'>> {
  const { store, clock } = deps;
  if (store.read((tx) => tx.people.get(personId)) === undefined) {
    throw new DomainError('NOT_FOUND', 'This person is no longer there.', { field: 'personId' });
  }
  const texts = await readTexts(deps, personId, context.signal);
  const pictures = store.read((tx) => picturesOf(tx, texts));
  const groups = groupsOf(pictures);
  const group = groups[part - 1];
  if (group === undefined) {
    throw new DomainError('INVALID_INPUT', 'There are fewer parts than that.', { field: 'part' });
  }
  const now = clock.now();
  const mark = store.write(context.actor.name, (tx) =>
    recordOutput(
      tx,
      {
        action: 'person.exported',
        entity: 'person',
        entityId: personId,
        data: { texts: texts.length, files: pictures.length, part, parts: groups.length },
      },
      context.actor.name,
      now,
    ),
  );
  const files: ZipFile[] = [{ name: 'About this file.txt', ...textFile(`${mark}\r\n`) }];
  if (part === 1) files.push(...store.read((tx) => tablesOf(tx, personId, texts, mark)));
  if (part === 1) files.push(...store.read((tx) => signedForms(tx, personId)));
  for (const picture of group) {
    const bytes = store.read((tx) => tx.attachments.content(picture.id));
    if (bytes !== null) files.push({ name: `pictures/${nameOf(picture)}`, bytes, packed: true });
    await deps.timers.sleep(0, context.signal);
  }
  return {
    fileName: fileNameOf(store, now, part, groups.length),
    data: Buffer.from(writeZip(files)).toString('base64'),
    part,
    parts: groups.length,
  };
}

/** Their texts from the first on, in small reads, so that the desk never waits. */
async function readTexts(
  { store, timers }: ExportDeps,
  personId: string,
  signal: AbortSignal,
): Promise<readonly MessageRecord[]> {
  const found: MessageRecord[] = [];
  let after = 0;
  for (;;) {
    const page = store.read((tx) => tx.erasures.textsAbout(personId, ownNumbersOf(tx, personId), after, PAGE));
    found.push(...page);
    if (page.length < PAGE) return found;
    after = page.at(-1)?.seq ?? after;
    await timers.sleep(0, signal);
  }
}

/** Threads of numbers that others have, too, are given as far as they are about this person. */
function ownNumbersOf(tx: ReadTx, personId: string): readonly string[] {
  return tx.people
    .numbersOf(personId)
    .map(({ number }) => number)
    .filter((number) => tx.people.holdersOf(number).every(({ id }) => id === personId));
}

function picturesOf(tx: ReadTx, texts: readonly MessageRecord[]): readonly AttachmentRecord[] {
  return tx.attachments.ofMessages(texts.map(({ id }) => id)).filter(({ hasContent }) => hasContent);
}

/** At least one group, which may be empty. */
function groupsOf(pictures: readonly AttachmentRecord[]): readonly (readonly AttachmentRecord[])[] {
  const groups: AttachmentRecord[][] = [[]];
  let bytes = 0;
  for (const picture of pictures) {
    const size = picture.sizeBytes ?? 0;
    if (bytes > 0 && bytes + size > MOST_BYTES) {
      groups.push([]);
      bytes = 0;
    }
    groups.at(-1)?.push(picture);
    bytes += size;
  }
  return groups;
}

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'text/vcard': 'vcf',
};

/** By its id: what others call a file could be a path. */
function nameOf({ id, contentType }: Pick<AttachmentRecord, 'id' | 'contentType'>): string {
  return `${id}.${ENDINGS[contentType] ?? 'bin'}`;
}

/** Scans and photos of what they signed. */
function signedForms(tx: ReadTx, personId: string): readonly ZipFile[] {
  const ids = new Set(tx.consent.ofPerson(personId, MOST_ROWS).flatMap(({ fileId }) => fileId ?? []));
  return [...ids].flatMap((id) => {
    const file = tx.consent.file(id);
    const bytes = tx.consent.fileContent(id);
    return file === undefined || bytes === null ? [] : [{ name: `agreements/${nameOf(file)}`, bytes, packed: true }];
  });
}

function tablesOf(tx: ReadTx, personId: string, texts: readonly MessageRecord[], mark: string): readonly ZipFile[] {
  const person = tx.people.get(personId);
  const address = tx.people.addressOf(personId) ?? null;
  const numbers = tx.people.numbersOf(personId).map(({ number, label }) => ({ number, label }));
  const visits = tx.appointments.list({ personId, cursor: null, limit: MOST_ROWS }).items;
  // By name: who wrote an agreement down is part of what is kept about the person (docs/privacy.md).
  const agreements = tx.consent
    .ofPerson(personId, MOST_ROWS)
    .map((event) => ({ ...event, actor: actorName(tx, event.actor) }));
  const waitlist = tx.waitlist.waitingOf(personId);
  const everything = {
    mark,
    person,
    address,
    numbers,
    visits: visits.map((visit) => ({ ...visit, reminders: tx.reminders.ofAppointment(visit.id) })),
    texts,
    agreements,
    waitlist,
  };
  return [
    { name: 'everything.json', ...textFile(JSON.stringify(everything, null, 2)) },
    {
      name: 'texts.csv',
      ...textFile(
        table(mark, ['When', 'Direction', 'Kind', 'Status', 'By', 'Text'], texts, (text) => [
          toIso(text.createdAt),
          text.direction,
          text.kind,
          text.status,
          text.author ?? '',
          text.body,
        ]),
      ),
    },
    {
      name: 'visits.csv',
      ...textFile(
        table(mark, ['Start', 'End', 'Clinician', 'Place', 'Visit', 'Status', 'Reply'], visits, (visit) => [
          toIso(visit.startsAt),
          toIso(visit.endsAt),
          visit.clinician,
          visit.location,
          visit.kind,
          visit.status,
          visit.reply,
        ]),
      ),
    },
    {
      name: 'agreements.csv',
      ...textFile(
        table(mark, ['When', 'Number', 'What', 'How sure', 'Purpose', 'How', 'Note', 'By'], agreements, (event) => [
          toIso(event.at),
          event.number,
          event.kind,
          event.level ?? '',
          event.purpose ?? '',
          event.method,
          event.evidence,
          event.actor,
        ]),
      ),
    },
  ];
}

function table<T>(
  mark: string,
  header: readonly string[],
  rows: readonly T[],
  cells: (row: T) => readonly string[],
): string {
  return csvText([[mark], header, ...rows.map(cells)]);
}

function textFile(text: string): Pick<ZipFile, 'bytes' | 'packed'> {
  return { bytes: Buffer.from(text, 'utf8'), packed: false };
}

/** Without a name: file names are seen by others. */
function fileNameOf(store: Store, now: number, part: number, parts: number): string {
  const { zone } = store.read(readSettings).practice;
  const { year, month, day } = toLocal(now, zone);
  const two = (value: number): string => String(value).padStart(2, '0');
  const which = parts === 1 ? '' : `-${String(part)}-of-${String(parts)}`;
  return `person-${String(year)}-${two(month)}-${two(day)}${which}.zip`;
}
