/** What other features may use: the band of a legal hold, what a person may ask for, and the settings. Dialogs come when they are wanted. */
export { HoldBand } from './HoldBand.tsx';
export { PictureLeaves } from './PictureLeaves.tsx';
export { PersonRights } from './PersonRights.tsx';
export { HoldSettings } from './HoldSettings.tsx';
export { RetentionSettings } from './RetentionSettings.tsx';
