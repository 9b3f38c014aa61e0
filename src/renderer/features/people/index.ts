/** What other features may use of People. The dialogs come when they are wanted: they bring Mantine. */
import { lazy } from 'react';

export { ConsentBlock } from './ConsentBlock.tsx';
export type { ConsentSubject } from './consentSubject.ts';
export { NumberCheck } from './NumberCheck.tsx';

export const PersonDialog = lazy(async () => ({ default: (await import('./PersonDialog.tsx')).PersonDialog }));
export const ConsentDialog = lazy(async () => ({ default: (await import('./ConsentDialog.tsx')).ConsentDialog }));
