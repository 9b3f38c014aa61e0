/** The frames a transport carries, the same over WebSocket, Electron IPC and memory. */
import { z } from 'zod';
import { ErrorShape } from './errors.ts';
import { EventBatch } from './events.ts';

/** Raised when a change in the contract makes older clients wrong; they reload themselves. */
export const CONTRACT_VERSION = 1;

export const ClientFrame = z.discriminatedUnion('t', [
  /** First frame of a connection. `lastSeq` is the last event the client has seen, null for a fresh one. */
  z.object({ t: z.literal('hello'), contractVersion: z.int(), lastSeq: z.int().nullable() }),
  z.object({
    t: z.literal('call'),
    id: z.string().max(64),
    procedure: z.string().max(128),
    input: z.unknown().optional(),
  }),
  /** Asks to stop a call that is under way; the call then answers CANCELLED if it still could. */
  z.object({ t: z.literal('cancel'), id: z.string().max(64) }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;

export const ServerFrame = z.discriminatedUnion('t', [
  /** `resync` tells that events since `lastSeq` are gone: refetch everything that is on screen. */
  z.object({
    t: z.literal('welcome'),
    contractVersion: z.int(),
    seq: z.int(),
    resync: z.boolean(),
    /** Nobody is signed in here: only open procedures are answered, and no event comes. */
    locked: z.literal(true).optional(),
  }),
  z.discriminatedUnion('ok', [
    z.object({ t: z.literal('result'), id: z.string(), ok: z.literal(true), value: z.unknown() }),
    z.object({ t: z.literal('result'), id: z.string(), ok: z.literal(false), error: ErrorShape }),
  ]),
  z.object({ t: z.literal('event'), batch: EventBatch }),
  /** Somebody else, or nobody, acts here from now on. After a lock a `resync` follows when somebody has signed in. */
  z.object({ t: z.literal('identity'), locked: z.boolean(), accountId: z.string().nullable() }),
  /** The events this client missed are gone, or it was too slow: refetch everything that is on screen. */
  z.object({ t: z.literal('resync'), seq: z.int() }),
]);
export type ServerFrame = z.infer<typeof ServerFrame>;
