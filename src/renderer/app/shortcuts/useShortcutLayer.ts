/** While a dialog is open, the keys of the screen below it are out of reach. */
import { useEffect } from 'react';
import { useServices } from '../../state/services.ts';

export function useShortcutLayer(open: boolean): void {
  const { shortcuts } = useServices();
  useEffect(() => (open ? shortcuts.pushLayer() : undefined), [shortcuts, open]);
}
