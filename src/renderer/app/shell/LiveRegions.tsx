/** The two regions screen readers listen to: one polite, one assertive. */
import { useStore } from 'zustand';
import { useServices } from '../../state/services.ts';

export function LiveRegions() {
  const { announcer } = useServices();
  const { polite, assertive } = useStore(announcer.store);
  return (
    <div className="visuallyHidden">
      <div aria-live="polite">{polite}</div>
      <div aria-live="assertive" role="alert">
        {assertive}
      </div>
    </div>
  );
}
