import type { ApiRoute } from './route.ts';
export const contentRoutes: readonly ApiRoute[] = [];
