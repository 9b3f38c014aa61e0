/** What other features may use of Today. */
export { ChangeTimeDialog } from './ChangeTimeDialog.tsx';
export type { ChangeTimeDialogProps } from './ChangeTimeDialog.tsx';
