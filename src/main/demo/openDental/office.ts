/** The database of a simulated dental office: appointments, patients, definitions. Numbers rise; nothing here has a name of anybody. */
import { toLocal } from '../../domain/time.ts';

export interface OfficePatient {
  readonly PatNum: number;
  readonly LName: string;
  readonly FName: string;
  readonly Birthdate: string;
  readonly HmPhone: string;
  readonly WirelessPhone: string;
  readonly Guarantor: number;
  readonly Language: string;
  readonly TxtMsgOk: 'Unknown' | 'Yes' | 'No';
  readonly DateTStamp: string;
}

export interface OfficeAppointment {
  readonly AptNum: number;
  readonly PatNum: number;
  readonly AptStatus: 'Scheduled' | 'Complete' | 'UnschedList' | 'ASAP' | 'Broken' | 'Planned' | 'PtNote';
  readonly Pattern: string;
  readonly Confirmed: number;
  readonly provAbbr: string;
  readonly AptDateTime: string;
  readonly ClinicNum: number;
  readonly AppointmentTypeNum: number;
  readonly DateTimeArrived: string;
  readonly DateTStamp: string;
}

/** Confirmation statuses as an office may have set them up; the first is that of a new appointment. */
export const CONFIRMATIONS: ReadonlyMap<number, string> = new Map([
  [19, 'Not Called'],
  [20, 'eConfirm Sent'],
  [21, 'Appointment Confirmed'],
  [22, 'Not Accepted'],
  [23, 'eConfirm Failed'],
]);
/** What `confirmVal` stands for here (eServices Setup, Automated Messaging). */
export const CONFIRM_VALUES: ReadonlyMap<string, number> = new Map([
  ['None', 19],
  ['Sent', 20],
  ['Confirmed', 21],
  ['Not Accepted', 22],
  ['Failed', 23],
]);
export const TYPES: readonly { readonly AppointmentTypeNum: number; readonly AppointmentTypeName: string }[] = [
  { AppointmentTypeNum: 1, AppointmentTypeName: 'Check-up' },
  { AppointmentTypeNum: 2, AppointmentTypeName: 'New patient' },
];

/** An answer that is not 200, with its explanation. */
export class ApiRefusal extends Error {
  readonly status: number;
  constructor(status: number, explanation: string) {
    super(explanation);
    this.status = status;
  }
}

export interface Office {
  readonly pageSize: number;
  /** `yyyy-MM-dd HH:mm:ss` in the office. */
  now(): string;
  appointments(): readonly OfficeAppointment[];
  patients(): readonly OfficePatient[];
  /** Fields left out are as of an adult with a new, half-hour appointment. Returns the number. */
  addPatient(patient: Partial<OfficePatient> & Pick<OfficePatient, 'LName' | 'FName'>): number;
  addAppointment(appointment: Partial<OfficeAppointment> & Pick<OfficeAppointment, 'PatNum' | 'AptDateTime'>): number;
  /** As a person in the office does it. */
  changePatient(patNum: number, patch: Partial<OfficePatient>): void;
  changeAppointment(aptNum: number, patch: Partial<OfficeAppointment>): void;
  deleteAppointment(aptNum: number): void;
}

export function createOffice(options: {
  readonly now: () => number;
  readonly zone: string;
  readonly pageSize?: number;
}): Office {
  const appointments = new Map<number, OfficeAppointment>();
  const patients = new Map<number, OfficePatient>();
  let next = 100;
  const now = (): string => textOf(options.now(), options.zone);
  return {
    pageSize: options.pageSize ?? 100,
    now,
    appointments: () => [...appointments.values()],
    patients: () => [...patients.values()],
    addPatient: (patient) => {
      const PatNum = patient.PatNum ?? (next += 1);
      const rest = {
        Birthdate: '1980-05-01',
        HmPhone: '',
        WirelessPhone: '',
        Language: '',
        TxtMsgOk: 'Unknown' as const,
      };
      patients.set(PatNum, { ...rest, Guarantor: PatNum, DateTStamp: now(), ...patient, PatNum });
      return PatNum;
    },
    addAppointment: (appointment) => {
      const AptNum = appointment.AptNum ?? (next += 1);
      const rest = {
        ...{ AptStatus: 'Scheduled' as const, Pattern: '//XXX/', Confirmed: 19, provAbbr: 'DOC1', ClinicNum: 0 },
        ...{ AppointmentTypeNum: 0, DateTimeArrived: '0001-01-01 00:00:00', DateTStamp: now() },
      };
      appointments.set(AptNum, { ...rest, ...appointment, AptNum });
      return AptNum;
    },
    changePatient: (patNum, patch) => {
      const known = patients.get(patNum);
      if (known !== undefined) patients.set(patNum, { ...known, DateTStamp: now(), ...patch });
    },
    changeAppointment: (aptNum, patch) => {
      const known = appointments.get(aptNum);
      if (known !== undefined) appointments.set(aptNum, { ...known, DateTStamp: now(), ...patch });
    },
    deleteAppointment: (aptNum) => void appointments.delete(aptNum),
  };
}

function textOf(at: number, zone: string): string {
  const { year, month, day, hour, minute, second } = toLocal(at, zone);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(year)}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}
