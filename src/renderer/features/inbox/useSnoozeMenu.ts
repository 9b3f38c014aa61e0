/** The snooze menu: presets, a picked time, and back from snooze. The page's one menu. */
import { AlarmClock, AlarmClockOff } from 'lucide-react';
import { useCallback } from 'react';
import type { ConversationRow } from '../../contract.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import type { MenuItem } from '../../ui/menuController.ts';
import { titleOf } from './names.ts';
import { timePresets } from './presets.ts';

export interface SnoozeMenuDeps {
  readonly onSnooze: (row: ConversationRow, until: number | null) => void;
  readonly onPickTime: () => void;
}

/** Returns `open(row, anchor)`. */
export function useSnoozeMenu({
  onSnooze,
  onPickTime,
}: SnoozeMenuDeps): (row: ConversationRow, anchor: Element) => void {
  const t = useT();
  const formats = useFormats();
  const { menu, clock } = useServices();
  return useCallback(
    (row, anchor) => {
      const presets = timePresets(clock.now(), formats).map(({ key, message, at }): MenuItem => ({
        key,
        label: t(message, { time: formats.time(at) }),
        icon: AlarmClock,
        run: () => onSnooze(row, at),
      }));
      const back: readonly MenuItem[] =
        row.snoozedUntil === null
          ? []
          : [{ key: 'back', label: t('inbox.unsnooze'), icon: AlarmClockOff, run: () => onSnooze(row, null) }];
      menu.open(anchor, {
        label: t('inbox.snoozeFor', { name: titleOf(row, t) }),
        items: [
          ...back,
          ...presets,
          { key: 'pick', label: t('inbox.pickTime'), icon: AlarmClock, separated: true, run: onPickTime },
        ],
      });
    },
    [menu, clock, formats, t, onSnooze, onPickTime],
  );
}
