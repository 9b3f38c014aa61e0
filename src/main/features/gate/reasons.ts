/** The gate's findings as reasons that staff can read, with the names and times they need. No decisions. */
import type { Reason } from '../../../contract/common.ts';
import type { GateDecision, GateInput } from '../../../contract/gate.ts';
import { staffWords } from '../../domain/sendGate/words.ts';
import type { StaffFacts } from '../../domain/sendGate/words.ts';
import { dateText, timeText } from '../../domain/timeText.ts';
import type { TextStyle } from '../../domain/timeText.ts';
import { toLocal } from '../../domain/time.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';
import { styleOf } from '../templates/practice.ts';

/** Why a text waits, is held or was refused: the finding that decided, in words. Null for `allow`. */
export function reasonOf(tx: ReadTx, input: GateInput, decision: GateDecision): Reason | null {
  const finding = decision.findings.find(({ code }) => code === decision.code);
  if (finding === undefined) return null;
  return { code: finding.code, text: staffWords(finding, wordsFacts(tx, input, decision)) };
}

/** The decision with every finding in words: what a refused call carries in its details. No names are put in. */
export function withWords(tx: ReadTx, input: GateInput, decision: GateDecision): GateDecision {
  const { name: _name, ...facts } = wordsFacts(tx, input, decision);
  return {
    ...decision,
    findings: decision.findings.map((finding) => ({ ...finding, words: staffWords(finding, facts) })),
  };
}

function wordsFacts(tx: ReadTx, input: GateInput, decision: GateDecision): StaffFacts {
  const style = styleOf(readSettings(tx).practice);
  const zone = input.zone.onFile ?? input.zone.address[0] ?? input.zone.practice;
  const person = input.personId === '' ? undefined : tx.people.get(input.personId);
  const opens = decision.until ?? decision.findings.find(({ until }) => until !== null)?.until ?? null;
  const gateway = input.provider.kind === 'android' ? 'the phone' : 'Twilio';
  return {
    gateway,
    time: timeText(toLocal(input.now, zone), style),
    ...(person === undefined ? {} : { name: person.givenName === '' ? person.name : person.givenName }),
    ...(opens === null ? {} : { opens: openingText(opens, input.now, zone, style) }),
    ...(input.optOut.at === null ? {} : { date: dateText(toLocal(input.optOut.at, zone), style) }),
  };
}

/** `8:00 AM`, with the day when it is not today. */
function openingText(at: number, now: number, zone: string, style: TextStyle): string {
  const then = toLocal(at, zone);
  const today = toLocal(now, zone);
  const sameDay = then.year === today.year && then.month === today.month && then.day === today.day;
  return sameDay ? timeText(then, style) : `${timeText(then, style)} on ${dateText(then, style)}`;
}
