/** Whether the patient panel is shown: as preferred where there is room, on demand over the thread where there is not. */
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../../state/services.ts';

const NARROW = '(max-width: 1180px)';

export interface SidePanel {
  readonly shown: boolean;
  readonly toggle: () => void;
}

export function useSidePanel(): SidePanel {
  const { prefs } = useServices();
  const preferred = useStore(prefs, (state) => state.patientPanel);
  const narrow = useSyncExternalStore(watchNarrow, isNarrow);
  const [asked, setAsked] = useState(false);
  const shown = narrow ? asked : preferred;
  const toggle = useCallback(() => {
    if (narrow) setAsked(!shown);
    else prefs.setState({ patientPanel: !shown });
  }, [narrow, shown, prefs]);
  return useMemo(() => ({ shown, toggle }), [shown, toggle]);
}

function watchNarrow(listener: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

function isNarrow(): boolean {
  return matchMedia(NARROW).matches;
}
