/** Who calls. Made by a shell when it has checked who is there; written into every audit row. */
import type { CallContext } from '../features/feature.ts';

export type Actor = CallContext['actor'];

/** Whoever sits at this computer, for as long as no account has a PIN; nothing but the lock's own calls once one has. */
export const deviceActor: Actor = { id: 'device', name: 'owner', role: 'owner' };

/** The holder of the instance file's token: a person with the rights of this computer's own user. */
export const commandLineActor: Actor = { id: 'commandLine', name: 'command line', role: 'owner' };

/** Who open procedures see while nobody is signed in. Its role may change nothing. */
export const nobody: Actor = { id: 'nobody', name: 'nobody', role: 'auditor' };
