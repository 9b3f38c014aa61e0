/** How long a person can take a text back. The core counts in its own time, which runs fast in the demo; people do not. */
import { useCallback } from 'react';
import { useServices } from '../../../state/services.ts';
import { useQuery } from '../../../state/useQuery.ts';
import { UNDO_AT_MOST_MS } from '../thread/timelineItems.ts';

/** Returns `undoMs()`: ms of the core's time. */
export function useUndoTime(): () => number {
  const { clock } = useServices();
  const setting =
    useQuery('settings.getSettings', {}, { invalidateOn: ['settings.changed'] }).data?.sending.undoMs ?? 0;
  return useCallback(() => Math.min(UNDO_AT_MOST_MS, setting * Math.max(1, clock.speed())), [clock, setting]);
}
