import type { ApiRoute } from './route.ts';
export const verifyRoutes: readonly ApiRoute[] = [];
