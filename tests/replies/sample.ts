/**
 * Invented inbound texts with what they mean to a careful person at the desk, in two halves: rules are tuned on `tune` alone, the other
 * half is only ever counted. `fresh` was written after the rules were tuned, `latest` after the second opinion was learned; they are counted
 * the same way. `widened` are clear opt-outs by which rules were widened, `unread` such that were written after that and only counted. `authors` were
 * written by four others who knew nothing of the rules, and may be tuned on; `authorsHeldOut`, by two of them, is only counted; `unseenAuthors`,
 * by two more, was kept from whoever tuned until that was over, and is only counted. Types and reading; measures nothing.
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
  /** Who wrote it, where several did. */
  by: z.enum(['A', 'B', 'C', 'D', 'E', 'F']).optional(),
});
export type Example = z.output<typeof Example>;

export const SAMPLES = [
  'tune',
  'heldOut',
  'fresh',
  'latest',
  'widened',
  'unread',
  'authors',
  'authorsHeldOut',
  'unseenAuthors',
] as const;
export type Sample = (typeof SAMPLES)[number];

/** The examples of one file. */
export function readSample(sample: Sample): readonly Example[] {
  const file = new URL(`../fixtures/replies/${sample}.json`, import.meta.url);
  return z.array(Example).parse(JSON.parse(readFileSync(file, 'utf8')));
}

const ReferenceCases = z.object({
  cases: z.array(
    z.object({
      text: z.string(),
      context: z.looseObject({ prompt: ReplyContext.shape.prompt }),
      expected: z.object({ primary: ReplyClass, action: z.string() }),
    }),
  ),
});

/** The cases of the reference (rules.md 14.4), which every rule must keep: a lesson, too, but no measure. */
export function readReference(): readonly Lesson[] {
  const file = new URL('../fixtures/rules/inbound-cases.json', import.meta.url);
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const { cases } = ReferenceCases.parse(Array.isArray(parsed) ? { cases: parsed } : parsed);
  return cases.map(({ text, context, expected }) => ({
    text,
    asked: context.prompt,
    mayMeanStop: expected.primary === 'opt_out' || expected.action === 'flag_hold',
    clearlyStop: expected.primary === 'opt_out',
    by: null,
  }));
}

/** Texts that only sound like a wish to stop. */
export function readLookalikes(): readonly Lesson[] {
  const file = new URL('../fixtures/replies/lookalikes.json', import.meta.url);
  const texts = z.array(z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
  return texts.map((text) => ({ text, asked: 'none', mayMeanStop: false, clearlyStop: false, by: null }));
}

/** A text after what we had asked, and whether it may or does mean "stop". */
export interface Lesson {
  readonly text: string;
  readonly asked: ReplyContext['prompt'];
  readonly mayMeanStop: boolean;
  readonly clearlyStop: boolean;
  /** Null: the author of the rules. */
  readonly by: Example['by'] | null;
}

export function lessonOf(example: Example): Lesson {
  const { text, class: meaning, care, by } = example;
  const clearlyStop = meaning === 'opt_out';
  const mayMeanStop = clearlyStop || care === 'hold';
  return { text, asked: contextOf(example).prompt, mayMeanStop, clearlyStop, by: by ?? null };
}

export function contextOf({ context }: Pick<Example, 'context'>): ReplyContext {
  return ReplyContext.parse(CONTEXTS[context]);
}
