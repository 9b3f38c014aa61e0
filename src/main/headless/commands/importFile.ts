/** `deskbell import FILE`: previews a schedule and, unless it is a dry run, applies it. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import type { OutputOf } from '../../../contract/index.ts';
import { DomainError } from '../../../contract/errors.ts';
import type { CallAnswer } from '../../rpc/router.ts';
import type { Call } from './oneShot.ts';

/** As the contract's limit on an import. */
const MOST_BYTES = 25_000_000;

export interface ImportResult {
  readonly dryRun: boolean;
  readonly preview: OutputOf<'schedule.previewImport'>;
  readonly applied: OutputOf<'schedule.applyImport'> | null;
}

export interface ImportWish {
  readonly file: string;
  readonly dryRun: boolean;
  /** Codes of the brakes that a person has looked at. */
  readonly confirm: readonly string[];
}

/** Throws FILE_UNREADABLE, TOO_LARGE, and whatever the schedule feature refuses; IMPORT_BRAKED says how to go on. */
export async function importFile({ file, dryRun, confirm }: ImportWish, call: Call): Promise<ImportResult> {
  const base64 = (await readList(file)).toString('base64');
  const preview = unwrap<'schedule.previewImport'>(
    await call('schedule.previewImport', { fileName: basename(file), base64 }),
  );
  if (dryRun) return { dryRun, preview, applied: null };
  if (preview.missing.length > 0) {
    throw new DomainError(
      'FILE_NOT_A_SCHEDULE',
      `No column was recognised for: ${preview.missing.join(', ')}. Import this file once on the screen and name its columns there.`,
    );
  }
  if (preview.dateOrderAmbiguous) {
    throw new DomainError(
      'INVALID_INPUT',
      'The dates can be read as day-month or month-day. Import this file once on the screen and choose there.',
      { field: 'dateOrder' },
    );
  }
  const answer = await call('schedule.applyImport', { importId: preview.importId, confirmedBrakes: [...confirm] });
  return { dryRun, preview, applied: unwrap<'schedule.applyImport'>(howToGoOn(answer, confirm)) };
}

/** A braked list is refused with the words to type once a person has looked. */
function howToGoOn(answer: CallAnswer, confirmed: readonly string[]): CallAnswer {
  if (answer.ok || answer.error.code !== 'IMPORT_BRAKED') return answer;
  const open = Brakes.safeParse(answer.error.details).data?.brakes ?? [];
  const codes = [...new Set([...confirmed, ...open])].join(',');
  const message = `${answer.error.message} Then run it again with --confirm ${codes}`;
  return { ...answer, error: { ...answer.error, message } };
}

const Brakes = z.object({ brakes: z.array(z.string()) });

async function readList(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > MOST_BYTES) {
      throw new DomainError('TOO_LARGE', 'This file is larger than 25 MB. Export fewer days, then try again.');
    }
    return await readFile(file);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('FILE_UNREADABLE', `${file} cannot be read. Check its name and that you may open it.`);
  }
}

type Procedure = 'schedule.previewImport' | 'schedule.applyImport';

/** The value, which the router has validated; a refusal becomes the error it is. */
function unwrap<N extends Procedure>(answer: CallAnswer): OutputOf<N> {
  if (answer.ok) return answer.value as OutputOf<N>;
  const { code, message, field, details } = answer.error;
  throw new DomainError(code, message, { ...(field === undefined ? {} : { field }), details });
}
