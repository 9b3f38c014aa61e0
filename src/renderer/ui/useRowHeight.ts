/** Row heights of the three densities (ux.md 3.5), in px, for virtual lists, which need a number. */
import { useStore } from 'zustand';
import { useServices } from '../state/services.ts';

const HEIGHTS = {
  conversation: { compact: 60, comfortable: 78, touch: 92 },
  table: { compact: 36, comfortable: 44, touch: 56 },
  card: { compact: 58, comfortable: 76, touch: 96 },
} as const;

export function useRowHeight(kind: keyof typeof HEIGHTS): number {
  const { prefs } = useServices();
  return HEIGHTS[kind][useStore(prefs, (state) => state.density)];
}
