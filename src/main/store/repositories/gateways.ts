/** Paired gateways and what was last heard of them. Credentials are never here. */
import { GatewayProblem } from '../../../contract/gatewayProblems.ts';
import { GatewayState } from '../../../contract/gateways.ts';
import type { GatewayRecord } from '../records.ts';
import type { Sql } from '../sql.ts';
import type { GatewaysWriter } from '../store.ts';
import { defineTable, flag, integer, json, nullable, oneOf, text } from '../table.ts';

const facts = json<Readonly<Record<string, unknown>>>();

const gateway = defineTable<GatewayRecord>('gateway', {
  id: text,
  kind: oneOf(['phone', 'twilio']),
  label: text,
  address: text,
  ownNumber: nullable(text),
  config: facts,
  state: oneOf(GatewayState.options),
  problem: nullable(oneOf(GatewayProblem.options)),
  since: nullable(integer),
  pausedAt: nullable(integer),
  health: nullable(facts),
  lastHeardAt: nullable(integer),
  lastInboundAt: nullable(integer),
  inboxCursor: nullable(facts),
  lastPolledAt: nullable(integer),
  simulated: flag,
  createdAt: integer,
});

const SELECT = `SELECT ${gateway.columns()} FROM gateway`;

export function createGateways(sql: Sql): GatewaysWriter {
  return {
    get: (id) => gateway.one(sql.get(`${SELECT} WHERE id = @id`, { id })),
    list: () => sql.all(`${SELECT} WHERE removed_at IS NULL ORDER BY created_at, id`).map(gateway.read),
    insert: (record) => gateway.insert(sql, record),
    update: (id, patch) => gateway.update(sql, id, patch),
    remove: (id, at) => void sql.run('UPDATE gateway SET removed_at = @at WHERE id = @id', { id, at }),
  };
}
