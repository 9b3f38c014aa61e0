/** Signing in, switching, locking, and a manager's PIN for one page. The PIN is tryPin's matter, the place is rpc's. */
import { DomainError } from '../../../contract/errors.ts';
import type { PlaceState, SignInPerson, WhoIsHere } from '../../../contract/accounts.ts';
import { runsPractice } from '../../domain/accounts/roleRules.ts';
import { triesLeft } from '../../domain/accounts/tryDelay.ts';
import type { AccountRecord, ReadTx, WriteTx } from '../../store/store.ts';
import type { CallContext, CallerIdentity, FeatureHandlers } from '../feature.ts';
import { readSettings } from '../settings/readSettings.ts';
import { signsIn } from './deps.ts';
import type { AccountsDeps } from './deps.ts';
import type { PinTries } from './tryPin.ts';

type SessionVerbs =
  'getSession' | 'listPeopleWhoSignIn' | 'signIn' | 'switchTo' | 'lock' | 'noteActivity' | 'elevate' | 'endElevation';

export function createSessionVerbs(
  deps: AccountsDeps,
  tries: PinTries,
): Pick<FeatureHandlers<'accounts'>, SessionVerbs> {
  const { store } = deps;
  const done = { done: true } as const;
  return {
    getSession: (context) => store.read((tx) => readPlace(tx, context)),
    listPeopleWhoSignIn: () => store.read((tx) => ({ people: readPeople(tx, tries) })),
    signIn: (context, input) => signIn(deps, tries, context, input, 'account.signedIn'),
    switchTo: (context, input) => signIn(deps, tries, context, input, 'account.switchedTo'),
    lock: ({ identity }) => {
      identity?.lock('person');
      return done;
    },
    noteActivity: ({ identity }) => {
      identity?.noteActivity();
      return done;
    },
    elevate: (context, input) => elevate(deps, tries, context, input),
    endElevation: ({ identity }) => {
      identity?.endElevation();
      return done;
    },
  };
}

/** The place of the call. Throws NOT_AVAILABLE where there is none. */
export function placeOf({ identity }: CallContext): CallerIdentity {
  if (identity !== undefined) return identity;
  throw new DomainError(
    'NOT_AVAILABLE',
    'People sign in at a Deskbell window. The command line has rights of its own.',
  );
}

/**
 * Signs `account` in at the place of the call, in one commit with `write`; in the trail under their own name.
 * Throws NOT_AVAILABLE where there is no place.
 */
export function enter(
  { store, clock }: Pick<AccountsDeps, 'store' | 'clock'>,
  context: CallContext,
  name: string,
  action: string,
  write: (tx: WriteTx, now: number) => AccountRecord,
): WhoIsHere {
  const entered: AccountRecord[] = [];
  placeOf(context).signIn(() => {
    const account = store.write(name, (tx) => {
      const now = clock.now();
      const written = write(tx, now);
      const { id, role } = written;
      tx.accounts.update(id, { lastSeenAt: now });
      tx.audit.append({ at: now, action, entity: 'account', entityId: id, data: { role } });
      tx.changed('account.changed', id);
      return written;
    });
    entered.push(account);
    return account.id;
  });
  return who(entered[0] as AccountRecord);
}

async function signIn(
  deps: AccountsDeps,
  tries: PinTries,
  context: CallContext,
  { accountId, pin }: { accountId: string; pin: string },
  action: string,
): Promise<WhoIsHere> {
  placeOf(context);
  const account = await tries.check(context, accountId, pin);
  return enter(deps, context, account.name, action, () => account);
}

async function elevate(
  deps: AccountsDeps,
  tries: PinTries,
  context: CallContext,
  { accountId, pin }: { accountId: string; pin: string },
): Promise<WhoIsHere> {
  const place = placeOf(context);
  const account = await tries.check(context, accountId, pin);
  if (!runsPractice(account.role)) {
    throw new DomainError('FORBIDDEN', 'This page needs the PIN of a manager or the owner.', { field: 'accountId' });
  }
  deps.store.write(account.name, (tx) => {
    const data = { for: place.state().accountId };
    tx.audit.append({
      at: deps.clock.now(),
      action: 'account.elevated',
      entity: 'account',
      entityId: account.id,
      data,
    });
  });
  place.elevate(account.id);
  return who(account);
}

function readPlace(tx: ReadTx, { identity }: CallContext): PlaceState {
  const { practice, privacy } = readSettings(tx);
  const { kind, accountId, elevatedId } = identity?.state() ?? { kind: 'device', accountId: null, elevatedId: null };
  const named = (id: string | null): WhoIsHere | null => {
    const account = id === null ? undefined : tx.accounts.get(id);
    return account === undefined ? null : who(account);
  };
  return {
    state: kind,
    account: named(accountId),
    elevated: named(elevatedId),
    lockAfterMinutes: privacy.lockAfterMinutes,
    practice: practice.name,
  };
}

function readPeople(tx: ReadTx, tries: PinTries): SignInPerson[] {
  return tx.accounts
    .list()
    .filter(signsIn)
    .map((account) => {
      const waitMs = tries.waitOf(account);
      const { id, name, role, pinLength } = account;
      return { id, name, role, pinLength, waitMs, triesLeft: waitMs > 0 ? 0 : triesLeft(account) };
    });
}

function who({ id, name, role }: AccountRecord): WhoIsHere {
  return { id, name, role };
}
