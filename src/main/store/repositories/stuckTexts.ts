/** Reads the rows of the two queries that count texts by what is in their way. */
import type { StuckTexts } from '../records.ts';
import type { SqlRow } from '../sql.ts';
import { flag, integer, nullable, oneOf, text } from '../table.ts';

const state = oneOf(['ready', 'leased', 'unknown', 'held', 'needsReview', 'failed']);

export function readStuck(row: SqlRow): StuckTexts {
  return {
    state: state.read(row['state'] ?? null),
    due: flag.read(row['due'] ?? null),
    code: nullable(text).read(row['code'] ?? null),
    gatewayId: nullable(text).read(row['gatewayId'] ?? null),
    count: integer.read(row['texts'] ?? null),
    oldestAt: integer.read(row['oldestAt'] ?? null),
    messageId: text.read(row['messageId'] ?? null),
    conversationId: text.read(row['conversationId'] ?? null),
  };
}
