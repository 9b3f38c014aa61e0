/** The send gate's question and answer (rules.md 13.1). The names exported here are used by the rest of the contract. */
import { z } from 'zod';
import { query } from './procedure.ts';
import { readers } from './roles.ts';

export const GateVerdict = z.enum(['allow', 'delay', 'confirm', 'block']);
export type GateVerdict = z.infer<typeof GateVerdict>;

export const GateFinding = z.object({
  code: z.string(),
  decision: GateVerdict,
  ruleId: z.string(),
  until: z.int().nullable(),
  /** Words for staff. */
  text: z.string(),
});
export type GateFinding = z.infer<typeof GateFinding>;

export const GateDecision = z.object({
  decision: GateVerdict,
  until: z.int().nullable(),
  code: z.string(),
  append: z.array(z.enum(['identity', 'optout'])),
  findings: z.array(GateFinding),
});
export type GateDecision = z.infer<typeof GateDecision>;

export const GateInput = z.looseObject({});
export type GateInput = z.infer<typeof GateInput>;

export const gate = { evaluate: query({ roles: readers, input: GateInput, output: GateDecision }) };
