/** Runs a command: shows its effect at once, takes it back when the core refuses, and never fails in silence. */
import { useCallback, useMemo, useState } from 'react';
import type { OutputOf } from '../../contract/index.ts';
import { toCallError } from '../client/callError.ts';
import type { CallError } from '../client/callError.ts';
import type { CommandInput, CommandName } from '../client/procedures.ts';
import { useErrorText } from '../i18n/useErrorText.ts';
import { createOptimistic } from './optimistic.ts';
import type { Optimistic } from './optimistic.ts';
import type { AppliedPatch } from './queryStore.ts';
import { useServices } from './services.ts';

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CallError };

export interface CommandOptions<N extends CommandName> {
  /** Patches that show the effect before the core has spoken. */
  readonly optimistic?: ((input: CommandInput<N>, patches: Optimistic) => readonly AppliedPatch[]) | undefined;
  /** `toast` (default) shows the refusal; `caller` leaves it to the caller, who then must show it. */
  readonly refusal?: 'toast' | 'caller' | undefined;
}

export interface Command<N extends CommandName> {
  readonly run: (input: CommandInput<N>) => Promise<Outcome<OutputOf<N>>>;
  /** At least one run is under way. */
  readonly pending: boolean;
}

/** The command `procedure`. `run` never rejects. */
export function useCommand<N extends CommandName>(procedure: N, options: CommandOptions<N> = {}): Command<N> {
  const { client, queries, toasts } = useServices();
  const errorText = useErrorText();
  const [running, setRunning] = useState(0);
  const patches = useMemo(() => createOptimistic(queries), [queries]);
  const { optimistic, refusal = 'toast' } = options;

  const run = useCallback(
    async (input: CommandInput<N>): Promise<Outcome<OutputOf<N>>> => {
      const applied = optimistic?.(input, patches) ?? [];
      setRunning((count) => count + 1);
      try {
        const value = await client.command(procedure, input);
        for (const patch of applied) patch.settle();
        return { ok: true, value };
      } catch (thrown) {
        const error = toCallError(thrown);
        for (const patch of applied) patch.revert();
        if (error.code === 'NO_ANSWER') queries.invalidateAll();
        if (refusal === 'toast') toasts.show({ icon: 'problem', message: errorText(error) });
        return { ok: false, error };
      } finally {
        setRunning((count) => count - 1);
      }
    },
    [client, queries, toasts, errorText, patches, procedure, optimistic, refusal],
  );
  return { run, pending: running > 0 };
}
