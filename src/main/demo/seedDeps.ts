/** What seeding the demo is given by the running core. Types only. */
import type { Ids } from '../platform/ports.ts';
import type { AppointmentRecord, PersonRecord, TemplateRecord } from '../store/records.ts';
import type { WriteTx } from '../store/store.ts';

export interface SeedDeps {
  readonly ids: Ids;
  readonly render: (
    tx: WriteTx,
    input: { template: TemplateRecord; person: PersonRecord; appointment: AppointmentRecord },
  ) => { readonly body: string };
  readonly planReminders: (tx: WriteTx, appointment: AppointmentRecord, now: number) => unknown;
}
