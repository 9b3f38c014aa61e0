/** The keys that work everywhere, and the listener that feeds the shortcut manager. Used once, by the frame. */
import { useEffect, useMemo } from 'react';
import { useT } from '../../i18n/useT.ts';
import { useServices } from '../../state/services.ts';
import type { PaletteCommand } from '../palette/commandRegistry.ts';
import { useCommands } from '../palette/useCommands.ts';
import { togglePrivacy } from '../privacy/privacyStore.ts';
import type { ScreenDefinition } from '../screenDefinition.ts';
import { useShortcut } from '../shortcuts/useShortcut.ts';
import { cycleRegion } from './regions.ts';

export interface FrameShortcutsDeps {
  readonly screens: readonly ScreenDefinition[];
  readonly onShowSheet: () => void;
}

export function useFrameShortcuts({ screens, onShowSheet }: FrameShortcutsDeps): void {
  const t = useT();
  const { commands, privacy, prefs, undo, router } = useServices();
  useKeyListener();
  useScreenKeys(screens);
  useScreenCommands(screens, onShowSheet);

  const everywhere = { scope: 'everywhere' } as const;
  useShortcut('Ctrl+K', () => commands.openPalette(), { ...everywhere, label: t('shortcut.palette') });
  useShortcut('?', onShowSheet, { ...everywhere, label: t('shortcut.sheet') });
  useShortcut('Ctrl+Shift+H', () => togglePrivacy(privacy, prefs), {
    ...everywhere,
    label: t('shortcut.privacy'),
    overLayers: true,
  });
  // The page itself listens for holding and releasing these; here only so that the sheet lists them.
  useShortcut('Ctrl+Shift+J', () => false, { ...everywhere, label: t('shortcut.reveal') });
  useShortcut('F6', () => cycleRegion(1), { ...everywhere, label: t('shortcut.nextRegion') });
  useShortcut('Shift+F6', () => cycleRegion(-1), { ...everywhere, label: t('shortcut.previousRegion') });
  useShortcut('Ctrl+Z', () => undo.undo(), { ...everywhere, label: t('shortcut.undo'), inText: false });
  useShortcut('Ctrl+,', () => router.show('settings'), { ...everywhere, label: t('shortcut.settings') });
  useShortcut('Alt+ArrowLeft', () => router.back(), everywhere);
  useShortcut('Alt+ArrowRight', () => router.forward(), everywhere);
}

function useKeyListener(): void {
  const { shortcuts } = useServices();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (shortcuts.handle(event)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [shortcuts]);
}

/** Ctrl+1 ... in rail order, and "G then letter". */
function useScreenKeys(screens: readonly ScreenDefinition[]): void {
  const t = useT();
  const { router, shortcuts } = useServices();
  useEffect(() => {
    const base = { group: 'everywhere', overLayers: false } as const;
    const main = screens.filter((screen) => screen.place === 'main');
    const stops = [
      ...main.map((screen, index) =>
        shortcuts.register({ ...base, keys: `Ctrl+${index + 1}`, inText: true, run: () => router.show(screen.id) }),
      ),
      ...screens.map(({ id, title, goKey }) => {
        if (!goKey) return () => undefined;
        const label = t('shortcut.goTo', { screen: t(title) });
        return shortcuts.register({ ...base, keys: `G ${goKey}`, label, inText: false, run: () => router.show(id) });
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, [screens, router, shortcuts, t]);
}

function useScreenCommands(screens: readonly ScreenDefinition[], onShowSheet: () => void): void {
  const t = useT();
  const { router, privacy, prefs } = useServices();
  const list = useMemo<readonly PaletteCommand[]>(
    () => [
      ...screens.map((screen): PaletteCommand => ({
        id: `goTo.${screen.id}`,
        group: 'goTo',
        title: t(screen.title),
        icon: screen.icon,
        ...(screen.goKey ? { keys: `G ${screen.goKey}` } : {}),
        run: () => router.show(screen.id),
      })),
      {
        id: 'settings.privacy',
        group: 'settings',
        title: t('title.privacy'),
        keys: 'Ctrl+Shift+H',
        synonyms: ['blur', 'hide names'],
        run: () => togglePrivacy(privacy, prefs),
      },
      { id: 'settings.shortcuts', group: 'settings', title: t('shortcuts.title'), keys: '?', run: onShowSheet },
    ],
    [screens, t, router, privacy, prefs, onShowSheet],
  );
  useCommands(list);
}
