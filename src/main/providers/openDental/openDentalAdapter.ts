/**
 * Open Dental as a schedule: appointments of the coming weeks with their patients, and a confirmation written back. Only documented
 * resources and fields (opendental.com/site/apispecification.html). Asks for no patient without a visit.
 */
import { z } from 'zod';
import { addDays, HOUR_MS, instantOnDay, toInstant, toLocal, type CivilDate } from '../../domain/time.ts';
import type {
  AnswerLook,
  AnswerOutcome,
  AnswerWriter,
  ReadContext,
  ScheduleAdapter,
  SourceProblem,
  SourceReading,
} from '../scheduleAdapter.ts';
import { createOpenDentalClient } from './client.ts';
import type { ApiAnswer, OpenDentalClient, OpenDentalLine } from './client.ts';
import { createPatientBook } from './patientBook.ts';
import type { PatientBook } from './patientBook.ts';
import { cancelledCells, listOf, MAPPING, visitCells } from './visitList.ts';
import type { VisitCells } from './visitList.ts';
import { Appointment, AppointmentType } from './wire.ts';

export interface OpenDentalOptions extends OpenDentalLine {
  readonly daysAhead: number;
  /** One clinic only; null: all. */
  readonly clinicNum: number | null;
  /** In the practice's own network nothing is metered: every reading reads all. */
  readonly local: boolean;
}

const Memory = z.object({
  /** Of Open Dental's own clock: what changed after is news. */
  since: z.string().optional(),
  /** When all was read last, UTC ms. */
  fullAt: z.number().optional(),
  patientsSince: z.string().optional(),
});
type Memory = z.infer<typeof Memory>;

/** A deleted appointment is told by its absence only, so all is read now and then even when nothing seems to have changed. */
const FULL_EVERY_MS = 4 * HOUR_MS;
/** Visits that are missing are asked about one by one, at most so many a reading. */
const MOST_MISSING = 60;
const LIST_NAME = 'Open Dental.csv';
const VISIT_FACT = (id: number | string): string => `visit:${String(id)}`;

export function createOpenDentalAdapter(options: OpenDentalOptions): ScheduleAdapter {
  const client = createOpenDentalClient(options);
  return {
    read: (context) => read(client, options, context),
    check: async (signal, zone, now) => {
      const today = dayText(toLocal(now, zone));
      const answer = await client.all('/appointments', { date: today, ...clinicOf(options) }, Appointment, signal);
      if (!answer.ok) return { ok: false, text: answer.problem.text };
      const count = answer.value.length;
      return {
        ok: true,
        text: `Open Dental answers: ${String(count)} ${count === 1 ? 'appointment' : 'appointments'} today.`,
      };
    },
    answers: createAnswers(client),
  };
}

async function read(
  client: OpenDentalClient,
  options: OpenDentalOptions,
  context: ReadContext,
): Promise<SourceReading> {
  const memory = Memory.safeParse(context.memory).data ?? {};
  if (!options.local && memory.since !== undefined && context.now - (memory.fullAt ?? 0) < FULL_EVERY_MS) {
    const query = { DateTStamp: memory.since, Limit: '1', ...clinicOf(options) };
    const changed = await client.all('/appointments', query, Appointment, context.signal);
    if (!changed.ok) return failed(changed.problem);
    if (changed.value.length === 0) return { kind: 'read', lists: [], memory, asOf: context.now, note: null };
  }
  return readAll(client, options, context, memory);
}

async function readAll(
  client: OpenDentalClient,
  options: OpenDentalOptions,
  context: ReadContext,
  memory: Memory,
): Promise<SourceReading> {
  const { signal, now, zone } = context;
  const first = toLocal(now, zone);
  const last = addDays(first, options.daysAhead);
  const range = { dateStart: dayText(first), dateEnd: dayText(last), ...clinicOf(options) };
  const appointments = await client.all('/appointments', range, Appointment, signal);
  if (!appointments.ok) return failed(appointments.problem);
  const missing = await askForMissing(client, context, appointments.value, first, last);
  if (!missing.ok) return failed(missing.problem);
  const types = await typesOf(client, signal);
  if (!types.ok) return failed(types.problem);
  const book = createPatientBook(client, context.facts);
  const since = await book.refresh(memory.patientsSince ?? null, signal);
  if (!since.ok) return failed(since.problem);

  const rows: VisitCells[] = [...missing.value.gone];
  for (const appointment of [...appointments.value, ...missing.value.elsewhere]) {
    const cells = await cellsOf(book, appointment, types.value, dayText(first), signal);
    if (!cells.ok) return failed(cells.problem);
    if (cells.value === null) continue;
    keepFact(context, appointment.AptNum, cells.value);
    rows.push(cells.value);
  }
  const serverTime = appointments.value.find(({ serverDateTime }) => serverDateTime !== undefined)?.serverDateTime;
  const next: Memory = {
    ...memory,
    ...(serverTime === undefined ? {} : { since: serverTime }),
    fullAt: now,
    ...withDefault(since.value ?? serverTime ?? memory.patientsSince),
  };
  const list = {
    name: LIST_NAME,
    content: listOf(rows),
    asOf: now,
    reading: { mapping: MAPPING, dateOrder: 'ymd' as const },
  };
  return { kind: 'read', lists: [list], memory: next, asOf: now, note: null };
}

function withDefault(patientsSince: string | undefined): Pick<Memory, 'patientsSince'> {
  return patientsSince === undefined ? {} : { patientsSince };
}

