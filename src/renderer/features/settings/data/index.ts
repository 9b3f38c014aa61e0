/** The door to restoring a backup, for the first run. */
export { ChangeNote } from './ChangeNote.tsx';
export { RestoreFields } from './RestoreFields.tsx';
export { RestoreProgress } from './RestoreProgress.tsx';
export { sizeWords } from './sizeWords.ts';
export { useRestore } from './useRestore.ts';
export type { Restore } from './useRestore.ts';
