import type { ApiRoute } from './route.ts';
export const registrationRoutes: readonly ApiRoute[] = [];
