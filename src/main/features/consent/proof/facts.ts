/** Gathers what proves one person's consent: entries, words, scans, texts, and where the log stood. Reads only, a page at a time. */
import { DomainError } from '../../../../contract/errors.ts';
import type { ConsentState } from '../../../../contract/consent.ts';
import type { ConsentRecord, MessageRecord, PersonRecord, WordingRecord } from '../../../store/records.ts';
import type { ReadTx, Store } from '../../../store/store.ts';
import { actorName } from '../../actorName.ts';
import { readSettings } from '../../settings/readSettings.ts';
import type { Pace } from '../doNotText.ts';
import { viewState } from '../viewState.ts';

export interface Scan {
  readonly name: string;
  readonly contentType: string;
  readonly sha256: string;
  readonly content: Uint8Array | null;
}

export interface ProofFacts {
  readonly madeAt: number;
  readonly madeBy: string;
  readonly practice: { readonly name: string; readonly address: string; readonly phone: string };
  readonly country: string;
  readonly zone: string;
  readonly clock: '12h' | '24h';
  readonly person: PersonRecord;
  readonly states: readonly ConsentState[];
  /** Oldest first. */
  readonly entries: readonly ConsentRecord[];
  readonly wordings: readonly WordingRecord[];
  readonly scans: ReadonlyMap<string, Scan>;
  /** Oldest first, with the number each went to or came from. */
  readonly texts: readonly (MessageRecord & { readonly address: string })[];
  /** Older ones than these there are and are not listed. */
  readonly cut: boolean;
  readonly log: { readonly seq: number; readonly hash: string };
}

const MOST_ENTRIES = 5_000;
const MOST_TEXTS = 2_000;
const PAGE = 100;

/** Errors: NOT_FOUND. Texts about other people on a shared phone are not theirs and are left out. */
export async function gatherProof(
  store: Pick<Store, 'read'>,
  personId: string,
  made: { readonly at: number; readonly by: string },
  pace: Pace,
): Promise<ProofFacts> {
  const head = store.read((tx) => gatherHead(tx, personId, made));
  const texts: (MessageRecord & { address: string })[] = [];
  let cut = false;
  for (const number of head.numbers) {
    let cursor: string | null = null;
    do {
      const page: { readonly items: readonly MessageRecord[]; readonly next: string | null } = store.read((tx) => {
        const conversationId = tx.conversations.getByAddress(number)?.id;
        return conversationId === undefined
          ? { items: [], next: null }
          : tx.messages.list({ conversationId, cursor, limit: PAGE });
      });
      const theirs = page.items.filter((one) => isAbout(one, personId, head.shared.has(number)));
      texts.push(...theirs.map((one) => ({ ...one, address: number })));
      cursor = page.next;
      cut ||= texts.length >= MOST_TEXTS && cursor !== null;
      await pace.rest();
    } while (cursor !== null && texts.length < MOST_TEXTS);
  }
  texts.sort((a, b) => a.createdAt - b.createdAt);
  return { ...head.facts, texts, cut };
}

function isAbout({ direction, personId }: MessageRecord, who: string, shared: boolean): boolean {
  if (direction === 'none') return false;
  return personId === who || (personId === null && !shared);
}

function gatherHead(tx: ReadTx, personId: string, made: { readonly at: number; readonly by: string }) {
  const person = tx.people.get(personId);
  if (person === undefined) throw new DomainError('NOT_FOUND', 'This person is no longer there.');
  const { practice } = readSettings(tx);
  const own = tx.people.numbersOf(personId).map(({ number }) => number);
  const entries = entriesOf(tx, personId, own);
  const numbers = [...new Set([...own, ...entries.map(({ number }) => number)])];
  const facts = {
    ...{ madeAt: made.at, madeBy: made.by, person, entries },
    practice: { name: practice.name, address: practice.address, phone: practice.phone },
    ...{ country: practice.country, zone: practice.zone, clock: practice.clock },
    states: own.map((number) => viewState(tx, { number, personId }, made.at)),
    wordings: wordingsOf(tx, entries),
    scans: scansOf(tx, entries),
    log: tx.audit.head(),
  };
  const shared = new Set(numbers.filter((number) => tx.people.holdersOf(number).some(({ id }) => id !== personId)));
  return { facts, numbers, shared };
}

/** Entries about the person, and those about their numbers as a whole. */
function entriesOf(tx: ReadTx, personId: string, numbers: readonly string[]): readonly ConsentRecord[] {
  const byId = new Map(tx.consent.ofPerson(personId, MOST_ENTRIES).map((entry) => [entry.id, entry]));
  for (const number of numbers) {
    for (const entry of tx.consent.ofNumber(number)) if (entry.personId === null) byId.set(entry.id, entry);
  }
  const inOrder = [...byId.values()].sort((a, b) => a.seq - b.seq);
  return inOrder.map((entry) => ({ ...entry, actor: actorName(tx, entry.actor) }));
}

function wordingsOf(tx: ReadTx, entries: readonly ConsentRecord[]): readonly WordingRecord[] {
  const found = entries.flatMap(({ wordingId, language, wordingVersion }) =>
    wordingId === null || language === null || wordingVersion === null
      ? []
      : (tx.consent.wording(wordingId, language, wordingVersion) ?? []),
  );
  return [...new Map(found.map((one) => [`${one.id} ${one.language} ${String(one.version)}`, one])).values()];
}

function scansOf(tx: ReadTx, entries: readonly ConsentRecord[]): ReadonlyMap<string, Scan> {
  return new Map(
    entries.flatMap(({ fileId }) => {
      const file = fileId === null ? undefined : tx.consent.file(fileId);
      return file === undefined ? [] : [[file.id, { ...file, content: tx.consent.fileContent(file.id) }] as const];
    }),
  );
}
