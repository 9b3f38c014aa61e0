/**
 * FHIR R4: a Bundle (searchset, collection, transaction), a list of resources, or one resource per line. Appointments with the patients,
 * practitioners and places they point to, wherever those stand.
 */
import { DomainError } from '../../../../contract/errors.ts';
import { parseWithOffset } from '../../../domain/schedule/dates.ts';
import { MINUTE_MS } from '../../../domain/time.ts';
import type { SourceText } from './delimited.ts';
import { describePatient, nameText, type PatientFacts } from './fhirPatient.ts';
import { Appointment, Bundle, Entry, Resource } from './fhirShapes.ts';
import { splitJson } from './jsonEntries.ts';
import type { ReadContext, VisitsSource } from './source.ts';
import { aboutLeftOut, cut, toVisitRow, type FoundVisit } from './visit.ts';
import type { StatusMeaning } from '../../../../contract/schedule.ts';

/** Appointment.status; a status that is not here belongs to no visit. */
const STATUSES: Readonly<Record<string, StatusMeaning>> = {
  pending: 'booked',
  booked: 'booked',
  arrived: 'arrived',
  'checked-in': 'arrived',
  fulfilled: 'done',
  noshow: 'missed',
  cancelled: 'cancelled',
  // It never was: what we took it for is taken out again.
  'entered-in-error': 'cancelled',
  proposed: 'notAVisit',
  waitlist: 'notAVisit',
};

export function looksLikeFhir(head: string): boolean {
  return /^[[{]/.test(head) && /"resourceType"\s*:/.test(head);
}

interface FoundAppointment {
  readonly appointment: Appointment;
  readonly line: number;
  readonly deleted: boolean;
}

interface Library {
  readonly appointments: FoundAppointment[];
  readonly resources: Map<string, Resource>;
}

/** Errors: FILE_UNREADABLE (no JSON), FILE_NOT_A_SCHEDULE (no appointment), CANCELLED. */
export async function readFhir({ text, encoding }: SourceText, context: ReadContext): Promise<VisitsSource> {
  const { pace } = context;
  const library: Library = { appointments: [], resources: new Map() };
  for await (const entry of splitJson(text, pace)) {
    collect(library, parse(entry.text, entry.line), entry.line);
    if (pace.over()) await pace.rest();
  }
  if (library.appointments.length === 0) {
    throw new DomainError(
      'FILE_NOT_A_SCHEDULE',
      'There is no appointment in this FHIR file. Export Appointment with Patient, and pick that file.',
    );
  }
  const found: FoundVisit[] = [];
  for (const one of library.appointments) {
    const visit = visitOf(one, library.resources);
    if (visit !== undefined) found.push(visit);
    if (pace.over()) await pace.rest();
  }
  return {
    ...{ kind: 'visits', format: 'fhir', encoding, delimiter: null, signature: 'fhir r4' },
    warnings: aboutLeftOut(library.appointments.length - found.length, 'time without a patient'),
    visits: found.map((visit) => toVisitRow(visit, context)),
  };
}

function parse(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError(
      'FILE_UNREADABLE',
      `This FHIR file is damaged near line ${line}. Export it again and pick that file.`,
    );
  }
}

/** A resource alone, or as an entry with its address and what is to be done about it. What is neither is passed over. */
function collect(library: Library, value: unknown, line: number): void {
  const bundle = Bundle.safeParse(value);
  if (bundle.success) {
    for (const inner of bundle.data.entry) collect(library, inner, line);
    return;
  }
  const entry = Entry.safeParse(Resource.safeParse(value).success ? { resource: value } : value).data;
  if (entry === undefined) return;
  const { resource, fullUrl, request } = entry;
  const deleted =
    request?.method === 'DELETE' ? /(?:^|\/)Appointment\/([^/?]+)$/.exec(request.url ?? '')?.[1] : undefined;
  if (deleted !== undefined) {
    const gone = { resourceType: 'Appointment', id: deleted, status: 'cancelled' };
    library.appointments.push({ appointment: Appointment.parse(gone), line, deleted: true });
  }
  if (resource === undefined) return;
  if (resource.resourceType === 'Bundle') return collect(library, resource, line);
  const appointment = Appointment.safeParse(resource).data;
  if (appointment !== undefined) library.appointments.push({ appointment, line, deleted: false });
  const any = Resource.safeParse(resource).data;
  if (any === undefined || appointment !== undefined) return;
  if (fullUrl !== undefined) library.resources.set(fullUrl, any);
  if (any.id !== undefined) library.resources.set(`${any.resourceType}/${any.id}`, any);
}

function visitOf(
  { appointment, line, deleted }: FoundAppointment,
  all: ReadonlyMap<string, Resource>,
): FoundVisit | undefined {
  const resolve = (type: string): Resolved | undefined => resolveActor(appointment, type, all);
  const patient = resolve('Patient');
  if (patient === undefined && !deleted) return undefined;
  const facts: PatientFacts = describePatient(patient?.resource, patient?.display ?? '', patient?.contained);
  const at = parseWithOffset(appointment.start ?? '') ?? null;
  const end = parseWithOffset(appointment.end ?? '');
  const minutes = appointment.minutesDuration;
  return {
    line,
    externalId: appointment.id ?? appointment.identifier[0]?.value ?? null,
    ...facts,
    start: { at },
    endsAt: end ?? (at === null || minutes === undefined ? null : at + minutes * MINUTE_MS),
    clinician: cut(describeActor(resolve('Practitioner') ?? resolve('PractitionerRole'))),
    location: cut(describeActor(resolve('Location')), 120),
    kind: cut(kindOf(appointment)),
    meaning: STATUSES[appointment.status] ?? 'notAVisit',
  };
}

interface Resolved {
  readonly resource: Resource | undefined;
  readonly display: string;
  readonly contained: boolean;
}

function resolveActor(
  { participant, contained }: Appointment,
  type: string,
  all: ReadonlyMap<string, Resource>,
): Resolved | undefined {
  for (const { actor } of participant) {
    const reference = actor?.reference ?? '';
    const resource = reference.startsWith('#')
      ? contained.find(({ id }) => id === reference.slice(1))
      : (all.get(reference) ?? all.get(shortReference(reference)));
    const found = resource?.resourceType ?? actor?.type ?? /(\w+)\/[^/]+$/.exec(shortReference(reference))?.[1];
    if (found === type) return { resource, display: actor?.display ?? '', contained: reference.startsWith('#') };
  }
  return undefined;
}

/** "https://clinic.example/fhir/Patient/7/_history/2" -> "Patient/7" */
function shortReference(reference: string): string {
  return /([A-Z]\w+\/[^/]+?)(?:\/_history\/[^/]+)?$/.exec(reference)?.[1] ?? reference;
}

function describeActor(actor: Resolved | undefined): string {
  if (actor === undefined) return '';
  const { resource, display } = actor;
  const name = resource?.name;
  const own = typeof name === 'string' ? name : name === undefined ? '' : nameText(name);
  return own || (resource?.practitioner?.display ?? display);
}

function kindOf({ appointmentType, serviceType, description }: Appointment): string {
  for (const concept of [appointmentType, ...serviceType]) {
    const words = concept?.text ?? concept?.coding.find(({ display }) => display !== undefined)?.display;
    if (words !== undefined) return words;
  }
  return description ?? '';
}
