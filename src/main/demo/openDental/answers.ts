/** What the simulated office answers to each documented request it knows. Refusals as the documentation names them. */
import { z } from 'zod';
import { ApiRefusal, CONFIRM_VALUES, CONFIRMATIONS, TYPES } from './office.ts';
import type { Office, OfficeAppointment } from './office.ts';

export interface ApiRequest {
  readonly method: string;
  /** Below `/api/v1`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

export function answerTo(office: Office, { method, path, query, body }: ApiRequest): unknown {
  const confirm = /^\/appointments\/(\d+)\/Confirm$/.exec(path);
  if (method === 'PUT' && confirm !== null) return putConfirm(office, Number(confirm[1]), body);
  if (method !== 'GET') throw new ApiRefusal(404, 'There is no such method.');
  const one = /^\/(appointments|patients)\/(\d+)$/.exec(path);
  if (one !== null)
    return one[1] === 'patients' ? onePatient(office, Number(one[2])) : oneAppointment(office, Number(one[2]));
  switch (path) {
    case '/appointments':
      return paged(office, query, listAppointments(office, query));
    case '/patients/Simple':
      return paged(office, query, listPatients(office, query));
    case '/appointmenttypes':
      return TYPES;
    default:
      throw new ApiRefusal(404, 'There is no such resource.');
  }
}

function listAppointments(office: Office, query: URLSearchParams): readonly unknown[] {
  const date = query.get('date');
  const [from, to] = [date ?? query.get('dateStart'), date ?? query.get('dateEnd')];
  const stamp = query.get('DateTStamp');
  const clinic = query.get('ClinicNum');
  return office
    .appointments()
    .filter(
      ({ AptDateTime }) =>
        (from === null || AptDateTime.slice(0, 10) >= from) && (to === null || AptDateTime.slice(0, 10) <= to),
    )
    .filter(({ DateTStamp }) => stamp === null || DateTStamp > stamp)
    .filter(({ ClinicNum }) => clinic === null || ClinicNum === Number(clinic))
    .map((appointment) => shown(office, appointment));
}

function listPatients(office: Office, query: URLSearchParams): readonly unknown[] {
  const stamp = query.get('DateTStamp');
  return office
    .patients()
    .filter(({ DateTStamp }) => stamp === null || DateTStamp > stamp)
    .map((patient) => ({ serverDateTime: office.now(), ...patient }));
}

function oneAppointment(office: Office, aptNum: number): unknown {
  return shown(office, find(office, aptNum));
}

function onePatient(office: Office, patNum: number): unknown {
  const patient = office.patients().find(({ PatNum }) => PatNum === patNum);
  if (patient === undefined) throw new ApiRefusal(404, 'Patient not found.');
  return patient;
}

function find(office: Office, aptNum: number): OfficeAppointment {
  const appointment = office.appointments().find(({ AptNum }) => AptNum === aptNum);
  if (appointment === undefined) throw new ApiRefusal(404, 'Appointment not found.');
  return appointment;
}

function shown(office: Office, appointment: OfficeAppointment): unknown {
  const confirmed = CONFIRMATIONS.get(appointment.Confirmed) ?? '';
  return { serverDateTime: office.now(), ...appointment, confirmed, Note: '', ProvNum: 1, TimeLocked: 'false' };
}

const Confirm = z.union([z.strictObject({ confirmVal: z.string() }), z.strictObject({ defNum: z.int() })]);

function putConfirm(office: Office, aptNum: number, body: string): null {
  find(office, aptNum);
  const asked = Confirm.safeParse(parsed(body)).data;
  if (asked === undefined) throw new ApiRefusal(400, 'Either confirmVal or defNum is needed, and nothing else.');
  const value = 'defNum' in asked ? asked.defNum : CONFIRM_VALUES.get(asked.confirmVal);
  if (value === undefined || !CONFIRMATIONS.has(value)) throw new ApiRefusal(400, 'confirmVal is invalid.');
  office.changeAppointment(aptNum, { Confirmed: value });
  return null;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ApiRefusal(400, 'The body is not JSON.');
  }
}

function paged(office: Office, query: URLSearchParams, items: readonly unknown[]): readonly unknown[] {
  const offset = Number(query.get('Offset') ?? 0);
  const limit = Math.min(Number(query.get('Limit') ?? office.pageSize), office.pageSize);
  return items.slice(offset, offset + limit);
}
