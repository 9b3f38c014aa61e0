/** What other features use of the changes for the practice's calendar. */
export { ChangesLink } from './ChangesLink.tsx';
