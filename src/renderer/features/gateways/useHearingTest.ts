/** The newest hearing test of a gateway, followed until it ends, and beginning another one. */
import { useCallback, useEffect, useState } from 'react';
import type { HearingTest } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useCommand } from '../../state/useCommand.ts';
import { useNow } from '../../state/useNow.ts';
import { useQuery } from '../../state/useQuery.ts';

export interface HearingWatch {
  readonly test: HearingTest | undefined;
  /** What is left of the wait, in whole seconds; null while nothing is waited for. */
  readonly secondsLeft: number | null;
  readonly pending: boolean;
  readonly error: string | null;
  /** Begins a test: any text that comes counts, or the answer of `number`, which is texted. */
  readonly start: (number?: string) => void;
}

export function useHearingTest(gatewayId: string): HearingWatch {
  const errorText = useErrorText();
  const query = useQuery(
    'gateways.getHearingTest',
    { id: gatewayId },
    { invalidateOn: ['gateway.changed', 'message.statusChanged', 'message.added'] },
  );
  const { run, pending } = useCommand('gateways.startHearingTest', { refusal: 'caller' });
  const [error, setError] = useState<string | null>(null);
  const now = useNow(1_000);
  const test = query.data;
  const until = test?.state === 'waiting' ? test.until : null;
  const over = until !== null && now >= until;
  const { refetch } = query;
  // The end of the wait is no event: nothing happened. So it is asked for.
  useEffect(() => {
    if (over) refetch();
  }, [over, refetch, now]);

  const start = useCallback(
    (number?: string) => {
      void run({ id: gatewayId, ...(number === undefined ? {} : { number }) }).then((outcome) => {
        setError(outcome.ok ? null : errorText(outcome.error));
        if (outcome.ok) refetch();
      });
    },
    [run, gatewayId, errorText, refetch],
  );
  const secondsLeft = until === null ? null : Math.max(0, Math.ceil((until - now) / 1_000));
  return { test, secondsLeft, pending, error, start };
}
