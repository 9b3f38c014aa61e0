/** Connecting a Twilio account: what was typed, what Twilio said, and which field to look at when it said no. */
import { useCallback, useState } from 'react';
import type { GatewayCheck } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../state/useCommand.ts';

const FIELDS = [
  'accountSid',
  'keySid',
  'keySecret',
  'authToken',
  'sender',
  'whatsAppNumber',
  'verifyServiceSid',
] as const;
export type TwilioField = (typeof FIELDS)[number];
export type TwilioEntry = Readonly<Record<TwilioField, string>>;

export interface ConnectingProblem {
  /** Null: it is about none of the fields. */
  readonly field: TwilioField | null;
  readonly text: string;
}

export interface Connecting {
  readonly pending: boolean;
  readonly problem: ConnectingProblem | null;
  /** Of the last connection that worked; empty before. */
  readonly checks: readonly GatewayCheck[];
  /** Resolves with the field to look at; `connected` when there is none. */
  readonly connect: (entry: TwilioEntry, wanted: readonly TwilioField[]) => Promise<TwilioField | 'connected' | null>;
}

export function useConnecting(): Connecting {
  const t = useT();
  const errorText = useErrorText();
  const { run, pending } = useCommand('gateways.connectTwilio', { refusal: 'caller' });
  const [problem, setProblem] = useState<ConnectingProblem | null>(null);
  const [checks, setChecks] = useState<readonly GatewayCheck[]>([]);

  const connect = useCallback<Connecting['connect']>(
    async (entry, wanted) => {
      setChecks([]);
      const empty = wanted.find((field) => entry[field].trim() === '');
      if (empty) {
        setProblem({ field: empty, text: t('setup.twilio.missing') });
        return empty;
      }
      setProblem(null);
      const { accountSid, sender } = entry;
      const rest = Object.fromEntries(
        FIELDS.flatMap((field) => (entry[field].trim() === '' ? [] : [[field, entry[field].trim()]])),
      );
      const outcome = await run({ ...rest, accountSid: accountSid.trim(), sender: sender.trim() });
      if (!outcome.ok) {
        const field = FIELDS.find((name) => name === outcome.error.field) ?? null;
        setProblem({ field, text: errorText(outcome.error) });
        return field;
      }
      setChecks(outcome.value.checks);
      return 'connected';
    },
    [run, errorText, t],
  );
  return { pending, problem, checks, connect };
}
