/** What a procedure is: a kind, the roles that may call it, a schema for what goes in and one for what comes out. */
import { z } from 'zod';
import { CommandId } from './common.ts';
import type { Role } from './roles.ts';

export interface Procedure<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'query' | 'command';
  readonly roles: readonly Role[];
  readonly input: I;
  readonly output: O;
  /** Answered to anybody at this computer, also while it is locked. Must tell nothing of a patient. */
  readonly open?: true;
  /** Also answered some seconds after a lock, to the person who was there: what they had typed is kept. */
  readonly keepsWork?: true;
}

/** Who may call beyond the roles. */
interface Doors {
  readonly open?: true;
  readonly keepsWork?: true;
}

/** Reads, changes nothing, may be repeated freely. */
export function query<I extends z.ZodType, O extends z.ZodType>(shape: {
  roles: readonly Role[];
  input: I;
  output: O;
  open?: true;
}): Procedure<I, O> & { readonly kind: 'query' } {
  return { kind: 'query', ...shape };
}

/**
 * Changes something. Idempotent by `commandId`: the router answers a repeated id with the first answer.
 * A caller that leaves it out (the command line) gets one made for it, and so no protection against a resend.
 */
export function command<I extends z.ZodRawShape, O extends z.ZodType>(
  shape: Doors & {
    roles: readonly Role[];
    input: I;
    output: O;
  },
): Procedure<z.ZodObject<I & { commandId: z.ZodOptional<typeof CommandId> }>, O> & { readonly kind: 'command' } {
  const input = z.strictObject({ ...shape.input, commandId: CommandId.optional() }) as unknown as z.ZodObject<
    I & { commandId: z.ZodOptional<typeof CommandId> }
  >;
  const { roles, output, open, keepsWork } = shape;
  return { kind: 'command', roles, input, output, ...(open && { open }), ...(keepsWork && { keepsWork }) };
}

/** The answer of commands that have nothing to tell beside that it is done. */
export const Done = z.object({ done: z.literal(true) });
