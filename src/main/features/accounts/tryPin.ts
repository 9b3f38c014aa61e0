/**
 * The one place a PIN is looked at. A try is counted before it is looked at, and in the same commit that lets it in, so neither many at
 * once nor a killed program gives a try back. The wait is kept in the store, and in this process by a clock that nobody can set.
 */
import { DomainError } from '../../../contract/errors.ts';
import type { PinRefusal } from '../../../contract/accounts.ts';
import { afterClockChange, countTry, NO_TRIES, triesLeft, waitLeft } from '../../domain/accounts/tryDelay.ts';
import type { AccountRecord } from '../../store/store.ts';
import type { CallContext } from '../feature.ts';
import { mustGetAccount, signsIn } from './deps.ts';
import type { AccountsDeps } from './deps.ts';

export interface PinTries {
  /** The account whose PIN this is, with its tries forgiven. Errors: WRONG_PIN, TOO_MANY_TRIES (both with PinRefusal), NOT_FOUND. */
  check(context: CallContext, accountId: string, pin: string): Promise<AccountRecord>;
  /** How long no PIN of this person is looked at, ms. */
  waitOf(account: AccountRecord): number;
  /** Somebody who may has ended the wait. */
  forgive(accountId: string): void;
}

export function createPinTries(deps: AccountsDeps): PinTries {
  const { store, clock, pins } = deps;
  /** Monotonic ms by account: setting the computer's clock forward ends no wait while the program runs. */
  const holds = new Map<string, number>();
  const waitOf = (account: AccountRecord): number =>
    Math.max(waitLeft(account, clock.now()), (holds.get(account.id) ?? 0) - clock.monotonic(), 0);

  /** Lets one try in and counts it, or says how long to wait. */
  const letIn = (context: CallContext, accountId: string): { account: AccountRecord; waitMs: number } =>
    store.write(context.actor.name, (tx) => {
      const account = mustGetAccount(tx, accountId);
      if (!signsIn(account)) throw notHere();
      const now = clock.now();
      const waitMs = waitOf(account);
      if (waitMs > 0) {
        const { failedTries, lockedUntil } = afterClockChange(account, now);
        tx.accounts.update(accountId, { failedTries, lockedUntil });
        return { account, waitMs };
      }
      const counted = countTry(account, now);
      tx.accounts.update(accountId, { failedTries: counted.failedTries, lockedUntil: counted.lockedUntil });
      if (counted.lockedUntil !== null) holds.set(accountId, clock.monotonic() + counted.lockedUntil - now);
      return { account: { ...account, ...counted }, waitMs };
    });

  const refused = (context: CallContext, account: AccountRecord): DomainError => {
    const waitMs = waitOf(account);
    store.write(context.actor.name, (tx) => {
      const data = { tries: account.failedTries, waitMs };
      tx.audit.append({ at: clock.now(), action: 'account.pinRefused', entity: 'account', entityId: account.id, data });
      if (waitMs > 0) tx.changed('account.changed', account.id);
    });
    return waitMs > 0 ? tooMany(waitMs) : wrong(triesLeft(account));
  };

  return {
    waitOf,
    forgive: (accountId) => void holds.delete(accountId),
    async check(context, accountId, pin) {
      const { account, waitMs } = letIn(context, accountId);
      if (waitMs > 0) throw tooMany(waitMs);
      if (!(await pins.verify(account.pinHash ?? '', pin))) throw refused(context, account);
      return store.write(context.actor.name, (tx) => {
        // Somebody may have changed the PIN, or switched this person off, while it was looked at.
        const now = mustGetAccount(tx, accountId);
        if (!signsIn(now) || now.pinHash !== account.pinHash) throw notHere();
        holds.delete(accountId);
        tx.accounts.update(accountId, NO_TRIES);
        return { ...now, ...NO_TRIES };
      });
    },
  };
}

function wrong(left: number): DomainError {
  const details: PinRefusal = { triesLeft: left, waitMs: 0 };
  return new DomainError('WRONG_PIN', 'That PIN is not right. Try again.', { field: 'pin', details });
}

function tooMany(waitMs: number): DomainError {
  const details: PinRefusal = { triesLeft: 0, waitMs };
  const minutes = Math.ceil(waitMs / 60_000);
  return new DomainError(
    'TOO_MANY_TRIES',
    `Locked for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} after too many wrong tries. A manager can unlock.`,
    { field: 'pin', details },
  );
}

function notHere(): DomainError {
  return new DomainError('NOT_FOUND', 'This person does not sign in here any more. Choose another name.');
}
