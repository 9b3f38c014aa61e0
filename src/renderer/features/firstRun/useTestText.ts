/**
 * The test text: to the person at the desk, who is recorded as staff and, by typing the number, agrees to it. It goes
 * through the same gate as every text; what the gate asks is shown.
 */
import { useCallback, useState } from 'react';
import { toCallError } from '../../client/callError.ts';
import type { GateDecision } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useServices } from '../../state/services.ts';

export type TestState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'refused'; readonly text: string; readonly confirm: readonly string[] | null }
  | { readonly kind: 'sent'; readonly conversationId: string; readonly messageId: string };

export interface TestText {
  readonly state: TestState;
  readonly send: (
    entry: { number: string; name: string; body: string },
    confirmed?: readonly string[],
  ) => Promise<void>;
}

export function useTestText(): TestText {
  const { client } = useServices();
  const errorText = useErrorText();
  const [personId, setPersonId] = useState<string | null>(null);
  const [state, setState] = useState<TestState>({ kind: 'idle' });

  const send = useCallback<TestText['send']>(
    async ({ number, name, body }, confirmed = []) => {
      setState({ kind: 'sending' });
      try {
        const known = personId === null ? { name } : { id: personId };
        const person = await client.command('people.savePerson', { ...known, kind: 'employee', numbers: [number] });
        setPersonId(person.id);
        await client.command('consent.recordEvent', {
          personId: person.id,
          kind: 'grant',
          level: 'express',
          purpose: 'employee',
          method: 'spoken',
          evidence: 'test text',
        });
        const sent = await client.command('messages.sendMessage', {
          personId: person.id,
          body,
          purpose: 'employee',
          undoMs: 0,
          confirmed: [...confirmed],
        });
        setState({ kind: 'sent', conversationId: sent.conversationId, messageId: sent.messageId });
      } catch (thrown) {
        const error = toCallError(thrown);
        const codes = error.code === 'SEND_NEEDS_CONFIRMATION' ? questionsIn(error.details) : [];
        setState({
          kind: 'refused',
          text: errorText(error),
          confirm: codes.length > 0 ? [...confirmed, ...codes] : null,
        });
      }
    },
    [client, errorText, personId],
  );
  return { state, send };
}

/** Codes of the gate a person may answer with yes. The decision is what `messages.sendMessage` puts into its refusal. */
function questionsIn(details: unknown): readonly string[] {
  const findings = (details as Partial<GateDecision> | undefined)?.findings ?? [];
  return findings.filter((finding) => finding.confirmable && !finding.confirmed).map((finding) => finding.code);
}
