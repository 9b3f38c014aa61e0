/**
 * Asks the content guard about one text with what the practice and its people bring along: names on the number, country, the practice's own
 * words. Reads only; the rules are domain/contentGuard, what follows from a finding is the send gate's.
 */
import type { Purpose } from '../../../contract/common.ts';
import type { GateInput } from '../../../contract/gate.ts';
import type { GuardFinding } from '../../domain/contentGuard/finding.ts';
import { gravest, scanText } from '../../domain/contentGuard/scan.ts';
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
  const holders = tx.people.holdersOf(text.address);
  const person = personId === null ? undefined : (holders.find(({ id }) => id === personId) ?? tx.people.get(personId));
  return scanText({
    text: body,
    purpose,
    country: practice.country,
    now: at,
    greetedAs: person === undefined ? [] : [givenNameOf(person), person.familyName, person.name].filter(isThere),
    namesOnNumber: holders.map(givenNameOf).filter(isThere),
    household,
    practiceNames: [practice.name, practice.shortName].filter(isThere),
    ownWords: safety.guardWords,
  });
}

/** The guard's answer as the send gate takes it. */
export function guardFacts(
  tx: ReadTx,
  text: TextToScan,
  at: number,
): Pick<GateInput, 'guard'> & Partial<Pick<GateInput, 'guardRule'>> {
  const findings = guardFindings(tx, text, at);
  const guard = gravest(findings);
  const rule = findings.find(({ severity }) => severity === guard)?.rule;
  return rule === undefined ? { guard } : { guard, guardRule: rule };
}

function givenNameOf({ givenName, name }: PersonRecord): string {
  return givenName === '' ? name : givenName;
}

function isThere(name: string): boolean {
  return name.trim() !== '';
}
