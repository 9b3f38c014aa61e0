/** Saves one field of the practice's settings as soon as it is chosen; tells "Saved" for a moment, or what is wrong. */
import { useCallback, useRef, useState } from 'react';
import type { CommandInput } from '../../client/procedures.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useServices } from '../../state/services.ts';
import { useCommand } from '../../state/useCommand.ts';

/** How long "Saved" stands, in ms (ux.md 5.13). */
const SAVED_MS = 1_500;

export interface SaveSetting {
  readonly save: (patch: CommandInput<'settings.saveSettings'>) => void;
  readonly saved: boolean;
  /** The sentence to show at the field; null when all is well. */
  readonly error: string | null;
}

export function useSaveSetting(): SaveSetting {
  const { timers } = useServices();
  const errorText = useErrorText();
  const { run } = useCommand('settings.saveSettings', { refusal: 'caller' });
  const [saved, setSaved] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const fade = useRef<() => void>(undefined);
  const save = useCallback<SaveSetting['save']>(
    (patch) => {
      void run(patch).then((outcome) => {
        fade.current?.();
        setError(outcome.ok ? null : errorText(outcome.error));
        setSaved(outcome.ok);
        if (outcome.ok) fade.current = timers.after(SAVED_MS, () => setSaved(false));
      });
    },
    [run, errorText, timers],
  );
  return { save, saved, error };
}
