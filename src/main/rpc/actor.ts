/** Who calls. Made by a shell when it has checked who is there; written into every audit row. */
import type { CallContext } from '../features/feature.ts';

export type Actor = CallContext['actor'];
