/** Understanding an incoming text (rules.md 14): the question and the answer. The names exported here are used by the rest of the contract. */
import { z } from 'zod';
import { query } from './procedure.ts';
import { readers } from './roles.ts';

export const ReplyInput = z.looseObject({ text: z.string() });
export type ReplyInput = z.infer<typeof ReplyInput>;

export const ReplyClassification = z.looseObject({ class: z.string() });
export type ReplyClassification = z.infer<typeof ReplyClassification>;

export const replies = { classify: query({ roles: readers, input: ReplyInput, output: ReplyClassification }) };
