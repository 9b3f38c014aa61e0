/** Who acts at a place: signing in, being replaced, idleness, a manager's PIN for one page, and what ends all of it. */
import { describe, expect, it } from 'vitest';
import { deviceActor } from '../../src/main/rpc/actor.ts';
import { ELEVATION_MS, IDLE_GRACE_MS, JUST_LOCKED_MS } from '../../src/main/rpc/identity.ts';
import { createVirtualClock } from '../fakes/virtualClock.ts';
import { createPeopleBook, createPlace } from './peopleBook.ts';

const MINUTE = 60_000;

function open() {
  const clock = createVirtualClock();
  const book = createPeopleBook();
  const { identity, lockedOut } = createPlace(book, clock);
  const heard: (string | null)[] = [];
  identity.onChange(() => heard.push(identity.actor()?.id ?? null));
  return { clock, book, identity, lockedOut, heard };
}
function withDana() {
  const place = open();
  place.book.add('dana', 'frontDesk');
  place.book.add('lucia', 'owner');
  place.identity.signIn(() => 'dana');
  place.heard.length = 0;
  return place;
}

describe('a place', () => {
  it('acts as the owner until somebody has a PIN, and as nobody from that moment on', () => {
    const { book, identity, heard } = open();
    expect(identity.actor()).toEqual(deviceActor);
    book.add('dana', 'owner');
    expect(identity.actor()).toBeNull();
    expect(identity.state()).toEqual({ kind: 'locked', accountId: null, elevatedId: null });
    expect(heard).toEqual([null]);
  });

  it('does not lock whoever becomes the first one with a PIN, not even for a moment', () => {
    const { book, identity, heard } = open();
    identity.signIn(() => {
      book.add('dana', 'owner');
      return 'dana';
    });
    expect(identity.actor()).toEqual({ id: 'dana', name: 'dana', role: 'owner' });
    expect(heard).toEqual(['dana']);
  });

  it('has nobody when an unknown person is signed in', () => {
    const { identity } = withDana();
    identity.signIn(() => 'stranger');
    expect(identity.actor()).toBeNull();
  });

  it('passes from one to the other at a switch', () => {
    const { identity, heard } = withDana();
    identity.signIn(() => 'lucia');
    expect(identity.actor()?.id).toBe('lucia');
    expect(heard).toEqual(['lucia']);
  });

  it.each([
    ['is switched off', (book: ReturnType<typeof createPeopleBook>) => book.remove('dana')],
    ['got another PIN', (book: ReturnType<typeof createPeopleBook>) => book.add('dana', 'frontDesk', 'second')],
  ])('has nobody as soon as its person %s', (_name, change) => {
    const { book, identity, heard } = withDana();
    change(book);
    expect(identity.actor()).toBeNull();
    expect(heard).toEqual([null]);
    // Putting it back lets nobody in again.
    book.add('dana', 'frontDesk');
    expect(identity.actor()).toBeNull();
  });

  it('gives its person another role at once', () => {
    const { book, identity, heard } = withDana();
    book.add('dana', 'auditor');
    expect(identity.actor()?.role).toBe('auditor');
    expect(heard).toEqual(['dana']);
  });

  it('keeps a person who changes their own PIN there', () => {
    const { book, identity, heard } = withDana();
    identity.signIn(() => {
      book.add('dana', 'frontDesk', 'second');
      return 'dana';
    });
    expect(identity.actor()?.id).toBe('dana');
    expect(heard).toEqual([]);
  });
});

describe('locking', () => {
  it('happens by wish, once, and says who left and why', () => {
    const { identity, lockedOut, heard } = withDana();
    identity.lock('person');
    identity.lock('person');
    expect(lockedOut).toEqual(['dana: person']);
    expect(heard).toEqual([null]);
  });

  it('follows the lock of the computer, unless the practice does not want that', () => {
    const { book, identity, lockedOut } = withDana();
    book.lockWithSystem = false;
    identity.lock('system');
    expect(identity.actor()?.id).toBe('dana');
    book.lockWithSystem = true;
    identity.lock('system');
    expect(lockedOut).toEqual(['dana: system']);
  });

  it('comes by itself when the page no longer says that somebody is there', async () => {
    const { clock, identity, lockedOut } = withDana();
    for (let minute = 0; minute < 20; minute += 1) {
      await clock.advance(MINUTE);
      identity.noteActivity();
    }
    expect(identity.actor()?.id).toBe('dana');
    await clock.advance(5 * MINUTE + IDLE_GRACE_MS - 1);
    expect(identity.actor()?.id).toBe('dana');
    await clock.advance(1);
    expect(lockedOut).toEqual(['dana: idle']);
  });

  it('never comes by itself where that is switched off, and comes sooner when the setting is lowered', async () => {
    const { clock, book, identity } = withDana();
    book.lockAfterMinutes = 0;
    book.add('sam', 'billing');
    await clock.advance(24 * 60 * MINUTE);
    expect(identity.actor()?.id).toBe('dana');
    identity.noteActivity();
    book.lockAfterMinutes = 1;
    book.add('sam', 'billing');
    await clock.advance(MINUTE + IDLE_GRACE_MS);
    expect(identity.actor()).toBeNull();
  });

  it('remembers who was there for a few seconds, and not once somebody else is', async () => {
    const { clock, identity } = withDana();
    identity.lock('person');
    expect(identity.justLocked()?.id).toBe('dana');
    await clock.advance(JUST_LOCKED_MS + 1);
    expect(identity.justLocked()).toBeNull();
    identity.signIn(() => 'dana');
    identity.lock('person');
    identity.signIn(() => 'lucia');
    expect(identity.justLocked()).toBeNull();
  });

  it('leaves no timer behind when the place is gone', () => {
    const { clock, identity } = withDana();
    identity.elevate('lucia');
    identity.close();
    expect(clock.pendingTimers()).toBe(0);
    expect(identity.actor()).toBeNull();
  });
});

describe('a manager’s PIN for one page', () => {
  it('has the manager act until the page is left', () => {
    const { identity, heard } = withDana();
    identity.elevate('lucia');
    expect(identity.state()).toEqual({ kind: 'signedIn', accountId: 'dana', elevatedId: 'lucia' });
    expect(identity.actor()?.role).toBe('owner');
    identity.endElevation();
    expect(identity.actor()?.id).toBe('dana');
    expect(heard).toEqual(['lucia', 'dana']);
  });

  it('ends by itself, with a lock, and with the manager', async () => {
    const { clock, book, identity } = withDana();
    book.lockAfterMinutes = 0;
    identity.elevate('lucia');
    await clock.advance(ELEVATION_MS);
    expect(identity.actor()?.id).toBe('dana');
    identity.elevate('lucia');
    book.remove('lucia');
    expect(identity.actor()?.id).toBe('dana');
    book.add('lucia', 'owner');
    expect(identity.actor()?.id).toBe('dana');
    identity.elevate('lucia');
    identity.lock('person');
    identity.signIn(() => 'dana');
    expect(identity.actor()?.id).toBe('dana');
  });

  it('opens nothing where nobody is signed in', () => {
    const { book, identity } = open();
    book.add('lucia', 'owner');
    identity.elevate('lucia');
    expect(identity.actor()).toBeNull();
  });
});
