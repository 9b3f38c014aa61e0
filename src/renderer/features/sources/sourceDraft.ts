/** What is typed into the form of a source, and what the core is told of it. */
import type { InputOf, ScheduleSource, SourceKind } from '../../contract.ts';

export interface SourceDraft {
  readonly kind: SourceKind;
  readonly id: string | null;
  readonly label: string;
  readonly active: boolean;
  readonly addByItself: boolean;
  readonly writeBack: boolean;
  readonly everyMinutes: string;
  readonly path: string;
  readonly pattern: string;
  readonly move: boolean;
  readonly url: string;
  readonly address: string;
  readonly daysAhead: string;
  readonly developerKey: string;
  readonly customerKey: string;
}

const OPEN_DENTAL = 'https://api.opendental.com/api/v1';

export function draftOf(kind: SourceKind, label: string, source: ScheduleSource | null): SourceDraft {
  return {
    kind,
    id: source?.id ?? null,
    label: source?.label ?? label,
    active: source?.active ?? true,
    addByItself: source?.addByItself ?? false,
    writeBack: source?.writeBack ?? false,
    everyMinutes: String(source?.everyMinutes ?? 15),
    path: source?.folder?.path ?? '',
    pattern: source?.folder?.pattern ?? '',
    move: source?.folder?.done === 'move',
    url: '',
    address: source?.openDental?.address ?? OPEN_DENTAL,
    daysAhead: String(source?.openDental?.daysAhead ?? 60),
    developerKey: '',
    customerKey: '',
  };
}

/** The part that says where to read: for trying it, and for saving it. */
export function placeOf(draft: SourceDraft): InputOf<'sources.checkSource'> {
  const known = draft.id === null ? {} : { id: draft.id };
  switch (draft.kind) {
    case 'folder': {
      const { path, pattern, move } = draft;
      return { ...known, kind: 'folder', folder: { path, pattern, done: move ? 'move' : 'leave' } };
    }
    case 'feed':
      return { ...known, kind: 'feed', ...(draft.url.trim() === '' ? {} : { feed: { url: draft.url } }) };
    case 'openDental': {
      const { address, daysAhead, developerKey, customerKey } = draft;
      const keys = {
        ...(developerKey.trim() === '' ? {} : { developerKey }),
        ...(customerKey.trim() === '' ? {} : { customerKey }),
      };
      return { ...known, kind: 'openDental', openDental: { address, daysAhead: Number(daysAhead), ...keys } };
    }
  }
}

export function savedAs(draft: SourceDraft): InputOf<'sources.saveSource'> {
  const { label, active, addByItself, writeBack, everyMinutes } = draft;
  return { ...placeOf(draft), label, active, addByItself, writeBack, everyMinutes: Number(everyMinutes) };
}
