/** Pairing the phone: what was typed, what the phone said, and which field to look at when it said no. */
import { useCallback, useState } from 'react';
import type { GatewayCheck, GatewaySummary } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../state/useCommand.ts';

export type PhoneField = 'address' | 'username' | 'password';

export interface PhoneEntry {
  readonly address: string;
  readonly username: string;
  readonly password: string;
  /** What people call it. */
  readonly label: string;
}

export interface PairingProblem {
  readonly field: PhoneField;
  readonly text: string;
}

export type PairingOutcome =
  { readonly ok: true; readonly gateway: GatewaySummary } | { readonly ok: false; readonly field: PhoneField };

export interface PairingMode {
  /** False: only the phone that is connected already is taken. */
  readonly replace: boolean;
  /** Beside the phone there is. */
  readonly add: boolean;
}

export interface Pairing {
  readonly pending: boolean;
  readonly problem: PairingProblem | null;
  /** Checks of the last successful pairing; empty before. */
  readonly checks: readonly GatewayCheck[];
  readonly connect: (entry: PhoneEntry, how: PairingMode) => Promise<PairingOutcome>;
}

const FIELDS: readonly PhoneField[] = ['address', 'username', 'password'];

export function usePairing(): Pairing {
  const t = useT();
  const errorText = useErrorText();
  const { run, pending } = useCommand('gateways.pairPhone', { refusal: 'caller' });
  const [problem, setProblem] = useState<PairingProblem | null>(null);
  const [checks, setChecks] = useState<readonly GatewayCheck[]>([]);

  const connect = useCallback<Pairing['connect']>(
    async (entry, { replace, add }) => {
      const fail = (field: PhoneField, text: string): PairingOutcome => {
        setChecks([]);
        setProblem({ field, text });
        return { ok: false, field };
      };
      const empty = FIELDS.find((field) => entry[field].trim() === '');
      if (empty) return fail(empty, t('setup.phone.missing'));
      setProblem(null);
      const outcome = await run({ ...entry, replace, ...(add ? { add } : {}) });
      if (!outcome.ok) {
        const field = FIELDS.find((name) => name === outcome.error.field) ?? 'address';
        return fail(field, errorText(outcome.error));
      }
      setChecks(outcome.value.checks);
      return { ok: true, gateway: outcome.value.gateway };
    },
    [run, errorText, t],
  );
  return { pending, problem, checks, connect };
}
