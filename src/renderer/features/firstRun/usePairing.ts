/** Pairing the phone: what was typed, what the phone said, and then waiting for a first reply to come back. */
import { useCallback, useState } from 'react';
import type { GatewayCheck, GatewaySummary } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';

export type PhoneField = 'address' | 'username' | 'password' | 'ownNumber';

export interface PhoneEntry {
  readonly address: string;
  readonly username: string;
  readonly password: string;
  readonly ownNumber: string;
}

export interface PairingProblem {
  readonly field: PhoneField;
  readonly text: string;
}

export interface Pairing {
  readonly pending: boolean;
  readonly problem: PairingProblem | null;
  /** Checks of the last successful pairing. */
  readonly checks: readonly GatewayCheck[];
  /** Since when a reply is waited for (UTC ms); null before pairing. */
  readonly waitingSince: number | null;
  /** Resolves with the field to look at, or null when the phone is connected. */
  readonly connect: (entry: PhoneEntry) => Promise<PhoneField | null>;
}

/** How long the wizard waits for a reply before it says so, in ms (ux.md 5.1). */
export const REPLY_WAIT_MS = 120_000;
const FIELDS: readonly PhoneField[] = ['address', 'username', 'password', 'ownNumber'];

export function usePairing(): Pairing {
  const t = useT();
  const errorText = useErrorText();
  const { clock } = useServices();
  const { run, pending } = useCommand('gateways.pairPhone', { refusal: 'caller' });
  const [problem, setProblem] = useState<PairingProblem | null>(null);
  const [checks, setChecks] = useState<readonly GatewayCheck[]>([]);
  const [waitingSince, setWaitingSince] = useState<number | null>(null);

  const connect = useCallback<Pairing['connect']>(
    async (entry) => {
      const empty = (['address', 'username', 'password'] as const).find((field) => entry[field].trim() === '');
      if (empty) {
        setProblem({ field: empty, text: t('setup.phone.missing') });
        return empty;
      }
      setProblem(null);
      const { address, username, password, ownNumber } = entry;
      const outcome = await run({
        address,
        username,
        password,
        ...(ownNumber.trim() === '' ? {} : { ownNumber }),
      });
      if (!outcome.ok) {
        const field = FIELDS.find((name) => name === outcome.error.field) ?? 'address';
        setProblem({ field, text: errorText(outcome.error) });
        return field;
      }
      setChecks(outcome.value.checks);
      setWaitingSince(clock.now());
      return null;
    },
    [run, errorText, clock, t],
  );
  return { pending, problem, checks, waitingSince, connect };
}

/** Whether a text from outside has reached this PC since `since`. */
export function hasReply(gateway: GatewaySummary | undefined, since: number): boolean {
  const at = gateway?.lastInboundAt ?? null;
  return at !== null && at >= since;
}
