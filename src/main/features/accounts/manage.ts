/** Adding, changing, switching off people who use the program, and their PINs. Nobody is deleted: the trail names them. */
import type { Account } from '../../../contract/accounts.ts';
import { DomainError } from '../../../contract/errors.ts';
import type { Role } from '../../../contract/roles.ts';
import { canStand, mayManage } from '../../domain/accounts/roleRules.ts';
import { NO_TRIES } from '../../domain/accounts/tryDelay.ts';
import type { AccountRecord, WriteTx } from '../../store/store.ts';
import { runCommand } from '../command.ts';
import type { CallContext, FeatureHandlers } from '../feature.ts';
import { mustGetAccount, signsIn } from './deps.ts';
import type { AccountsDeps } from './deps.ts';
import { freeName, insertAccount, newPin } from './newAccount.ts';
import type { NewPin } from './newAccount.ts';
import type { PinTries } from './tryPin.ts';

type ManageVerbs = 'listAccounts' | 'saveAccount' | 'resetPin' | 'unlockAccount' | 'setDisabled';

export function createManageVerbs(deps: AccountsDeps, tries: PinTries): Pick<FeatureHandlers<'accounts'>, ManageVerbs> {
  const { store } = deps;
  return {
    listAccounts: (context) =>
      store.read((tx) => ({ accounts: tx.accounts.list().map((account) => view(tries, context, account)) })),
    saveAccount: async (context, input) => {
      const pin = input.pin === undefined ? null : await newPin(deps, input.pin);
      return runCommand(deps, context, 'accounts.saveAccount', (tx, now) =>
        view(tries, context, saveAccount(deps, tx, context, { ...input, pin }, now)),
      );
    },
    resetPin: async (context, input) => {
      const pin = await newPin(deps, input.pin);
      return changeOther(deps, context, 'accounts.resetPin', input.id, tries, (account) => {
        refuseSelf(context, account, 'Change your own PIN with your current one.');
        tries.forgive(account.id);
        return { action: 'account.pinReset', patch: { ...pin, ...NO_TRIES } };
      });
    },
    unlockAccount: (context, input) =>
      changeOther(deps, context, 'accounts.unlockAccount', input.id, tries, (account) => {
        tries.forgive(account.id);
        return { action: 'account.unlocked', patch: NO_TRIES };
      }),
    setDisabled: (context, input) =>
      changeOther(deps, context, 'accounts.setDisabled', input.id, tries, (account, now) => {
        refuseSelf(context, account, 'You cannot switch yourself off. Somebody else who runs the practice can.');
        const action = input.disabled ? 'account.disabled' : 'account.enabled';
        return { action, patch: { disabledAt: input.disabled ? (account.disabledAt ?? now) : null } };
      }),
  };
}

function saveAccount(
  deps: AccountsDeps,
  tx: WriteTx,
  context: CallContext,
  input: { readonly id?: string | undefined; readonly name: string; readonly role: Role; readonly pin: NewPin | null },
  now: number,
): AccountRecord {
  const before = input.id === undefined ? null : mustGetAccount(tx, input.id);
  refuseUnlessManageable(context, before?.role ?? input.role, input.role);
  if (before !== null && input.pin !== null) {
    throw new DomainError('INVALID_INPUT', 'Use “Reset PIN” for somebody who is in the list.', { field: 'pin' });
  }
  const account =
    before === null
      ? insertAccount(deps, tx, input, now)
      : changeRow(tx, before, { ...freeName(tx, input.name, before.id), role: input.role }, now);
  if (before !== null && before.name !== account.name) tx.accounts.renameDrafts(before.name, account.name);
  refuseUnlessStanding(tx);
  const data = { role: account.role, roleBefore: before?.role ?? null, renamed: before?.name !== account.name };
  const action = before === null ? 'account.added' : 'account.changed';
  tx.audit.append({ at: now, action, entity: 'account', entityId: account.id, data });
  return account;
}

interface Change {
  readonly action: string;
  readonly patch: Partial<Omit<AccountRecord, 'id' | 'createdAt'>>;
}

/** One change to somebody in the list, by somebody who may. */
function changeOther(
  deps: AccountsDeps,
  context: CallContext,
  procedure: string,
  id: string,
  tries: PinTries,
  change: (account: AccountRecord, now: number) => Change,
): Account {
  return runCommand(deps, context, procedure, (tx, now) => {
    const before = mustGetAccount(tx, id);
    refuseUnlessManageable(context, before.role, before.role);
    const { action, patch } = change(before, now);
    const account = changeRow(tx, before, patch, now);
    refuseUnlessStanding(tx);
    tx.audit.append({ at: now, action, entity: 'account', entityId: id, data: {} });
    return view(tries, context, account);
  });
}

function changeRow(tx: WriteTx, before: AccountRecord, patch: Change['patch'], now: number): AccountRecord {
  tx.accounts.update(before.id, { ...patch, updatedAt: now });
  tx.changed('account.changed', before.id);
  return { ...before, ...patch, updatedAt: now };
}

function refuseUnlessManageable({ actor }: CallContext, ...roles: readonly Role[]): void {
  if (roles.every((role) => mayManage(actor.role, role))) return;
  throw new DomainError('FORBIDDEN', 'Only an owner can do this to an owner. Ask them.');
}

function refuseSelf({ actor }: CallContext, account: AccountRecord, words: string): void {
  if (actor.id === account.id) throw new DomainError('CONFLICT', words);
}

/** The command line's rights come from the computer's own user: what it may do here is bounded by this alone. */
function refuseUnlessStanding(tx: WriteTx): void {
  const accounts = tx.accounts.list();
  const people = accounts.map((account) => ({ id: account.id, role: account.role, signsIn: signsIn(account) }));
  // With everybody switched off every place would be open again to whoever sits there, as before the first PIN.
  const nobodyLeft = accounts.some(({ pinHash }) => pinHash !== null) && !people.some((one) => one.signsIn);
  if (canStand(people) && !nobodyLeft) return;
  throw new DomainError(
    'CONFLICT',
    'At least one owner has to be able to sign in. Give another person that role first.',
  );
}

function view(tries: PinTries, { actor }: CallContext, account: AccountRecord): Account {
  return {
    id: account.id,
    name: account.name,
    role: account.role,
    hasPin: account.pinHash !== null,
    disabled: account.disabledAt !== null,
    waitMs: tries.waitOf(account),
    lastSeenAt: account.lastSeenAt,
    self: actor.id === account.id,
    manageable: mayManage(actor.role, account.role),
  };
}
