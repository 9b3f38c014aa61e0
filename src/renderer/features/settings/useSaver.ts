/** Saves one field as soon as it is chosen, by any command; tells "Saved" for a moment, or what is wrong. */
import { useCallback, useRef, useState } from 'react';
import type { CommandInput, CommandName } from '../../client/procedures.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';

/** How long "Saved" stands, in ms (ux.md 5.13). */
const SAVED_MS = 1_500;

export interface Saver<P> {
  /** Resolves with whether it was taken. */
  readonly save: (patch: P) => Promise<boolean>;
  readonly saved: boolean;
  /** The sentence to show at the field; null when all is well. */
  readonly error: string | null;
  readonly pending: boolean;
}

export function useSaver<N extends CommandName>(procedure: N): Saver<CommandInput<N>> {
  const { timers } = useServices();
  const errorText = useErrorText();
  const { run, pending } = useCommand(procedure, { refusal: 'caller' });
  const [saved, setSaved] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const fade = useRef<() => void>(undefined);
  const save = useCallback(
    async (patch: CommandInput<N>): Promise<boolean> => {
      const outcome = await run(patch);
      fade.current?.();
      setError(outcome.ok ? null : errorText(outcome.error));
      setSaved(outcome.ok);
      if (outcome.ok) fade.current = timers.after(SAVED_MS, () => setSaved(false));
      return outcome.ok;
    },
    [run, errorText, timers],
  );
  return { save, saved, error, pending };
}
