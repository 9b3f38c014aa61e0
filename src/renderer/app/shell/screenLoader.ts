/** Fetches the code of screens, each once; a failed fetch is tried again at the next wish. */
import type { ComponentType } from 'react';
import type { ScreenDefinition, ScreenId } from '../screenDefinition.ts';

export interface ScreenLoader {
  /** The same promise each time, for React's `use`. */
  load(screen: ScreenDefinition): Promise<ComponentType>;
}

export function createScreenLoader(): ScreenLoader {
  const loading = new Map<ScreenId, Promise<ComponentType>>();
  return {
    load(screen) {
      const known = loading.get(screen.id);
      if (known) return known;
      const promise = screen.load();
      loading.set(screen.id, promise);
      promise.then(
        // The fields `use` reads: code that is already here is painted in the same frame, without suspending.
        (value) => Object.assign(promise, { status: 'fulfilled', value }),
        () => loading.delete(screen.id),
      );
      return promise;
    },
  };
}
