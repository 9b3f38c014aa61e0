/**
 * Reading the account's message list, newest first: the only filters that work are the two addresses (twilio.md 1.2). One page per call,
 * so that nobody walks a whole history by accident.
 */
import { z } from 'zod';
import type { TwilioClient, TwilioResult, TwilioSdk } from './twilioClient.ts';
import { MessageRow } from './wire.ts';

export interface MessagePage {
  readonly rows: readonly MessageRow[];
  /** Where the next page is; null on the last one. */
  readonly next: string | null;
}

export interface PageQuery {
  /** With channel prefix. */
  readonly to?: string;
  readonly from?: string;
  readonly pageSize: number;
}

const Page = z.object({ instances: z.array(MessageRow), nextPageUrl: z.string().nullish() });

/** One page: the first of `query`, or the one an earlier page named. A row that cannot be read makes the whole page unreadable. */
export function listPage(
  client: TwilioClient,
  query: PageQuery | { readonly next: string },
  signal?: AbortSignal,
): Promise<TwilioResult<MessagePage>> {
  const work = (sdk: TwilioSdk) =>
    'next' in query ? sdk.messages.getPage(query.next) : sdk.messages.page({ ...query });
  return client.call(work, readPage, signal);
}

function readPage(answer: unknown): MessagePage | null {
  const page = Page.safeParse(answer).data;
  return page === undefined ? null : { rows: page.instances, next: page.nextPageUrl ?? null };
}
