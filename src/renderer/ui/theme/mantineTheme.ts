/** Mantine dressed in our tokens: sizes, labels and strict-CSP settings, once for all forms and overlays. */
import { createTheme, mergeMantineTheme, DEFAULT_THEME } from '@mantine/core';
import type { MantineTheme, MantineThemeOverride } from '@mantine/core';

/** Defaults by component name; no component is imported here. `closeLabel` names close buttons. */
export function createDeskTheme(closeLabel: string): MantineThemeOverride {
  const overlay = { lockScroll: false, transitionProps: { duration: 120 } };
  const closeButton = { defaultProps: { 'aria-label': closeLabel, iconSize: 16 } };
  return createTheme({
    fontFamily: 'var(--font)',
    fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Consolas, monospace',
    defaultRadius: 'var(--radius-control)',
    cursorType: 'default',
    focusRing: 'auto',
    respectReducedMotion: true,
    components: {
      ModalRoot: { defaultProps: { ...overlay, yOffset: 96, radius: 'var(--radius-dialog)' } },
      DrawerRoot: { defaultProps: overlay },
      ModalCloseButton: closeButton,
      DrawerCloseButton: closeButton,
      Checkbox: { defaultProps: { size: 'sm' } },
      Radio: { defaultProps: { size: 'sm' } },
      Switch: { defaultProps: { size: 'sm', withThumbIndicator: false } },
      Tooltip: { defaultProps: { openDelay: 500 } },
      Combobox: { defaultProps: { shadow: undefined } },
    },
  });
}

/** The whole theme, as Mantine's own variables are computed from. */
export function mergedDeskTheme(): MantineTheme {
  return mergeMantineTheme(DEFAULT_THEME, createDeskTheme('Close'));
}
