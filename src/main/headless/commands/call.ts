/** `deskbell call`: procedures of the running instance, one or a batch. Prints exactly what scripts expect. */
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { ErrorShape } from '../../../contract/errors.ts';
import type { CallAnswer } from '../../rpc/router.ts';
import type { InstanceClient } from '../instanceClient.ts';
import { errorLine } from '../output.ts';
import type { Output } from '../output.ts';

/** One call. Exit code 0 with the result, 1 with the refusal. */
export async function callOnce(
  instance: InstanceClient,
  procedure: string,
  input: unknown,
  output: Output,
): Promise<number> {
  const answer = await instance.call(procedure, input);
  output.answer(answer.ok ? JSON.stringify(answer.value) : errorLine(answer.error));
  return answer.ok ? 0 : 1;
}

const BatchLine = z.object({ procedure: z.string(), input: z.unknown().optional() });

/**
 * A line in, a line out, in order; empty lines are skipped. A refused call is a line like any other: exit code 0 when
 * every line was answered.
 */
export async function callBatch(instance: InstanceClient, lines: Readable, output: Output): Promise<number> {
  for await (const line of createInterface({ input: lines, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    const answer = await callLine(instance, line);
    output.answer(answer.ok ? JSON.stringify({ ok: answer.value }) : errorLine(answer.error));
  }
  return 0;
}

async function callLine(instance: InstanceClient, line: string): Promise<CallAnswer> {
  const parsed = BatchLine.safeParse(parseJson(line));
  if (!parsed.success) return { ok: false, error: badLine };
  return instance.call(parsed.data.procedure, parsed.data.input ?? {});
}

const badLine: ErrorShape = {
  code: 'INVALID_INPUT',
  message: 'This line is not a call. Write {"procedure":"...","input":{...}} on one line.',
};

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
