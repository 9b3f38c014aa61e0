/**
 * Invented inbound texts with what they mean to a careful person at the desk, in two halves: rules are tuned on `tune` alone, the other
 * half is only ever counted. `fresh` was written after the rules were tuned, `latest` after the second opinion was learned; they are counted
 * the same way. `widened` are clear opt-outs by which rules were widened, `unread` such that were written after that and only counted. Types and reading; measures nothing.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ReplyClass, ReplyContext } from '../../src/contract/replies.ts';

const KEYS = { C: 'confirm', R: 'reschedule', X: 'cancel' } as const;

/** What we had asked, by the name used in the files. */
const CONTEXTS = {
  none: {},
  appt: { prompt: 'appointment', keys: KEYS, openAppointments: 1 },
  appt2: { prompt: 'appointment', keys: KEYS, openAppointments: 2 },
  dig: { prompt: 'appointment', keys: { 1: 'confirm', 2: 'reschedule', 3: 'cancel' }, openAppointments: 1 },
  optin: { prompt: 'optin_request' },
  mkt: { prompt: 'marketing' },
  out: { optedOut: true },
  names: { names: ['Maria', 'José'] },
} as const;

const Example = z.strictObject({
  text: z.string(),
  context: z.enum(['none', 'appt', 'appt2', 'dig', 'optin', 'mkt', 'out', 'names']),
  class: ReplyClass,
  also: z.array(ReplyClass).default([]),
  /** An opt-out that no reasonable person could take for anything else. */
  clear: z.boolean().default(false),
  /** A program may deal with it alone: nobody would have to read it. */
  complete: z.boolean().default(false),
  /** `hold`: may mean "stop", automatic texts wait. `deceased`: everything for this person waits. */
  care: z.enum(['hold', 'deceased']).optional(),
});
export type Example = z.output<typeof Example>;

export const SAMPLES = ['tune', 'heldOut', 'fresh', 'latest', 'widened', 'unread'] as const;
export type Sample = (typeof SAMPLES)[number];

/** The examples of one file. */
export function readSample(sample: Sample): readonly Example[] {
  const file = new URL(`../fixtures/replies/${sample}.json`, import.meta.url);
  return z.array(Example).parse(JSON.parse(readFileSync(file, 'utf8')));
}

const ReferenceCases = z.object({
  cases: z.array(z.object({ text: z.string(), expected: z.object({ primary: ReplyClass, action: z.string() }) })),
});

/** The cases of the reference (rules.md 14.4), which every rule must keep: a lesson, too, but no measure. */
export function readReference(): readonly Lesson[] {
  const file = new URL('../fixtures/rules/inbound-cases.json', import.meta.url);
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const { cases } = ReferenceCases.parse(Array.isArray(parsed) ? { cases: parsed } : parsed);
  return cases.map(({ text, expected }) => ({
    text,
    stop: expected.primary === 'opt_out' || expected.action === 'flag_hold',
  }));
}

/** A text, and whether it may mean "stop". */
export interface Lesson {
  readonly text: string;
  readonly stop: boolean;
}

export function lessonOf({ text, class: meaning, care }: Example): Lesson {
  return { text, stop: meaning === 'opt_out' || care === 'hold' };
}

export function contextOf({ context }: Example): ReplyContext {
  return ReplyContext.parse(CONTEXTS[context]);
}
