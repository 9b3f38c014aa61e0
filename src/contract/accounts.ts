/**
 * The people who use the program: who may sign in, with a PIN, in which role (rules.md 9). Until somebody has a PIN the device acts as
 * the owner; from then on every place starts locked, and only procedures marked `open` are answered there.
 */
import { z } from 'zod';
import { Id, Instant } from './common.ts';
import { command, Done, query } from './procedure.ts';
import { everyone, managers, Role } from './roles.ts';

/** A PIN as it is typed. What a new one has to be like is the core's to say, in words. */
const TypedPin = z.string().min(1).max(64);
const PersonName = z.string().min(1).max(40);

export const WhoIsHere = z.object({ id: Id, name: z.string(), role: Role });
export type WhoIsHere = z.infer<typeof WhoIsHere>;

export const PlaceState = z.object({
  /** `device`: nobody has a PIN yet, and this computer acts as the owner. */
  state: z.enum(['device', 'locked', 'signedIn']),
  /** Who signed in here; null unless `signedIn`. */
  account: WhoIsHere.nullable(),
  /** A manager whose PIN has opened one page for them. */
  elevated: WhoIsHere.nullable(),
  /** 0: never by itself. */
  lockAfterMinutes: z.int(),
  /** The practice's name, for the lock screen. */
  practice: z.string(),
});
export type PlaceState = z.infer<typeof PlaceState>;

export const SignInPerson = z.object({
  id: Id,
  name: z.string(),
  role: Role,
  /** Digits of their PIN: the last one submits it. */
  pinLength: z.int(),
  /** So long no PIN of theirs is looked at, ms; 0: it is. */
  waitMs: z.int(),
  triesLeft: z.int(),
});
export type SignInPerson = z.infer<typeof SignInPerson>;

export const Account = z.object({
  id: Id,
  name: z.string(),
  role: Role,
  hasPin: z.boolean(),
  disabled: z.boolean(),
  waitMs: z.int(),
  lastSeenAt: Instant.nullable(),
  /** It is who asks. */
  self: z.boolean(),
  /** Whoever asks may change them: a manager may not change an owner. */
  manageable: z.boolean(),
});
export type Account = z.infer<typeof Account>;

/** Facts of WRONG_PIN and TOO_MANY_TRIES, as `details`. */
export const PinRefusal = z.object({ triesLeft: z.int(), waitMs: z.int() });
export type PinRefusal = z.infer<typeof PinRefusal>;

const pinOf = { accountId: Id, pin: TypedPin };

export const accounts = {
  getSession: query({ open: true, roles: everyone, input: z.strictObject({}), output: PlaceState }),
  /** Everybody with a PIN who is not switched off, by name. */
  listPeopleWhoSignIn: query({
    open: true,
    roles: everyone,
    input: z.strictObject({}),
    output: z.object({ people: z.array(SignInPerson) }),
  }),
  /** Errors: WRONG_PIN and TOO_MANY_TRIES with PinRefusal, NOT_FOUND, NOT_AVAILABLE where there is no place to sign in. */
  signIn: command({ open: true, roles: everyone, input: pinOf, output: WhoIsHere }),
  /** The same while somebody is signed in: they stay so when the PIN is wrong. */
  switchTo: command({ roles: everyone, input: pinOf, output: WhoIsHere }),
  lock: command({ open: true, roles: everyone, input: {}, output: Done }),
  /** Somebody presses keys or moves the mouse: not more often than every few seconds. */
  noteActivity: command({ roles: everyone, input: {}, output: Done }),
  /** A manager's PIN opens one page for whoever is signed in; ends with `endElevation`, a lock or ten minutes. FORBIDDEN for others' PINs. */
  elevate: command({ roles: everyone, input: pinOf, output: WhoIsHere }),
  endElevation: command({ roles: everyone, input: {}, output: Done }),
  /** One's own. Errors: WRONG_PIN, TOO_MANY_TRIES, INVALID_INPUT (pin). */
  changePin: command({ roles: everyone, input: { currentPin: TypedPin, pin: TypedPin }, output: Done }),
  listAccounts: query({ roles: managers, input: z.strictObject({}), output: z.object({ accounts: z.array(Account) }) }),
  /** Adds somebody (no id) or changes name and role. Errors: FORBIDDEN, CONFLICT (name taken, no owner left), INVALID_INPUT (pin, name). */
  saveAccount: command({
    roles: managers,
    input: { id: Id.optional(), name: PersonName, role: Role, pin: TypedPin.optional() },
    output: Account,
  }),
  /** A new PIN for somebody who forgot theirs; their wait ends, and they are locked wherever they are signed in. */
  resetPin: command({ roles: managers, input: { id: Id, pin: TypedPin }, output: Account }),
  /** Ends somebody's wait after wrong tries. */
  unlockAccount: command({ roles: managers, input: { id: Id }, output: Account }),
  /** Nobody is deleted: the trail names them. CONFLICT for oneself and for the last owner. */
  setDisabled: command({ roles: managers, input: { id: Id, disabled: z.boolean() }, output: Account }),
  /** The first one with a PIN, who is signed in at once. CONFLICT when there is one. */
  createOwner: command({ roles: ['owner'], input: { name: PersonName, pin: TypedPin }, output: WhoIsHere }),
  /** The recovery code of data that was made by this start of the program; null later, when only the paper has it. */
  showRecoveryCode: command({ roles: ['owner'], input: {}, output: z.object({ code: z.string().nullable() }) }),
  /** An owner who forgot the PIN proves who they are by the recovery code, and chooses another. Errors: INVALID_INPUT (code, pin), NOT_FOUND. */
  recoverOwner: command({
    open: true,
    roles: everyone,
    input: { accountId: Id, code: z.string().min(1).max(200), pin: TypedPin },
    output: WhoIsHere,
  }),
};