async function cellsOf(
  book: PatientBook,
  appointment: Appointment,
  types: ReadonlyMap<number, string>,
  today: string,
  signal: AbortSignal,
): Promise<ApiAnswer<VisitCells | null>> {
  const patient = await book.get(appointment.PatNum, signal);
  if (!patient.ok) return patient;
  const { Guarantor } = patient.value;
  const guarantor = Guarantor === 0 ? patient : await book.get(Guarantor, signal);
  if (!guarantor.ok) return guarantor;
  const people = { patient: patient.value, guarantor: guarantor.value };
  return { ok: true, value: visitCells(appointment, people, types, today) };
}

interface Missing {
  /** Deleted there, or put where no visit is. */
  readonly gone: readonly VisitCells[];
  /** Moved out of the range that was asked for. */
  readonly elsewhere: readonly Appointment[];
}

/** What was listed before and is not in the answer: asked about one by one, so that nothing is cancelled by a gap in an answer. */
async function askForMissing(
  client: OpenDentalClient,
  { signal, zone, listedIds, facts }: ReadContext,
  found: readonly Appointment[],
  first: CivilDate,
  last: CivilDate,
): Promise<ApiAnswer<Missing>> {
  const here = new Set(found.map(({ AptNum }) => String(AptNum)));
  const listed = listedIds(instantOnDay(first, 0, zone), instantOnDay(addDays(last, 1), 0, zone));
  const gone: VisitCells[] = [];
  const elsewhere: Appointment[] = [];
  for (const id of listed.filter((one) => /^\d+$/.test(one) && !here.has(one)).slice(0, MOST_MISSING)) {
    const answer = await client.one(`/appointments/${id}`, Appointment, signal);
    if (!answer.ok && answer.status !== 404) return answer;
    const isVisit = answer.ok && ['Scheduled', 'ASAP', 'Complete', 'Broken'].includes(answer.value.AptStatus);
    const known = facts.get(VISIT_FACT(id));
    if (answer.ok && isVisit) elsewhere.push(answer.value);
    else if (known !== undefined) gone.push(cancelledCells(JSON.parse(known) as VisitCells));
  }
  return { ok: true, value: { gone, elsewhere } };
}

function keepFact({ facts }: ReadContext, id: number, cells: VisitCells): void {
  const value = JSON.stringify(cells);
  if (facts.get(VISIT_FACT(id)) !== value) facts.set(VISIT_FACT(id), value);
}

/** Names of appointment types; older versions have no such list, and visits then have no kind. */
async function typesOf(client: OpenDentalClient, signal: AbortSignal): Promise<ApiAnswer<ReadonlyMap<number, string>>> {
  const answer = await client.all('/appointmenttypes', {}, AppointmentType, signal);
  if (!answer.ok && answer.status !== 404 && answer.status !== 400) return answer;
  const types = answer.ok ? answer.value : [];
  return { ok: true, value: new Map(types.map((type) => [type.AppointmentTypeNum, type.AppointmentTypeName])) };
}

function createAnswers(client: OpenDentalClient): AnswerWriter {
  return {
    async look({ externalId, listedAt, zone }, signal): Promise<AnswerLook> {
      const answer = await client.one(`/appointments/${externalId}`, Appointment, signal);
      if (!answer.ok) {
        if (answer.status === 404) return { kind: 'refused', problem: GONE };
        if (answer.status === 401 || answer.status === 403) return { kind: 'refused', problem: answer.problem };
        return { kind: 'failed', problem: answer.problem, retryAfterMs: null };
      }
      const { AptStatus, AptDateTime, Confirmed } = answer.value;
      if (AptStatus !== 'Scheduled' && AptStatus !== 'ASAP') return { kind: 'refused', problem: OVER };
      if (instantOf(AptDateTime, zone) !== listedAt) return { kind: 'refused', problem: MOVED };
      return { kind: 'there', mark: String(Confirmed) };
    },
    async write({ externalId, answer }, signal): Promise<AnswerOutcome> {
      const confirmVal = answer === 'confirmed' ? 'Confirmed' : 'Not Accepted';
      const done = await client.put(`/appointments/${externalId}/Confirm`, { confirmVal }, signal);
      if (done.ok) return { kind: 'written' };
      const surelyNot = done.status === 401 || done.status === 403 || done.status === 404;
      return { kind: surelyNot ? 'refused' : 'unknown', problem: done.problem };
    },
  };
}

const GONE: SourceProblem = { code: 'odGone', text: 'This visit is not in Open Dental any more.' };
const OVER: SourceProblem = { code: 'odOver', text: 'This visit is no longer scheduled in Open Dental.' };
const MOVED: SourceProblem = {
  code: 'odMoved',
  text: 'This visit has another time in Open Dental. Enter the change there.',
};

function instantOf(text: string, zone: string): number | null {
  const [, year, month, day, hour, minute] = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d)/.exec(text) ?? [];
  if (minute === undefined) return null;
  const civil = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
  };
  return toInstant({ ...civil, second: 0 }, zone);
}

function dayText({ year, month, day }: CivilDate): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function clinicOf({ clinicNum }: OpenDentalOptions): { ClinicNum?: string } {
  return clinicNum === null ? {} : { ClinicNum: String(clinicNum) };
}

function failed(problem: SourceProblem): SourceReading {
  return { kind: 'failed', problem, retryAfterMs: null };
}
