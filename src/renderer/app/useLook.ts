/** Theme, density and text size on the page's root, following preferences and the system. No reload, no flash. */
import { useLayoutEffect } from 'react';
import { useStore } from 'zustand';
import type { Look } from '../state/prefs.ts';
import { useServices } from '../state/services.ts';

type Theme = 'light' | 'dark' | 'hc';

/** Used once, by the frame. */
export function useLook(): void {
  const { prefs } = useServices();
  const { look, density, textSize } = useStore(prefs);
  useLayoutEffect(() => {
    const root = document.documentElement;
    const apply = (): void => {
      const theme = themeFor(look);
      root.dataset['theme'] = theme;
      root.dataset['mantineColorScheme'] = theme === 'dark' ? 'dark' : 'light';
    };
    apply();
    const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) => matchMedia(query));
    for (const query of queries) query.addEventListener('change', apply);
    return () => {
      for (const query of queries) query.removeEventListener('change', apply);
    };
  }, [look]);
  useLayoutEffect(() => {
    document.documentElement.dataset['density'] = density;
    document.documentElement.style.setProperty('--text-scale', String(textSize / 100));
  }, [density, textSize]);
}

function themeFor(look: Look): Theme {
  if (look !== 'system') return look;
  if (matchMedia('(prefers-contrast: more)').matches) return 'hc';
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
