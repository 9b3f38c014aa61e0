/** What the guard finds in a text that somebody is still writing, with what could be written instead. Reads only, refuses nothing. */
import type { GuardFinding, GuardSeverity } from '../../domain/contentGuard/finding.ts';
import { GUARD_WORDS, instead } from '../../domain/contentGuard/words.ts';
import type { ReadTx } from '../../store/store.ts';
import type { CallContext, OutputOf, ParsedInputOf } from '../feature.ts';
import { usualPurpose } from '../messages/purposeByRole.ts';
import { receiverPreview } from '../messages/receiver.ts';
import { readSettings } from '../settings/readSettings.ts';
import { languageOf, phoneOfPractice } from '../templates/practice.ts';
import { guardFindings } from './guard.ts';
import { acceptsUnencrypted } from './unencrypted.ts';

type Answer = OutputOf<'gate.checkText'>;

/** Errors: NOT_FOUND, INVALID_INPUT for a receiver that is none. */
export function checkText(
  tx: ReadTx,
  context: CallContext,
  input: ParsedInputOf<'gate.checkText'>,
  now: number,
): Answer {
  const { conversation, personId } = receiverPreview(tx, input, now);
  const { body, purpose = usualPurpose(tx, context, input, now) } = input;
  const found = guardFindings(tx, { body, purpose, personId, address: conversation.address }, now);
  const accepted = acceptsUnencrypted(tx, conversation.address, personId);
  const person = personId === null ? undefined : tx.people.get(personId);
  const facts = {
    phone: phoneOfPractice(readSettings(tx).practice),
    language: languageOf(tx, personId),
    givenName: person?.givenName ?? '',
  };
  return {
    personId,
    findings: firstOfEach(found).flatMap((one) => {
      const severity = severityOf(one.severity, accepted);
      if (severity === null) return [];
      const { rule, start, end } = one;
      return [
        {
          rule,
          severity,
          start,
          end,
          content: GUARD_WORDS[rule],
          instead: instead(body, one, facts),
          acceptable: personId !== null && !accepted && one.severity === 'block*',
        },
      ];
    }),
  };
}

/** `block*` as it stands for this person; what is for templates only is no matter here. */
function severityOf(severity: GuardSeverity, accepted: boolean): Answer['findings'][number]['severity'] | null {
  if (severity === 'config') return null;
  if (severity === 'block*') return accepted ? 'confirm' : 'block';
  return severity;
}

function firstOfEach(found: readonly GuardFinding[]): readonly GuardFinding[] {
  return found.filter(({ rule }, index) => found.findIndex((one) => one.rule === rule) === index);
}
