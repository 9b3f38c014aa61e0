/**
 * Runs a command once: effect, audit, change feed and the answer to give a repeat are one commit. Features use nothing else to write
 * on behalf of a person.
 */
import { DomainError } from '../../contract/errors.ts';
import type { Store, WriteTx } from '../store/store.ts';
import type { CallContext } from './feature.ts';

/**
 * Does `work` in one transaction, unless this command id was handled before: then the first answer is given again.
 * Errors: CONFLICT when the id was used for another procedure.
 */
export function runCommand<T>(
  deps: { readonly store: Store; readonly clock: { now(): number } },
  context: CallContext,
  procedure: string,
  work: (tx: WriteTx, now: number) => T,
): T {
  return deps.store.write(context.actor.name, (tx) => {
    const { commandId } = context;
    const earlier = commandId === null ? undefined : tx.commands.find(commandId);
    if (earlier !== undefined) {
      if (earlier.procedure !== procedure) {
        throw new DomainError('CONFLICT', 'This command id was used for something else. Try again.', {
          field: 'commandId',
        });
      }
      return earlier.result as T;
    }
    const now = deps.clock.now();
    const result = work(tx, now);
    if (commandId !== null) tx.commands.record({ commandId, procedure, at: now, result });
    return result;
  });
}
