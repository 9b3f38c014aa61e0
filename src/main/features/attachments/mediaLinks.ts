/**
 * Links by which a gateway fetches a picture that we send (Twilio): to one picture, for half an hour, proved by a key that lives as long as
 * this run. Nothing is stored, nothing can be guessed, and a link shows neither whose picture it is nor which.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { MINUTE_MS } from '../../domain/time.ts';
import type { Clock } from '../../platform/ports.ts';
import type { Store } from '../../store/store.ts';

/** Twilio fetches within seconds; a queue at the provider may make it minutes. */
const GOOD_FOR_MS = 30 * MINUTE_MS;

export interface MediaLinks {
  /** What stands at the end of the link; safe in a path. */
  tokenFor(attachmentId: string): string;
  /** The picture behind a token; null: forged, too old, or no longer there. */
  open(token: string): { readonly contentType: string; readonly bytes: Uint8Array } | null;
}

export function createMediaLinks(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly key: Uint8Array;
}): MediaLinks {
  const sign = (claim: string): Buffer => createHmac('sha256', deps.key).update(claim).digest();
  return {
    tokenFor(attachmentId) {
      const claim = `${attachmentId}.${(deps.clock.now() + GOOD_FOR_MS).toString(36)}`;
      return `${claim}.${sign(claim).toString('base64url')}`;
    },
    open(token) {
      const [id = '', until = '', proof = ''] = token.split('.');
      const given = Buffer.from(proof, 'base64url');
      const wanted = sign(`${id}.${until}`);
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
      if (deps.clock.now() > parseInt(until, 36)) return null;
      return deps.store.read((tx) => {
        const record = tx.attachments.get(id);
        const bytes = record === undefined ? null : tx.attachments.content(id);
        return record === undefined || bytes === null ? null : { contentType: record.contentType, bytes };
      });
    },
  };
}
