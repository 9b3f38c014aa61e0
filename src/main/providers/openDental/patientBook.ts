/** Patients of Open Dental by number, each asked for once and then only when changed. Keeps nothing a reminder does not need. */
import type { ReadContext } from '../scheduleAdapter.ts';
import type { ApiAnswer, OpenDentalClient } from './client.ts';
import { Patient } from './wire.ts';

export interface PatientBook {
  get(patNum: number, signal: AbortSignal): Promise<ApiAnswer<Patient>>;
  /** Brings those that are known up to date with what changed after `since`. Returns the moment of now by Open Dental's clock. */
  refresh(since: string | null, signal: AbortSignal): Promise<ApiAnswer<string | undefined>>;
}

const FACT = (patNum: number): string => `patient:${String(patNum)}`;

export function createPatientBook(client: OpenDentalClient, facts: ReadContext['facts']): PatientBook {
  const keep = ({ serverDateTime: _notOfThePatient, ...patient }: Patient): void =>
    facts.set(FACT(patient.PatNum), JSON.stringify(patient));
  return {
    async get(patNum, signal) {
      const known = facts.get(FACT(patNum));
      const kept = known === undefined ? undefined : Patient.safeParse(JSON.parse(known)).data;
      if (kept !== undefined) return { ok: true, value: kept };
      const answer = await client.one(`/patients/${String(patNum)}`, Patient, signal);
      if (answer.ok) keep(answer.value);
      return answer;
    },
    async refresh(since, signal) {
      if (since === null) return { ok: true, value: undefined };
      const changed = await client.all('/patients/Simple', { DateTStamp: since }, Patient, signal);
      if (!changed.ok) return changed;
      for (const patient of changed.value) if (facts.get(FACT(patient.PatNum)) !== undefined) keep(patient);
      return {
        ok: true,
        value: changed.value.find(({ serverDateTime }) => serverDateTime !== undefined)?.serverDateTime,
      };
    },
  };
}
