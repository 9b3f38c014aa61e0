/** Commands already handled, so that one that arrives twice acts once and gets the first answer again. */
import type { Sql } from '../sql.ts';
import type { CommandsWriter } from '../store.ts';
import { json, nullable, text } from '../table.ts';

const result = nullable(json<unknown>());

/** `actor` says who the current transaction works for. */
export function createCommands(sql: Sql, actor: () => string): CommandsWriter {
  return {
    find: (commandId) => {
      const row = sql.get('SELECT procedure, result FROM command_log WHERE command_id = @commandId', { commandId });
      if (row === undefined) return undefined;
      return { procedure: text.read(row.procedure ?? null), result: result.read(row.result ?? null) };
    },
    record: (command) =>
      void sql.run(
        `INSERT INTO command_log (command_id, procedure, actor, at, result) VALUES (@commandId, @procedure, @actor, @at, @result)`,
        {
          commandId: command.commandId,
          procedure: command.procedure,
          actor: actor(),
          at: command.at,
          result: command.result === undefined ? null : result.write(command.result),
        },
      ),
  };
}
