/** Fetches the code of screens, each once; a failed fetch is tried again at the next wish. */
import type { ComponentType } from 'react';
import type { ScreenDefinition, ScreenId } from '../screens.tsx';

/** Loads each screen's code once; `ready` tells what can be painted without waiting. */
export interface ScreenLoader {
  load(screen: ScreenDefinition): Promise<ComponentType>;
  ready(id: ScreenId): ComponentType | undefined;
}

export function createScreenLoader(): ScreenLoader {
  const loading = new Map<ScreenId, Promise<ComponentType>>();
  const loaded = new Map<ScreenId, ComponentType>();
  return {
    load(screen) {
      const known = loading.get(screen.id);
      if (known) return known;
      const promise = screen.load();
      loading.set(screen.id, promise);
      promise.then(
        (component) => loaded.set(screen.id, component),
        () => loading.delete(screen.id),
      );
      return promise;
    },
    ready: (id) => loaded.get(id),
  };
}
