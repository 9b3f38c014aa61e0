/** How a source is set up, as it is stored and as an adapter is made of it. Keys and secret addresses are among the secrets, never here. */
import { z } from 'zod';
import { DomainError } from '../../../contract/errors.ts';
import { FolderSettings, OpenDentalSettings } from '../../../contract/sources.ts';
import { readApiAddress } from '../../domain/sources/apiAddress.ts';
import { readFeedAddress } from '../../domain/sources/feedAddress.ts';
import type { Secrets } from '../../platform/ports.ts';
import type { AdapterPlan } from '../../providers/scheduleAdapters.ts';
import type { SourceRecord } from '../../store/sourceRepositories.ts';
import type { ParsedInputOf } from '../feature.ts';

/** What may be shown of a feed's address. */
export const FeedConfig = z.object({ host: z.string(), secure: z.boolean() });

/** What a person typed, secrets included; fields left out are as they were. */
export type SourceDraft = Pick<ParsedInputOf<'sources.checkSource'>, 'kind' | 'folder' | 'feed' | 'openDental'>;

const SECRET = {
  url: (id: string) => `source.${id}.url`,
  developerKey: (id: string) => `source.${id}.developerKey`,
  customerKey: (id: string) => `source.${id}.customerKey`,
};

/** The stored settings of a draft, without its secrets. Errors: INVALID_INPUT names the field. */
export function configOf(draft: SourceDraft, known: SourceRecord | undefined): Readonly<Record<string, unknown>> {
  const kept = known?.config;
  switch (draft.kind) {
    case 'folder': {
      const folder = draft.folder ?? FolderSettings.safeParse(kept).data;
      if (folder === undefined)
        throw missing('folder.path', 'Choose the folder that your program writes its lists to.');
      return { ...folder };
    }
    case 'feed': {
      if (draft.feed === undefined) {
        if (kept === undefined) throw missing('feed.url', 'Paste the address of the calendar.');
        return kept;
      }
      const address = readFeedAddress(draft.feed.url);
      if (!address.ok) throw missing('feed.url', address.text);
      return { host: address.host, secure: address.secure };
    }
    case 'openDental': {
      const {
        developerKey: _one,
        customerKey: _two,
        ...settings
      } = draft.openDental ?? {
        ...(OpenDentalSettings.safeParse(kept).data ?? OpenDentalSettings.parse({})),
      };
      const address = readApiAddress(settings.address);
      if (!address.ok) throw missing('openDental.address', address.text);
      return { ...settings, address: address.url };
    }
  }
}

/** Keeps the secrets of a draft. */
export async function keepSecrets(secrets: Secrets, id: string, { feed, openDental }: SourceDraft): Promise<void> {
  if (feed !== undefined) await secrets.set(SECRET.url(id), feed.url);
  if (openDental?.developerKey !== undefined) await secrets.set(SECRET.developerKey(id), openDental.developerKey);
  if (openDental?.customerKey !== undefined) await secrets.set(SECRET.customerKey(id), openDental.customerKey);
}

export async function forgetSecrets(secrets: Secrets, id: string): Promise<void> {
  for (const name of Object.values(SECRET)) await secrets.delete(name(id));
}

export async function hasKeys(secrets: Secrets, id: string): Promise<boolean> {
  const keys = [await secrets.get(SECRET.developerKey(id)), await secrets.get(SECRET.customerKey(id))];
  return keys.every((key) => key !== undefined);
}

/** What the adapter of a stored source is made of; with a draft over it, of what a person typed. Undefined: a secret is missing. */
export async function planOf(
  secrets: Secrets,
  source: Pick<SourceRecord, 'id' | 'kind' | 'config' | 'writeBack'>,
  draft: SourceDraft = { kind: source.kind },
): Promise<AdapterPlan | undefined> {
  const { id, config } = source;
  switch (source.kind) {
    case 'folder': {
      const folder = FolderSettings.safeParse(config).data;
      return folder === undefined ? undefined : { kind: 'folder', ...folder };
    }
    case 'feed': {
      const url = draft.feed?.url ?? (await secrets.get(SECRET.url(id)));
      return url === undefined ? undefined : { kind: 'feed', url };
    }
    case 'openDental': {
      const settings = OpenDentalSettings.safeParse(config).data;
      const developerKey = draft.openDental?.developerKey ?? (await secrets.get(SECRET.developerKey(id)));
      const customerKey = draft.openDental?.customerKey ?? (await secrets.get(SECRET.customerKey(id)));
      if (settings === undefined || developerKey === undefined || customerKey === undefined) return undefined;
      return { kind: 'openDental', ...settings, developerKey, customerKey, writes: source.writeBack };
    }
  }
}

function missing(field: string, words: string): DomainError {
  return new DomainError('INVALID_INPUT', words, { field });
}
