/**
 * Asks the content guard about one text with what the practice and its people bring along: names on the number, country, the practice's own
 * words. Reads only; the rules are domain/contentGuard, what follows from a finding is the send gate's.
 */
import type { Purpose } from '../../../contract/common.ts';
import type { GateInput } from '../../../contract/gate.ts';
import type { GuardFinding } from '../../domain/contentGuard/finding.ts';
import { readNames } from '../../domain/contentGuard/names.ts';
import type { NamesOnNumber } from '../../domain/contentGuard/names.ts';
import { gravest, scanText } from '../../domain/contentGuard/scan.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { PersonRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';

export interface TextToScan {
  /** As it will leave, details filled in. */
  readonly body: string;
  /** The receiver's number. */
  readonly address: string;
  readonly personId: string | null;
  readonly purpose: Purpose;
  /** One text for several visits of a household: it names several people on purpose. */
  readonly household?: boolean;
}

/** What the guard finds (rules.md section 8), the gravest first. `at`: UTC ms, "more than a year back" counts from it. */
export function guardFindings(tx: ReadTx, text: TextToScan, at: number): readonly GuardFinding[] {
  const { body, purpose, personId, household = false } = text;
  if (purpose === 'system' || body === '') return [];
  const { practice, safety } = readSettings(tx);
  const holders = knownHolders(tx.people.holdersOf(text.address));
  const person = personId === null ? undefined : (holders.byId.get(personId) ?? tx.people.get(personId));
  return scanText({
    text: body,
    purpose,
    country: practice.country,
    now: at,
    greetedAs: person === undefined ? [] : [givenNameOf(person), person.familyName, person.name].filter(isThere),
    namesOnNumber: holders.names,
    household,
    practiceNames: [practice.name, practice.shortName].filter(isThere),
    ownWords: safety.guardWords,
  });
}

/** The guard's answer as the send gate takes it. */
export type GuardFacts = Pick<GateInput, 'guard'> & Partial<Pick<GateInput, 'guardRule'>>;
export type AskGuard = (tx: ReadTx, text: TextToScan, at: number) => GuardFacts;

export function guardFacts(tx: ReadTx, text: TextToScan, at: number): GuardFacts {
  const findings = guardFindings(tx, text, at);
  const guard = gravest(findings);
  const rule = findings.find(({ severity }) => severity === guard)?.rule;
  return rule === undefined ? { guard } : { guard, guardRule: rule };
}

/**
 * Asks about each text once, for one look ahead in which nothing is written: one that leaves later than it was to is judged twice, in the
 * same words. Dates are told apart by the day of UTC.
 */
export function createGuardMemory(): AskGuard {
  const known = new Map<string, GuardFacts>();
  return (tx, text, at) => {
    const { body, address, personId, purpose, household = false } = text;
    const key = [address, personId, purpose, household, Math.ceil(at / DAY_MS), body].join('\n');
    const kept = known.get(key) ?? guardFacts(tx, text, at);
    known.set(key, kept);
    return kept;
  };
}

interface Holders {
  readonly byId: ReadonlyMap<string, PersonRecord>;
  readonly names: NamesOnNumber;
}

/**
 * Made once for as long as the store hands out the same list of a number's people: answers of a pure function about a list that never
 * changes. A number of a home has thousands of them, and each of them gets texts (measured: 5.4 s for 4,000 texts, 3.5 s without).
 */
const holdersOfLists = new WeakMap<readonly PersonRecord[], Holders>();

function knownHolders(people: readonly PersonRecord[]): Holders {
  const known = holdersOfLists.get(people);
  if (known !== undefined) return known;
  const holders: Holders = {
    byId: new Map(people.map((person) => [person.id, person])),
    names: readNames(people.map(givenNameOf).filter(isThere)),
  };
  holdersOfLists.set(people, holders);
  return holders;
}

function givenNameOf({ givenName, name }: PersonRecord): string {
  return givenName === '' ? name : givenName;
}

function isThere(name: string): boolean {
  return name.trim() !== '';
}
