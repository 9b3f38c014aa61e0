/**
 * A calendar the practice's system publishes at an address. Asked only for what is new (ETag, Last-Modified); what comes is looked at
 * for being a whole calendar before anybody takes it for one.
 */
import { z } from 'zod';
import type { FeedAddress } from '../../domain/sources/feedAddress.ts';
import type { AddressesOf, Fetch, NetworkAddress, Timers } from '../../platform/ports.ts';
import type { ReadContext, ScheduleAdapter, SourceProblem, SourceReading } from '../scheduleAdapter.ts';
import { fetchFeed } from './fetchFeed.ts';
import { feedProblem } from './feedProblems.ts';

export interface FeedAdapterDeps {
  readonly fetch: Fetch;
  readonly addressesOf: AddressesOf;
  readonly networks: () => readonly NetworkAddress[];
  readonly timers: Timers;
}
export type UsableAddress = Extract<FeedAddress, { ok: true }>;

const Memory = z.object({ etag: z.string().optional(), lastModified: z.string().optional() });
/** Enough to tell what it is. */
const HEAD = 4_096;

export function createFeedAdapter(deps: FeedAdapterDeps, address: UsableAddress): ScheduleAdapter {
  return {
    read: (context) => read(deps, address, context),
    check: async (signal) => {
      const answer = await fetchFeed(deps, address, {}, signal);
      if (answer.kind === 'failed') return { ok: false, text: answer.problem.text };
      const problem = answer.kind === 'content' ? problemWith(answer.content) : feedProblem('empty');
      if (problem !== null || answer.kind !== 'content')
        return { ok: false, text: (problem ?? feedProblem('empty')).text };
      return { ok: true, text: `The calendar is there, ${kilobytes(answer.content.byteLength)}.` };
    },
    answers: null,
  };
}

async function read(deps: FeedAdapterDeps, address: UsableAddress, context: ReadContext): Promise<SourceReading> {
  const known = Memory.safeParse(context.memory).data ?? {};
  const answer = await fetchFeed(deps, address, known, context.signal);
  if (answer.kind === 'failed') return answer;
  if (answer.kind === 'unchanged') {
    return { kind: 'read', lists: [], memory: known, asOf: context.now, note: null };
  }
  const problem = problemWith(answer.content);
  if (problem !== null) return { kind: 'failed', problem, retryAfterMs: null };
  const list = { name: nameFor(answer.content), content: answer.content, asOf: context.now };
  return { kind: 'read', lists: [list], memory: { ...answer.validators }, asOf: context.now, note: null };
}

/** What is no calendar, or only the beginning of one. */
function problemWith(content: Uint8Array): SourceProblem | null {
  const head = new TextDecoder().decode(content.subarray(0, HEAD)).trimStart().toLowerCase();
  if (head === '') return feedProblem('empty');
  if (/^(<!doctype html|<html|<head|<body|<\?xml[^>]*>\s*<(!doctype )?html)/.test(head)) return feedProblem('webPage');
  if (!isCalendar(head)) return null;
  const tail = new TextDecoder().decode(content.subarray(-HEAD)).trimEnd().toLowerCase();
  return tail.endsWith('end:vcalendar') ? null : feedProblem('cutShort');
}

function nameFor(content: Uint8Array): string {
  const head = new TextDecoder().decode(content.subarray(0, HEAD)).trimStart().toLowerCase();
  return isCalendar(head) ? 'calendar.ics' : 'list.csv';
}

function isCalendar(head: string): boolean {
  return head.startsWith('begin:vcalendar');
}

function kilobytes(bytes: number): string {
  return bytes < 10_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${String(Math.round(bytes / 1000))} KB`;
}
