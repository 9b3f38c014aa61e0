/** The route of one screen, also while another one is shown: a hidden screen keeps its own selection. */
import { useStore } from 'zustand';
import { useServices } from '../state/services.ts';
import type { Route } from './router.ts';
import type { ScreenId } from './screenDefinition.ts';

export function useRoute(screen: ScreenId): Route {
  const { router } = useServices();
  return useStore(router.store, (state) => state.last[screen]) ?? { screen };
}
