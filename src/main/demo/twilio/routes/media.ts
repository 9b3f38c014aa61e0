import type { ApiRoute } from './route.ts';
export const mediaRoutes: readonly ApiRoute[] = [];
