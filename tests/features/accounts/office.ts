/**
 * Accounts over a real store, and places where people sign in, called as the router calls: who acts is whoever the place says. PINs are
 * plain here (tests/platform/pinHasher.test.ts has the real ones).
 */
import { findProcedure } from '../../../src/contract/index.ts';
import type { InputOf, OutputOf, ProcedureName } from '../../../src/contract/index.ts';
import { createAccountDirectory } from '../../../src/main/features/accounts/directory.ts';
import { createAccountsFeature } from '../../../src/main/features/accounts/index.ts';
import { createRouter } from '../../../src/main/rpc/router.ts';
import type { Router } from '../../../src/main/rpc/router.ts';
import type { Identity } from '../../../src/main/rpc/identity.ts';
import { commandLineActor } from '../../../src/main/rpc/actor.ts';
import { createIdentities } from '../../../src/main/runtime/identities.ts';
import { createTestStore } from '../../fakes/testStore.ts';
import type { TestStore } from '../../fakes/testStore.ts';

export const CODE = '7Q4M-0000-0000-0000-0000-0000-0000';
type AccountsName = Extract<ProcedureName, `accounts.${string}`>;

export interface Place {
  readonly identity: Identity;
  /** Calls as whoever acts here. Throws the refusal. */
  call<N extends AccountsName>(procedure: N, input: InputOf<N>): Promise<OutputOf<N>>;
  /** The code of the refusal, or 'ok'. */
  codeOf<N extends AccountsName>(procedure: N, input: InputOf<N>): Promise<string>;
}

export interface Office {
  readonly test: TestStore;
  openPlace(): Place;
  /** The command line: no place, and the rights of the computer's own user. */
  readonly commandLine: Pick<Place, 'call' | 'codeOf'>;
  readonly directory: ReturnType<typeof createAccountDirectory>;
  /** What the trail says, without the actor 'system'. */
  trail(): readonly string[];
  restart(): Promise<Office>;
}

export async function openOffice(from?: TestStore): Promise<Office> {
  const test = from ?? (await createTestStore());
  const { store, clock, platform } = test;
  const feature = createAccountsFeature({
    store,
    clock,
    ids: platform.ids,
    pins: platform.pins,
    firstRecoveryCode: CODE,
    isRecoveryCode: (code) => Promise.resolve(code === CODE),
  });
  const procedures = new Map(
    Object.keys(feature).map((verb) => [`accounts.${verb}`, findProcedure(`accounts.${verb}`)!] as const),
  );
  const router = createRouter({
    handlers: { accounts: feature },
    procedures,
    log: platform.log,
    clock,
    ids: platform.ids,
    commands: { find: (id) => store.read((tx) => tx.commands.find(id)) },
  });
  const createPlace = createIdentities(platform, store);
  return {
    test,
    directory: createAccountDirectory({ store }),
    openPlace: () => {
      const identity = createPlace();
      return { identity, ...caller(router, identity) };
    },
    commandLine: caller(router, null),
    trail: () => {
      return store.read((tx) =>
        tx.audit
          .list({ cursor: null, limit: 200 })
          .items.toReversed()
          .map(({ actor, action }) => `${tx.accounts.get(actor)?.name ?? actor} ${action}`),
      );
    },
    restart: async () => openOffice(await test.reopen()),
  };
}

function caller(router: Router, identity: Identity | null): Pick<Place, 'call' | 'codeOf'> {
  const ask = (procedure: string, input: unknown) =>
    router.call({
      procedure,
      input,
      signal: new AbortController().signal,
      ...(identity === null ? { actor: commandLineActor } : { actor: identity.actor(), identity }),
    });
  return {
    async call(procedure, input) {
      const answer = await ask(procedure, input);
      if (!answer.ok) throw Object.assign(new Error(answer.error.message), answer.error);
      return answer.value as never;
    },
    async codeOf(procedure, input) {
      const answer = await ask(procedure, input);
      return answer.ok ? 'ok' : answer.error.code;
    },
  };
}

/** Lucia, the owner, signed in at the first place; Dana of the front desk and Mo, a manager, with PINs. */
export async function openStaffed() {
  const office = await openOffice();
  const place = office.openPlace();
  const lucia = await place.call('accounts.createOwner', { name: 'Lucia', pin: PINS.lucia });
  const dana = await place.call('accounts.saveAccount', { name: 'Dana', role: 'frontDesk', pin: PINS.dana });
  const mo = await place.call('accounts.saveAccount', { name: 'Mo', role: 'manager', pin: PINS.mo });
  return { office, place, lucia: lucia.id, dana: dana.id, mo: mo.id };
}

export const PINS = { lucia: '739152', dana: '604813', mo: '271946' } as const;
