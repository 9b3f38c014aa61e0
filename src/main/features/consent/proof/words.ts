/** The proof of consent in words, as blocks from top to bottom. Pure: the drawing is draw.ts. */
import type { ConsentPurpose, PurposeState } from '../../../../contract/consent.ts';
import {
  LINK_ENDED,
  READS_LIKE_STOP,
  SUSPECTED_OPT_OUT,
  SUSPICION_CLEARED,
  TAKEN_BACK,
} from '../../../domain/consent/ledger.ts';
import { LAST_DAY_CLEARED } from '../../../domain/consent/event.ts';
import { toLocal } from '../../../domain/time.ts';
import { timeText } from '../../../domain/timeText.ts';
import type { ConsentRecord, MessageRecord } from '../../../store/records.ts';
import { displayOf } from '../../conversations/address.ts';
import type { ProofFacts, Scan } from './facts.ts';

export type Block =
  | { readonly kind: 'title' | 'heading' | 'text' | 'quiet'; readonly text: string }
  /** Something that happened: when, what, and details below it. */
  | { readonly kind: 'entry'; readonly when: string; readonly what: string; readonly details: readonly string[] }
  | { readonly kind: 'picture'; readonly caption: string; readonly content: Uint8Array };

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12 Mar 2026, 10:14 AM` by the practice's clock. */
function moment({ zone, clock }: Pick<ProofFacts, 'zone' | 'clock'>, at: number): string {
  const local = toLocal(at, zone);
  const day = `${String(local.day)} ${MONTHS[local.month - 1] ?? ''} ${String(local.year)}`;
  return `${day}, ${timeText(local, { language: 'en', clock })}`;
}

export function proofBlocks(facts: ProofFacts): readonly Block[] {
  const { person, practice } = facts;
  return [
    { kind: 'title', text: 'Proof of consent to text messages' },
    { kind: 'text', text: person.name },
    { kind: 'quiet', text: [practice.name, practice.address, practice.phone].filter((part) => part !== '').join(', ') },
    {
      kind: 'quiet',
      text: `Made ${moment(facts, facts.madeAt)} by ${facts.madeBy}. All times are in ${facts.zone}. The activity log stood at entry ${String(facts.log.seq)}, fingerprint ${facts.log.hash.slice(0, 16)}.`,
    },
    { kind: 'heading', text: 'Today' },
    ...today(facts),
    { kind: 'heading', text: 'What was agreed and refused, in the order it was recorded' },
    ...(facts.entries.length === 0 ? [nothing('Nothing is recorded.')] : facts.entries.map((one) => entry(facts, one))),
    ...words(facts),
    { kind: 'heading', text: 'Texts to and from this person' },
    ...(facts.cut ? [nothing('Only the newest texts are listed.')] : []),
    ...(facts.texts.length === 0 ? [nothing('No texts.')] : facts.texts.map((one) => text(facts, one))),
    ...pictures(facts.scans),
  ];
}

function nothing(words: string): Block {
  return { kind: 'quiet', text: words };
}

const PURPOSES: Readonly<Record<ConsentPurpose, string>> = {
  care: 'Visits and care',
  billing: 'Bills and payments',
  marketing: 'Offers and news',
  employee: 'Work',
};

function today(facts: ProofFacts): readonly Block[] {
  if (facts.states.length === 0) return [nothing('This person has no number on file.')];
  return facts.states.flatMap((state): Block[] => {
    const lines = (['care', 'billing', 'marketing', 'employee'] as const).map(
      (purpose) => `${PURPOSES[purpose]}: ${standing(facts, state.purposes[purpose])}`,
    );
    const stopped = state.suspended ? ['Someone said that this is a wrong number. Nothing is sent to it.'] : [];
    return [{ kind: 'entry', when: displayOf(state.number, facts.country), what: '', details: [...stopped, ...lines] }];
  });
}

const LEVELS = {
  written: 'agreed in writing',
  express: 'agreed',
  provided_number: 'gave us the number',
  unproven: 'no proof on file',
  pending: 'asked, no answer yet',
  none: 'not asked',
  revoked: 'opted out',
} as const;

function standing(facts: ProofFacts, { level, at, refusedAt, endsAt }: PurposeState): string {
  if (refusedAt !== null) return `opted out on ${moment(facts, refusedAt)}`;
  const since = at === null ? '' : ` on ${moment(facts, at)}`;
  return `${LEVELS[level]}${since}${endsAt === null ? '' : `, until ${moment(facts, endsAt)}`}`;
}

const KINDS: Readonly<Record<ConsentRecord['kind'], string>> = {
  grant: 'Agreed',
  revoke: 'Opted out',
  restore: 'Opted back in',
  number_wrong: 'Wrong number reported',
  number_verified: 'Number checked',
  note: 'Note',
};
const METHODS: Readonly<Record<ConsentRecord['method'], string>> = {
  spoken: 'said so',
  paper: 'signed form',
  form: 'form',
  text: 'by text',
  website: 'on the website',
  import: 'from a list',
  provider: 'told by the carrier',
  staff: 'told the staff',
};
const GIVERS = { self: 'themselves', parent: 'a parent', guardian: 'a guardian', caregiver: 'a caregiver' } as const;
const NOTES: readonly (readonly [string, string])[] = [
  [TAKEN_BACK, 'An agreement from a list was taken back, because the list was taken out again'],
  [LINK_ENDED, 'The number was taken from this person'],
  [SUSPECTED_OPT_OUT, 'A text may have asked us to stop'],
  [READS_LIKE_STOP, 'A text may have asked us to stop'],
  [SUSPICION_CLEARED, 'Staff read that text: it was not about stopping'],
  [LAST_DAY_CLEARED, 'The last day was taken back'],
];

function entry(facts: ProofFacts, one: ConsentRecord): Block {
  const purpose = one.purpose === null ? 'all texts' : (PURPOSES[one.purpose as ConsentPurpose] ?? one.purpose);
  const note = one.kind === 'note' ? NOTES.find(([code]) => one.evidence.startsWith(code))?.[1] : undefined;
  const what = note ?? `${KINDS[one.kind]}: ${purpose}, ${METHODS[one.method]}`;
  return { kind: 'entry', when: moment(facts, one.at), what, details: details(facts, one, note === undefined) };
}

function details(facts: ProofFacts, one: ConsentRecord, withEvidence: boolean): readonly string[] {
  const scan = one.fileId === null ? undefined : facts.scans.get(one.fileId);
  const recorded = one.recordedAt === null || one.recordedAt === one.at ? '' : ` on ${moment(facts, one.recordedAt)}`;
  return [
    `Number ${displayOf(one.number, facts.country)}, ${one.channel === 'sms' ? 'text message' : 'WhatsApp'}`,
    ...(one.givenBy === null ? [] : [`Spoken for by ${GIVERS[one.givenBy]}`]),
    `Recorded by ${actorWords(one.actor)}${recorded}`,
    ...(one.effectiveAt === null ? [] : [`Holds from ${moment(facts, one.effectiveAt)}`]),
    ...(one.endsAt === null ? [] : [`Ends ${moment(facts, one.endsAt)}`]),
    ...(one.wordingId === null
      ? []
      : [`Words: ${one.wordingId}, version ${String(one.wordingVersion ?? 1)}, ${one.language ?? ''}`]),
    ...(withEvidence && one.evidence !== '' ? [`Evidence: ${one.evidence}`] : []),
    ...(scan === undefined ? [] : [`File: ${scan.name}`]),
    ...(one.fileSha256 === null ? [] : [`Fingerprint of the file (SHA-256): ${one.fileSha256}`]),
  ];
}

function actorWords(actor: string): string {
  if (actor === 'patient') return 'the program, from the person’s own text';
  return actor === 'import' ? 'an import' : actor;
}

function words({ wordings, practice }: ProofFacts): readonly Block[] {
  if (wordings.length === 0) return [];
  return [
    { kind: 'heading', text: 'The words they agreed to' },
    ...wordings.map((one): Block => ({
      kind: 'entry',
      when: `${one.id}, version ${String(one.version)}, ${one.language}`,
      what: '',
      details: [one.text.replaceAll('{practice}', practice.name)],
    })),
  ];
}

function text(facts: ProofFacts, one: MessageRecord & { readonly address: string }): Block {
  const at = one.sentAt ?? one.createdAt;
  const number = displayOf(one.address, facts.country);
  const what = one.direction === 'in' ? `From ${number}` : `To ${number}: ${one.status}, ${one.purpose}`;
  return { kind: 'entry', when: moment(facts, at), what, details: [one.body === '' ? '(no words)' : one.body] };
}

function pictures(scans: ReadonlyMap<string, Scan>): readonly Block[] {
  return [...scans.values()].flatMap(({ name, contentType, sha256, content }): Block[] =>
    content === null || contentType === 'application/pdf'
      ? []
      : [{ kind: 'picture', caption: `${name}. Fingerprint ${sha256}`, content }],
  );
}
