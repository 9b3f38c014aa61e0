/** The main region: the screen of the route, loaded on demand, kept alive and hidden once visited. */
import { Activity, use, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../../state/services.ts';
import type { ScreenDefinition } from '../screenDefinition.ts';
import { RegionBoundary } from './RegionBoundary.tsx';
import type { ScreenLoader } from './screenLoader.ts';
import styles from './shell.module.css';

export interface ScreenHostProps {
  readonly screens: readonly ScreenDefinition[];
  readonly loader: ScreenLoader;
}

export function ScreenHost({ screens, loader }: ScreenHostProps) {
  const { router } = useServices();
  const current = useStore(router.store, (state) => state.route.screen);
  const visited = useStore(router.store, (state) => state.last);
  useFetchAhead(screens, loader);
  return screens
    .filter((screen) => visited[screen.id] !== undefined)
    .map((screen) => (
      <Activity key={screen.id} mode={screen.id === current ? 'visible' : 'hidden'}>
        <div className={styles.screen} data-screen={screen.id}>
          <RegionBoundary>
            <Loaded screen={screen} loader={loader} />
          </RegionBoundary>
        </div>
      </Activity>
    ));
}

function Loaded({ screen, loader }: { readonly screen: ScreenDefinition; readonly loader: ScreenLoader }) {
  const Screen = use(loader.load(screen));
  return <Screen />;
}

/** The code of the other screens comes while nobody waits, so that switching never does. */
function useFetchAhead(screens: readonly ScreenDefinition[], loader: ScreenLoader): void {
  const { timers } = useServices();
  const [at, setAt] = useState(0);
  useEffect(() => {
    const screen = screens[at];
    if (!screen) return undefined;
    return timers.after(300, () => {
      void loader.load(screen).then(
        () => setAt(at + 1),
        () => setAt(at + 1),
      );
    });
  }, [timers, screens, loader, at]);
}
