/**
 * Looks for phones on the networks of this PC, only when somebody asks. Not a cached query on purpose: those are asked again by
 * themselves, and a search of the network never is.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { toCallError } from '../../client/callError.ts';
import type { OutputOf } from '../../contract.ts';
import { useErrorText } from '../../i18n/useErrorText.ts';
import { useServices } from '../../state/services.ts';

export type FoundPhones = OutputOf<'gateways.findPhones'>;

export interface PhoneSearch {
  readonly state: 'idle' | 'looking' | 'done' | 'failed';
  /** What the last search found. */
  readonly found: FoundPhones | null;
  /** Why it failed. */
  readonly error: string | null;
  /** Looks; resolves with what was found, null when it failed or was broken off. */
  readonly look: () => Promise<FoundPhones | null>;
}

export function useFindPhones(): PhoneSearch {
  const { client } = useServices();
  const errorText = useErrorText();
  const [state, setState] = useState<PhoneSearch['state']>('idle');
  const [found, setFound] = useState<FoundPhones | null>(null);
  const [error, setError] = useState<string | null>(null);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const look = useCallback(async (): Promise<FoundPhones | null> => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    setState('looking');
    setError(null);
    try {
      const answer = await client.query('gateways.findPhones', {}, { signal: own.signal });
      setFound(answer);
      setState('done');
      return answer;
    } catch (thrown) {
      if (own.signal.aborted) return null;
      setError(errorText(toCallError(thrown)));
      setState('failed');
      return null;
    }
  }, [client, errorText]);
  return { state, found, error, look };
}
