/** Writes the visit of a row: a new one, or the known one with its new facts. A moved visit keeps its row and loses its answer. */
import { statusAfter } from '../../domain/schedule/diff.ts';
import type { AppointmentRecord } from '../../store/records.ts';
import type { WriteTx } from '../../store/store.ts';
import type { ScheduleDeps } from './deps.ts';
import type { ComparedRow } from './importRows.ts';
import { idInKey } from './meaning.ts';

export interface VisitWrite {
  readonly row: ComparedRow;
  readonly known: AppointmentRecord | undefined;
  readonly personId: string;
  readonly importId: string;
  readonly zone: string;
  readonly now: number;
}

export function writeVisit(deps: Pick<ScheduleDeps, 'ids'>, tx: WriteTx, write: VisitWrite): AppointmentRecord {
  const { row, known, personId, importId, zone, now } = write;
  const startsAt = row.startsAt ?? 0;
  const facts = {
    startsAt,
    endsAt: row.endsAt ?? startsAt,
    clinician: row.clinician,
    location: row.location,
    kind: row.kind,
    importId,
    updatedAt: now,
  };
  if (known !== undefined) return changeVisit(tx, write, known, facts);
  const appointment: AppointmentRecord = {
    id: deps.ids.next(),
    personId,
    externalKey: freeKey(tx, row),
    zone,
    status: row.status,
    reply: row.confirmed ? 'confirmed' : 'none',
    replySetBy: null,
    repliedAt: null,
    createdAt: now,
    ...facts,
  };
  tx.appointments.insert(appointment);
  tx.changed('appointment.changed', appointment.id);
  return appointment;
}

type Facts = Pick<
  AppointmentRecord,
  'startsAt' | 'endsAt' | 'clinician' | 'location' | 'kind' | 'importId' | 'updatedAt'
>;

function changeVisit(
  tx: WriteTx,
  { row, importId, now }: VisitWrite,
  known: AppointmentRecord,
  facts: Facts,
): AppointmentRecord {
  // An answer was given to a time: a moved visit has to be asked about again.
  const moved = known.startsAt !== facts.startsAt;
  const confirmed = row.confirmed && (known.reply === 'none' || moved);
  const reply = confirmed ? ('confirmed' as const) : moved ? ('none' as const) : known.reply;
  const patch =
    row.status === 'cancelled'
      ? { status: 'cancelled' as const, importId, updatedAt: now }
      : {
          ...facts,
          reply,
          status: statusAfter(row, known),
          ...(moved ? { replySetBy: null, repliedAt: null } : {}),
          ...betterKey(tx, row, known),
        };
  tx.appointments.update(known.id, patch);
  tx.changed('appointment.changed', known.id);
  return { ...known, ...patch };
}

/** A visit that came without an id of the practice, or was added by hand, is found by the row's key from now on. */
function betterKey(tx: WriteTx, row: ComparedRow, known: AppointmentRecord): { readonly externalKey?: string } {
  const better = known.externalKey === null || (idInKey(known.externalKey) === null && row.externalId !== null);
  if (!better || tx.appointments.getByKey(row.externalKey) !== undefined) return {};
  return { externalKey: row.externalKey };
}

/** The key of a new visit. One that stands for another visit is taken away from it: the practice has given its id to somebody else. */
function freeKey(tx: WriteTx, { externalKey, externalId }: ComparedRow): string {
  const holder = tx.appointments.getByKey(externalKey);
  if (holder === undefined) return externalKey;
  if (externalId !== null) {
    tx.appointments.update(holder.id, { externalKey: `was:${holder.id}:${externalKey}` });
    return externalKey;
  }
  for (let place = 2; ; place += 1) {
    const key = `${externalKey.replace(/#\d+$/, '')}#${String(place)}`;
    if (tx.appointments.getByKey(key) === undefined) return key;
  }
}
