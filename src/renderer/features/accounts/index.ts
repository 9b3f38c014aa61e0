/** What other parts of the page use of the people who sign in: the lock, the door to managers' pages, the pages of settings and set-up. */
export { LockScreen } from './LockScreen.tsx';
export { ManagerDoor } from './ManagerDoor.tsx';
export { PinFields, pinProblem } from './PinFields.tsx';
export { UserMenu } from './UserMenu.tsx';
export { useIdleLock } from './useIdleLock.ts';
