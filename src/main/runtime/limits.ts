/** The limits of gateways as the runtime hands them to the jobs. */
export { readLimits } from '../features/settings/sendLimits.ts';
