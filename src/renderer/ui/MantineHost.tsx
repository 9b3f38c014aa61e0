/**
 * Mantine's ground, with the settings under which the strict CSP holds (ux.md 2.3). Stands around each overlay and
 * each screen with Mantine forms, so that the first paint loads none of it.
 */
import { MantineProvider } from '@mantine/core';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useT } from '../i18n/useT.ts';
import { useSyncExternalStore } from 'react';
import { createDeskTheme } from './theme/mantineTheme.ts';
import '@mantine/core/styles.layer.css';
import './theme/mantineVariables.css';
import './theme/mantineOverrides.css';

export function MantineHost({ children }: { readonly children: ReactNode }) {
  const t = useT();
  const scheme = useSyncExternalStore(watchScheme, readScheme);
  const theme = useMemo(() => createDeskTheme(t('common.close')), [t]);
  return (
    <MantineProvider theme={theme} forceColorScheme={scheme} withCssVariables={false} withGlobalClasses={false}>
      {children}
    </MantineProvider>
  );
}

function watchScheme(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

function readScheme(): 'light' | 'dark' {
  return document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light';
}
