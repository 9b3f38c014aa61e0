/** The question people ask, in the palette on every screen. Paints nothing. */
import { HeartPulse } from 'lucide-react';
import { useMemo } from 'react';
import type { PaletteCommand } from '../../app/palette/commandRegistry.ts';
import { useCommands } from '../../app/palette/useCommands.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';

export function HealthPalette() {
  const t = useT();
  const { router } = useServices();
  const commands = useMemo<readonly PaletteCommand[]>(
    () => [
      {
        id: 'health.why',
        group: 'actions',
        title: t('health.palette'),
        synonyms: ['queue', 'stuck', 'not sent', 'waiting', 'status', 'error', 'health'],
        icon: HeartPulse,
        run: () => router.show('health'),
      },
    ],
    [router, t],
  );
  useCommands(commands);
  return null;
}
