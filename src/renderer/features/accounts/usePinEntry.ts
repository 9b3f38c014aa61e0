/** The digits typed so far, and what the core said to them: submits with the last digit, and waits when told to. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallError } from '../../client/callError.ts';
import type { PinRefusal, SignInPerson } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import type { Outcome } from '../../state/useCommand.ts';

export interface PinEntry {
  readonly typed: string;
  /** What is wrong, in one sentence; null: nothing. */
  readonly problem: string | null;
  /** Counts wrong PINs, so that the dots can shake at each. */
  readonly refusals: number;
  readonly busy: boolean;
  readonly type: (digits: string) => void;
}

const MINUTE_MS = 60_000;

/** `submit` asks the core; nobody is waited for, and no PIN is kept longer than its answer takes. */
export function usePinEntry(
  person: SignInPerson | undefined,
  submit: (accountId: string, pin: string) => Promise<Outcome<unknown>>,
  onWaitOver: () => void,
): PinEntry {
  const t = useT();
  const errorText = useErrorText();
  const { timers } = useServices();
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<CallError | null>(null);
  const [refusals, setRefusals] = useState(0);
  const busy = useRef(false);
  const id = person?.id;
  const facts = refusalOf(error);
  const waitMs = facts?.waitMs ?? person?.waitMs ?? 0;

  // Another person, another PIN.
  const [shownFor, setShownFor] = useState(id);
  if (shownFor !== id) {
    setShownFor(id);
    setTyped('');
    setError(null);
  }
  useEffect(() => {
    if (waitMs <= 0) return undefined;
    return timers.after(waitMs, () => {
      setError(null);
      onWaitOver();
    });
  }, [timers, waitMs, onWaitOver]);

  const type = useCallback(
    (digits: string) => {
      const next = digits.replace(/\D/g, '').slice(0, person?.pinLength ?? 0);
      if (busy.current || waitMs > 0) return;
      setTyped(next);
      if (!person || next.length < person.pinLength) return;
      busy.current = true;
      void submit(person.id, next).then((outcome) => {
        busy.current = false;
        setTyped('');
        setError(outcome.ok ? null : outcome.error);
        if (!outcome.ok) setRefusals((count) => count + 1);
      });
    },
    [person, submit, waitMs],
  );

  const minutes = Math.ceil(waitMs / MINUTE_MS);
  const problem =
    waitMs > 0
      ? t('lock.wait', { minutes })
      : error === null
        ? null
        : facts
          ? t('lock.wrong', { left: facts.triesLeft })
          : errorText(error);
  return { typed, problem, refusals, busy: typed !== '' && typed.length === person?.pinLength, type };
}

function refusalOf(error: CallError | null): PinRefusal | null {
  const known = error?.code === 'WRONG_PIN' || error?.code === 'TOO_MANY_TRIES';
  return known ? (error.details as PinRefusal) : null;
}
