/** The people who use the program. Gathers the verbs; the first owner, one's own PIN and the way back in by the recovery code are here. */
import type { WhoIsHere } from '../../../contract/accounts.ts';
import { DomainError } from '../../../contract/errors.ts';
import { tidyName } from '../../domain/accounts/accountName.ts';
import { NO_TRIES } from '../../domain/accounts/tryDelay.ts';
import type { CallContext, FeatureHandlers } from '../feature.ts';
import { mustGetAccount, signsIn } from './deps.ts';
import type { AccountsDeps } from './deps.ts';
import { createManageVerbs } from './manage.ts';
import { insertAccount, newPin } from './newAccount.ts';
import { createSessionVerbs, enter, placeOf } from './session.ts';
import { createPinTries } from './tryPin.ts';
import type { PinTries } from './tryPin.ts';

export function createAccountsFeature(deps: AccountsDeps): FeatureHandlers<'accounts'> {
  const tries = createPinTries(deps);
  return {
    ...createSessionVerbs(deps, tries),
    ...createManageVerbs(deps, tries),
    changePin: (context, input) => changePin(deps, tries, context, input),
    createOwner: (context, input) => createOwner(deps, context, input),
    recoverOwner: (context, input) => recoverOwner(deps, tries, context, input),
    showRecoveryCode: (context) => {
      deps.store.write(context.actor.name, (tx) =>
        tx.audit.append({ at: deps.clock.now(), action: 'recoveryCode.shown', data: {} }),
      );
      return { code: deps.firstRecoveryCode };
    },
  };
}

async function changePin(
  deps: AccountsDeps,
  tries: PinTries,
  context: CallContext,
  { currentPin, pin }: { currentPin: string; pin: string },
): Promise<{ done: true }> {
  const { accountId } = placeOf(context).state();
  if (accountId === null) throw new DomainError('NOT_AVAILABLE', 'Sign in first: this changes your own PIN.');
  const account = await tries.check(context, accountId, currentPin);
  const fresh = await newPin(deps, pin);
  // Here they stay; wherever else they are signed in, the old PIN no longer holds the door open.
  enter(deps, context, account.name, 'account.pinChanged', (tx, now) => {
    tx.accounts.update(accountId, { ...fresh, updatedAt: now });
    return { ...account, ...fresh };
  });
  return { done: true };
}

async function createOwner(
  deps: AccountsDeps,
  context: CallContext,
  { name, pin }: { name: string; pin: string },
): Promise<WhoIsHere> {
  placeOf(context);
  const fresh = await newPin(deps, pin);
  return enter(deps, context, tidyName(name), 'account.signedIn', (tx, now) => {
    if (tx.accounts.list().some(signsIn)) {
      throw new DomainError('CONFLICT', 'Somebody signs in here with a PIN already. Add people under Settings.');
    }
    const owner = insertAccount(deps, tx, { name, role: 'owner', pin: fresh }, now);
    // What was being typed while the device acted as the owner is theirs.
    tx.accounts.renameDrafts(context.actor.name, owner.name);
    const data = { role: 'owner', roleBefore: null, renamed: false };
    tx.audit.append({ at: now, action: 'account.added', entity: 'account', entityId: owner.id, data });
    return owner;
  });
}

async function recoverOwner(
  deps: AccountsDeps,
  tries: PinTries,
  context: CallContext,
  { accountId, code, pin }: { accountId: string; code: string; pin: string },
): Promise<WhoIsHere> {
  placeOf(context);
  const account = deps.store.read((tx) => mustGetAccount(tx, accountId));
  if (account.role !== 'owner' || !signsIn(account)) {
    throw new DomainError(
      'FORBIDDEN',
      'The recovery code opens the account of an owner. A manager can reset other PINs.',
    );
  }
  const fresh = await newPin(deps, pin);
  if (!(await deps.isRecoveryCode(code))) {
    note(deps, context, 'account.recoveryRefused', accountId);
    throw new DomainError('INVALID_INPUT', 'This recovery code is for other data. Find the right paper.', {
      field: 'code',
    });
  }
  tries.forgive(accountId);
  return enter(deps, context, account.name, 'account.recovered', (tx, now) => {
    tx.accounts.update(accountId, { ...fresh, ...NO_TRIES, updatedAt: now });
    return { ...account, ...fresh };
  });
}

function note(deps: AccountsDeps, context: CallContext, action: string, accountId: string): void {
  deps.store.write(context.actor.name, (tx) =>
    tx.audit.append({ at: deps.clock.now(), action, entity: 'account', entityId: accountId, data: {} }),
  );
}
