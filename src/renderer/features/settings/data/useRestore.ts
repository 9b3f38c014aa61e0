/** The way to a restored backup: which file, its recovery code where one is needed, what was found in it, and the order to restore it. */
import { useState } from 'react';
import type { OutputOf } from '../../../contract.ts';
import { useErrorText } from '../../../i18n/useErrorText.ts';
import { useCommand } from '../../../state/useCommand.ts';

type Look = OutputOf<'backups.lookAt'>;

export interface Restore {
  readonly path: string;
  readonly code: string;
  /** The code is asked for: no key of this PC opens the file, and its key file lies beside it. */
  readonly wantsCode: boolean;
  readonly look: Look | null;
  readonly error: string | null;
  readonly looking: boolean;
  readonly restoring: boolean;
  /** It was looked at as it is, and can be restored. */
  readonly ready: boolean;
  readonly setPath: (path: string) => void;
  readonly setCode: (code: string) => void;
  /** Looks at `path`, or at the file that was chosen just now. */
  readonly lookAt: (chosen?: string) => Promise<void>;
  /** `restart`: at once, where the program can. True: it was accepted. */
  readonly restore: (restart: boolean) => Promise<boolean>;
}

export function useRestore(file: string): Restore {
  const errorText = useErrorText();
  const looking = useCommand('backups.lookAt', { refusal: 'caller' });
  const restoring = useCommand('backups.restore', { refusal: 'caller' });
  const [path, setPath] = useState(file);
  const [code, setCode] = useState('');
  const [wantsCode, setWantsCode] = useState(false);
  const [look, setLook] = useState<Look | null>(null);
  const [error, setError] = useState<string | null>(null);
  const choose = (chosen: string): void => {
    setPath(chosen);
    setCode('');
    setWantsCode(false);
    setLook(null);
    setError(null);
  };
  const asked = { file: path.trim(), ...(code.trim() === '' ? {} : { recoveryCode: code.trim() }) };
  return {
    ...{ path, code, wantsCode, look, error },
    looking: looking.pending,
    restoring: restoring.pending,
    ready: look !== null && look.fault === null,
    setPath: choose,
    setCode: (typed) => {
      setCode(typed);
      setLook(null);
      setError(null);
    },
    lookAt: async (chosen) => {
      if (chosen !== undefined) choose(chosen);
      const outcome = await looking.run(chosen === undefined ? asked : { file: chosen });
      setError(outcome.ok ? null : errorText(outcome.error));
      setLook(outcome.ok ? outcome.value : null);
      if (outcome.ok && outcome.value.asksForCode) setWantsCode(true);
    },
    restore: async (restart) => {
      const outcome = await restoring.run({ ...asked, ...(restart ? { restart } : {}) });
      setError(outcome.ok ? null : errorText(outcome.error));
      return outcome.ok;
    },
  };
}
