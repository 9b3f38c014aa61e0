/** The two places of the schedule's coming and going, in the palette on every screen. Paints nothing. */
import { CalendarCheck, CalendarSync } from 'lucide-react';
import { useMemo } from 'react';
import type { PaletteCommand } from '../../app/palette/commandRegistry.ts';
import { useCommands } from '../../app/palette/useCommands.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';

export function WriteBackPalette() {
  const t = useT();
  const { router } = useServices();
  const commands = useMemo<readonly PaletteCommand[]>(
    () => [
      {
        id: 'writeBack.open',
        group: 'actions',
        title: t('writeBack.palette'),
        synonyms: ['write back', 'enter changes', 'practice system', 'confirmations', 'closing'],
        icon: CalendarCheck,
        run: () => router.show('writeBack'),
      },
      {
        id: 'sources.open',
        group: 'actions',
        title: t('sources.palette'),
        synonyms: ['watch folder', 'ics', 'subscribe', 'calendar address', 'sync', 'source'],
        icon: CalendarSync,
        run: () => router.go({ screen: 'settings', section: 'schedule' }),
      },
    ],
    [router, t],
  );
  useCommands(commands);
  return null;
}
