/** Why a shell could not start or do its work, as the contract's error shape: one sentence with the next step. Prints nothing. */
import { DomainError } from '../../contract/errors.ts';
import type { ErrorShape } from '../../contract/errors.ts';
import { shapeOf } from '../rpc/errorShape.ts';

/** The shape of anything thrown; INTERNAL for a defect of ours. */
export function describeError(thrown: unknown, dataDir: string): ErrorShape {
  if (thrown instanceof DomainError) return shapeOf(thrown);
  switch ((thrown as NodeJS.ErrnoException | null)?.code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return {
        code: 'DATA_READ_ONLY',
        message: `Deskbell may not write to ${dataDir}. Give yourself the right to, or choose another folder with --data-dir.`,
      };
    case 'ENOSPC':
    case 'EDQUOT':
      return { code: 'DISK_FULL', message: 'The disk is full. Make room on it, then start Deskbell again.' };
    case 'ENOTDIR':
    case 'EEXIST':
      return {
        code: 'INVALID_INPUT',
        message: `${dataDir} is not a folder. Choose another place with --data-dir.`,
        field: 'dataDir',
      };
    default:
      return { code: 'INTERNAL', message: 'A part of Deskbell does not work. Install it again, or tell support.' };
  }
}
