/** What Open Dental's API answers, as far as it is used here (documented fields only; the rest is let go). */
import { z } from 'zod';

/** `yyyy-MM-dd HH:mm:ss`, local to the practice; year 1 stands for "none". */
const DateTime = z.string();

export const Appointment = z.object({
  serverDateTime: DateTime.optional(),
  AptNum: z.int(),
  PatNum: z.int(),
  AptStatus: z.string(),
  /** One sign for five minutes. */
  Pattern: z.string().default(''),
  /** DefNum of the confirmation status, and its name: both are the practice's own. */
  Confirmed: z.int().default(0),
  confirmed: z.string().default(''),
  provAbbr: z.string().default(''),
  AptDateTime: DateTime,
  AppointmentTypeNum: z.int().default(0),
  DateTimeArrived: DateTime.default(''),
});
export type Appointment = z.infer<typeof Appointment>;

export const Patient = z.object({
  serverDateTime: DateTime.optional(),
  PatNum: z.int(),
  LName: z.string(),
  FName: z.string(),
  Birthdate: z.string().default(''),
  WirelessPhone: z.string().default(''),
  Guarantor: z.int().default(0),
  Language: z.string().default(''),
  /** `Yes`, `No`, `Unknown`. */
  TxtMsgOk: z.string().default('Unknown'),
  State: z.string().default(''),
  Zip: z.string().default(''),
  Country: z.string().default(''),
});
export type Patient = z.infer<typeof Patient>;

export const AppointmentType = z.object({ AppointmentTypeNum: z.int(), AppointmentTypeName: z.string() });
