/** The sentence for a refused call. Our own failures have words here; the core's refusals bring theirs. */
import { useCallback } from 'react';
import type { CallError } from '../client/callError.ts';
import { useT } from './useT.ts';

/** Returns `errorText(error)`: one sentence for the desk, with the next step. */
export function useErrorText(): (error: CallError) => string {
  const t = useT();
  return useCallback(
    (error) => {
      switch (error.code) {
        case 'DISCONNECTED':
        case 'NO_ANSWER':
        case 'NOT_SIGNED_IN':
        case 'INTERNAL':
          return t(`error.${error.code}`);
        default:
          return error.message;
      }
    },
    [t],
  );
}
