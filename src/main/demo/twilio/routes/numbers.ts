import type { ApiRoute } from './route.ts';
export const numberRoutes: readonly ApiRoute[] = [];
