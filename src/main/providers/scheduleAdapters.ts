/** Makes the adapter of a source from what is stored about it and its secrets. The one place that knows which kind is which code. */
import type { AddressesOf, Fetch, Folders, NetworkAddress, Timers } from '../platform/ports.ts';
import { readApiAddress } from '../domain/sources/apiAddress.ts';
import { readFeedAddress } from '../domain/sources/feedAddress.ts';
import { createFeedAdapter } from './calendarFeed/feedAdapter.ts';
import { createOpenDentalAdapter } from './openDental/openDentalAdapter.ts';
import type { ScheduleAdapter, SourceProblem } from './scheduleAdapter.ts';
import { createFolderAdapter } from './watchedFolder/folderAdapter.ts';
import type { WatchedFolder } from './watchedFolder/folderAdapter.ts';

/** Everything an adapter is made of, secrets included: never to be stored or logged. */
export type AdapterPlan =
  | ({ readonly kind: 'folder' } & WatchedFolder)
  | { readonly kind: 'feed'; readonly url: string }
  | {
      readonly kind: 'openDental';
      readonly address: string;
      readonly developerKey: string;
      readonly customerKey: string;
      readonly daysAhead: number;
      readonly clinicNum: number | null;
      /** Its keys may write: the API then takes five times as many requests. */
      readonly writes: boolean;
    };

export type MadeAdapter =
  { readonly ok: true; readonly adapter: ScheduleAdapter } | { readonly ok: false; readonly problem: SourceProblem };
export type MakeAdapter = (plan: AdapterPlan) => MadeAdapter;

/** The pace of Open Dental's internet API, ms: with rights to read only, and with more. */
const READ_ONLY_PACE_MS = 5_000;
const PACE_MS = 1_000;

export interface AdapterDeps {
  readonly fetch: Fetch;
  readonly addressesOf: AddressesOf;
  readonly networks: () => readonly NetworkAddress[];
  readonly timers: Timers;
  readonly folders: Folders;
}

export function createScheduleAdapters(deps: AdapterDeps): MakeAdapter {
  return (plan) => {
    switch (plan.kind) {
      case 'folder':
        return { ok: true, adapter: createFolderAdapter(deps, plan) };
      case 'feed': {
        const address = readFeedAddress(plan.url);
        if (!address.ok) return { ok: false, problem: { code: 'address', text: address.text } };
        return { ok: true, adapter: createFeedAdapter(deps, address) };
      }
      case 'openDental': {
        const address = readApiAddress(plan.address);
        if (!address.ok) return { ok: false, problem: { code: 'address', text: address.text } };
        const { local, url } = address;
        const paceMs = local ? 0 : plan.writes ? PACE_MS : READ_ONLY_PACE_MS;
        return { ok: true, adapter: createOpenDentalAdapter({ ...deps, ...plan, address: url, local, paceMs }) };
      }
    }
  };
}
