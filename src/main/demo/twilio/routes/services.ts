import type { ApiRoute } from './route.ts';
export const serviceRoutes: readonly ApiRoute[] = [];
