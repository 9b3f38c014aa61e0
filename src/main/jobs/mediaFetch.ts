/**
 * Fetches pictures that came with texts and still lie at their gateways: one after the other, with retries, never larger than the limit,
 * and kept only when they are what may be shown. Failures are words beside the text, never silence.
 */
import { AttachmentType, MAX_ATTACHMENT_BYTES } from '../../contract/attachments.ts';
import { fullJitter } from '../domain/backoff.ts';
import { sniffType } from '../domain/fileType.ts';
import type { AttachmentRecord } from '../store/records.ts';
import type { WriteTx } from '../store/store.ts';
import { callWithin } from './deadline.ts';
import type { JobDeps } from './deps.ts';
import { createLoop, describeError } from './loop.ts';
import type { Loop } from './loop.ts';

const CALL_LIMIT_MS = 60_000;
/** A picture that is not there after so many tries will not come. */
const MOST_TRIES = 8;
const TRIES = { baseMs: 2_000, capMs: 15 * 60_000 };

const PROBLEMS = {
  tooLarge: 'This picture is too large to fetch. Ask them to send a smaller one.',
  notShown: 'This kind of file is not opened here. Ask them to send a picture or a PDF.',
  gone: 'This picture could not be fetched. Ask them to send it again.',
  noGateway: 'This picture was left on a phone or account that is no longer connected.',
} as const;

/** The loop, at rest. Wake it when texts came in or a connection opened. */
export function createMediaFetch(deps: JobDeps): Loop {
  return createLoop(deps, {
    name: 'mediaFetch',
    run: async (signal) => {
      for (;;) {
        const [next] = deps.store.read((tx) => tx.attachments.toFetch(deps.clock.now(), 1));
        if (next === undefined || signal.aborted) break;
        await fetchOne(deps, next, signal);
      }
      const at = deps.store.read((tx) => tx.attachments.nextFetchAt());
      return at === null ? null : Math.max(500, at - deps.clock.now());
    },
  });
}

async function fetchOne(deps: JobDeps, record: AttachmentRecord, stop: AbortSignal): Promise<void> {
  const gateway = record.gatewayId === null ? undefined : deps.gateways.get(record.gatewayId);
  if (gateway?.fetchMedia === undefined || record.ref === null) return end(deps, record, PROBLEMS.noGateway);
  const fetchMedia = gateway.fetchMedia.bind(gateway);
  const { ref } = record;
  if (record.sizeBytes !== null && record.sizeBytes > MAX_ATTACHMENT_BYTES) return end(deps, record, PROBLEMS.tooLarge);
  const call = await callWithin(deps.timers, { limitMs: CALL_LIMIT_MS, stop }, (signal) =>
    fetchMedia(ref, MAX_ATTACHMENT_BYTES, signal),
  );
  if (call.kind === 'stopped') return;
  if (call.kind === 'threw') deps.log.error({ error: describeError(call.error) }, 'mediaFetch.defect');
  if (call.kind !== 'answered' || !call.value.ok) return again(deps, record);
  const { bytes } = call.value.value;
  if (bytes.length > MAX_ATTACHMENT_BYTES) return end(deps, record, PROBLEMS.tooLarge);
  const contentType = sniffType(bytes);
  if (contentType === null || !AttachmentType.options.includes(contentType))
    return end(deps, record, PROBLEMS.notShown);
  change(deps, record, (tx) =>
    tx.attachments.update(record.id, { contentType, sizeBytes: bytes.length, problem: null, ...SETTLED }, bytes),
  );
}

const SETTLED = { nextTryAt: null } as const;

function again(deps: JobDeps, record: AttachmentRecord): void {
  const tries = record.tries + 1;
  if (tries >= MOST_TRIES) return end(deps, record, PROBLEMS.gone);
  const nextTryAt = deps.clock.now() + TRIES.baseMs + fullJitter(TRIES, tries, deps.random.fraction());
  deps.store.write('receiver', (tx) => tx.attachments.update(record.id, { tries, nextTryAt }));
}

function end(deps: JobDeps, record: AttachmentRecord, problem: string): void {
  change(deps, record, (tx) => tx.attachments.update(record.id, { problem, tries: record.tries + 1, ...SETTLED }));
}

function change(deps: JobDeps, { messageId }: AttachmentRecord, work: (tx: WriteTx) => void): void {
  deps.store.write('receiver', (tx) => {
    work(tx);
    const message = messageId === null ? undefined : tx.messages.get(messageId);
    if (message !== undefined) tx.changed('message.statusChanged', message.id, message.conversationId);
  });
}
