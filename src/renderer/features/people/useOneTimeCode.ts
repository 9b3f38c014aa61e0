/** One check of a number: sending the code, what was typed, and what the core says about it. The code itself is only where it is typed. */
import { useCallback, useState } from 'react';
import type { OutputOf } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useCommand } from '../../state/useCommand.ts';
import type { NumberSubject } from './numberSubject.ts';

export type SentCode = OutputOf<'codes.sendCode'>;

export type CodeState =
  | { readonly step: 'start' }
  | { readonly step: 'typing'; readonly sent: SentCode }
  | { readonly step: 'right' | 'expired' | 'spent' };

export interface OneTimeCode {
  readonly state: CodeState;
  readonly typed: string;
  readonly type: (typed: string) => void;
  /** After a wrong one; null before. */
  readonly triesLeft: number | null;
  /** Why a code could not be sent or checked. */
  readonly problem: string | null;
  readonly pending: boolean;
  /** Sends a code; the one before ends by that. */
  readonly send: () => void;
  readonly check: () => void;
}

const CALLER = { refusal: 'caller' } as const;

export function useOneTimeCode({ number, personId }: NumberSubject): OneTimeCode {
  const errorText = useErrorText();
  const sending = useCommand('codes.sendCode', CALLER);
  const checking = useCommand('codes.checkCode', CALLER);
  const [state, setState] = useState<CodeState>({ step: 'start' });
  const [typed, setTyped] = useState('');
  const [triesLeft, setTriesLeft] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const pending = sending.pending || checking.pending;

  const runSend = sending.run;
  const send = useCallback(() => {
    setProblem(null);
    void runSend({ number, ...(personId === null ? {} : { personId }) }).then((outcome) => {
      if (!outcome.ok) return setProblem(errorText(outcome.error));
      setTyped('');
      setTriesLeft(null);
      setState({ step: 'typing', sent: outcome.value });
    });
  }, [runSend, number, personId, errorText]);

  const runCheck = checking.run;
  const check = useCallback(() => {
    if (state.step !== 'typing' || pending || typed.trim() === '') return;
    setProblem(null);
    void runCheck({ codeId: state.sent.codeId, code: typed.trim() }).then((outcome) => {
      if (!outcome.ok) return setProblem(errorText(outcome.error));
      const { result, triesLeft: left } = outcome.value;
      if (result === 'wrong') setTriesLeft(left);
      else setState({ step: result });
    });
  }, [runCheck, state, pending, typed, errorText]);
  return { state, typed, type: setTyped, triesLeft, problem, pending, send, check };
}
