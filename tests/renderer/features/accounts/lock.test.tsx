import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MessageSquareText } from 'lucide-react';
import { describe, expect, it, vi } from 'vitest';
import { DomainError } from '../../../../src/contract/errors.ts';
// Loaded on demand; ahead here, so that no test waits for the disk.
import '../../../../src/renderer/features/accounts/ChangePinDialog.tsx';
import type { ScreenDefinition } from '../../../../src/renderer/app/screenDefinition.ts';
import { useDraft } from '../../../../src/renderer/features/inbox/composer/useDraft.ts';
import { createDraftBook } from '../../../../src/renderer/state/draftBook.ts';
import { useKept, useKeptWhileOpen } from '../../../../src/renderer/state/useKept.ts';
import { Pii } from '../../../../src/renderer/ui/Pii.tsx';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, untilAsked } from '../../harness/openScreen.tsx';
import { renderWindow } from '../../harness/renderApp.tsx';

const dana = { id: 'dana', name: 'Dana Whitlock', role: 'frontDesk', pinLength: 6, waitMs: 0, triesLeft: 5 } as const;
const sam = { ...dana, id: 'sam', name: 'Sam Kim', role: 'clinician' } as const;
const lucia = { ...dana, id: 'lucia', name: 'Lucia Perez', role: 'owner' } as const;
const book = createDraftBook();

/** A box that somebody opened and typed in. */
function Box() {
  const [note, setNote] = useKeptWhileOpen('test.note', '');
  return <textarea aria-label="Note" value={note} onChange={(event) => setNote(event.target.value)} />;
}

function PeopleScreen() {
  const [filter, setFilter] = useKept('test.filter', 'all');
  const [open, setOpen] = useKeptWhileOpen('test.open', false);
  return (
    <>
      <h1>People</h1>
      <button onClick={() => setFilter('landline')}>Show: {filter}</button>
      <button onClick={() => setOpen(!open)}>Box</button>
      {open ? <Box /> : null}
    </>
  );
}

function InboxScreen() {
  const draft = useDraft(book, 'c1', null);
  return (
    <section data-region="list" aria-label="Conversations">
      <h1>Inbox</h1>
      <Pii>Maria Alvarez</Pii>
      <textarea aria-label="Text" value={draft.body} onChange={(event) => draft.type(event.target.value)} />
    </section>
  );
}
const screens: readonly ScreenDefinition[] = [
  { id: 'inbox', title: 'screen.inbox', icon: MessageSquareText, place: 'main', load: async () => InboxScreen },
  {
    id: 'people',
    title: 'screen.people',
    icon: MessageSquareText,
    place: 'main',
    load: async () => PeopleScreen,
  },
];

const signedIn = {
  state: 'signedIn',
  account: { id: 'dana', name: 'Dana Whitlock', role: 'frontDesk' },
  elevated: null,
  lockAfterMinutes: 5,
  practice: 'Riverside Family Clinic',
} as const;

async function open(answers: Answers = {}) {
  const page = await renderWindow(screens, {
    'accounts.getSession': () => signedIn,
    'accounts.listPeopleWhoSignIn': () => ({ people: [dana, lucia, sam] }),
    'accounts.lock': () => ({ done: true }),
    'accounts.noteActivity': () => ({ done: true }),
    'conversations.saveDraft': () => ({ done: true }),
    ...answers,
  });
  await screen.findByRole('heading', { name: 'Inbox' });
  return page;
}
async function lockedBy(page: Awaited<ReturnType<typeof open>>) {
  act(() => page.core.identify('dana'));
  await act(async () => page.core.identify(null));
  await screen.findByRole('heading', { name: 'Deskbell is locked' });
  await screen.findByRole('button', { name: 'Dana Whitlock' });
}

describe('the lock', () => {
  it('takes the window away, patients and all, and is accessible', async () => {
    const page = await open();
    await lockedBy(page);
    expect(document.body.textContent).not.toContain('Maria Alvarez');
    expect(screen.queryByRole('navigation', { name: 'Main' })).toBeNull();
    await expectAccessible(page);
    expect(screen.getByText('New texts still come in and reminders still go out.')).toBeTruthy();
  });

  it('saves what was being typed as the window goes', async () => {
    const user = userEvent.setup();
    const page = await open();
    await user.type(screen.getByLabelText('Text'), 'See you at');
    await lockedBy(page);
    expect(asked(page.core, 'conversations.saveDraft').at(-1)).toMatchObject({ id: 'c1', body: 'See you at' });
  });

  it('chooses who was here last, has the focus in the PIN, and submits with its last digit', async () => {
    const user = userEvent.setup();
    const page = await open({
      'accounts.signIn': () => {
        page.core.identify('dana');
        return { id: 'dana', name: 'Dana Whitlock', role: 'frontDesk' };
      },
    });
    page.services.router.go({ screen: 'people' });
    await lockedBy(page);
    expect(screen.getByRole('button', { name: 'Dana Whitlock' }).getAttribute('aria-pressed')).toBe('true');
    expect(document.activeElement).toBe(screen.getByLabelText('PIN of Dana Whitlock'));
    await user.keyboard('604');
    expect(screen.getByText('3 of 6 digits')).toBeTruthy();
    expect(document.body.textContent).not.toContain('604');
    await user.click(within(screen.getByRole('group', { name: 'Number pad' })).getByRole('button', { name: '8' }));
    await user.keyboard('13');
    expect(await untilAsked(page.core, 'accounts.signIn')).toMatchObject({ accountId: 'dana', pin: '604813' });
    // Back at exactly the same place.
    await screen.findByRole('heading', { name: 'People' });
  });

  it('begins at the inbox for somebody else', async () => {
    const user = userEvent.setup();
    const page = await open({
      'accounts.signIn': () => {
        page.core.identify('sam');
        return { id: 'sam', name: 'Sam Kim', role: 'clinician' };
      },
    });
    page.services.router.go({ screen: 'people', selection: 'p1' });
    await lockedBy(page);
    await user.click(screen.getByRole('button', { name: 'Sam Kim' }));
    await user.keyboard('271946');
    await screen.findByRole('heading', { name: 'Inbox' });
    expect(page.services.router.store.getState().last.people).toBeUndefined();
  });

  it('says how many tries are left, and that somebody has to wait; digits typed meanwhile go nowhere', async () => {
    const user = userEvent.setup();
    let left = 2;
    const page = await open({
      'accounts.signIn': () => {
        left -= 1;
        const details = { triesLeft: left, waitMs: left === 0 ? 300_000 : 0 };
        throw new DomainError(left === 0 ? 'TOO_MANY_TRIES' : 'WRONG_PIN', 'no', { details });
      },
    });
    await lockedBy(page);
    await user.keyboard('111222');
    await screen.findByText('That PIN is not right. 1 try left.');
    expect(screen.getByText('0 of 6 digits')).toBeTruthy();
    await user.keyboard('111222');
    await screen.findByText('Locked for 5 minutes after 5 wrong tries. A manager can unlock.');
    await user.keyboard('604813');
    expect(asked(page.core, 'accounts.signIn')).toHaveLength(2);
    expect(screen.getByText('Forgot your PIN? Ask Lucia Perez, the owner.')).toBeTruthy();
  });

  it('lets an owner in by the recovery code and a new PIN', async () => {
    const user = userEvent.setup();
    const page = await open({
      'accounts.recoverOwner': () => {
        throw new DomainError('INVALID_INPUT', 'The recovery code has a typing mistake.', { field: 'code' });
      },
    });
    await lockedBy(page);
    await user.click(screen.getByRole('button', { name: 'Lucia Perez' }));
    await user.click(screen.getByRole('button', { name: 'Use the recovery code' }));
    await user.type(screen.getByLabelText('Recovery code'), '7Q4M');
    await user.type(screen.getByLabelText('PIN (6 digits or more)'), '482913');
    await user.type(screen.getByLabelText('The same PIN again'), '482914{Enter}');
    await screen.findByText('The two PINs are not the same. Type both again.');
    await user.type(screen.getByLabelText('The same PIN again'), '{Backspace}3{Enter}');
    await screen.findByText('The recovery code has a typing mistake.');
    expect(asked(page.core, 'accounts.recoverOwner').at(-1)).toMatchObject({ accountId: 'lucia', code: '7Q4M' });
    await expectAccessible(page);
  });

  it('comes with Ctrl+L and from the menu under the name', async () => {
    const user = userEvent.setup();
    const { core } = await open();
    await user.keyboard('{Control>}l{/Control}');
    await waitFor(() => expect(asked(core, 'accounts.lock')).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: /Dana Whitlock, Front desk/ }));
    await user.click(await screen.findByRole('menuitem', { name: /Switch person/ }));
    await waitFor(() => expect(asked(core, 'accounts.lock')).toHaveLength(2));
  });

  it('comes by itself after the minutes of the settings, counted from the last key', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      const { core } = await open();
      await act(async () => vi.advanceTimersByTimeAsync(4 * 60_000));
      act(() => void window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' })));
      await act(async () => vi.advanceTimersByTimeAsync(4 * 60_000));
      expect(asked(core, 'accounts.lock')).toHaveLength(0);
      expect(asked(core, 'accounts.noteActivity').length).toBeGreaterThan(0);
      await act(async () => vi.advanceTimersByTimeAsync(61_000));
      expect(asked(core, 'accounts.lock')).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('one’s own PIN', () => {
  it('is changed with the current one', async () => {
    const user = userEvent.setup();
    const page = await open({
      'accounts.changePin': ({ currentPin }) => {
        if (currentPin === '604813') return { done: true };
        throw new DomainError('WRONG_PIN', 'no', { field: 'pin', details: { triesLeft: 4, waitMs: 0 } });
      },
    });
    await user.click(screen.getByRole('button', { name: /Dana Whitlock, Front desk/ }));
    await user.click(await screen.findByRole('menuitem', { name: /Change my PIN/ }));
    await user.type(await screen.findByLabelText('Current PIN'), '000000');
    await user.type(screen.getByLabelText('PIN (6 digits or more)'), '482913');
    await user.type(screen.getByLabelText('The same PIN again'), '482913');
    const change = screen.getByRole('button', { name: 'Change my PIN' });
    await user.click(change);
    await screen.findByText('That PIN is not right. 4 tries left.');
    await user.clear(screen.getByLabelText('Current PIN'));
    await user.type(screen.getByLabelText('Current PIN'), '604813');
    await user.click(change);
    await screen.findByText('Your PIN is changed.');
    expect(asked(page.core, 'accounts.changePin')).toHaveLength(2);
  });
});

describe('coming back after the lock', () => {
  async function typeAndLock() {
    const page = await open();
    act(() => page.core.identify('dana'));
    act(() => page.services.router.go({ screen: 'people' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Show: all' }));
    await userEvent.click(screen.getByRole('button', { name: 'Box' }));
    await userEvent.type(screen.getByRole('textbox', { name: 'Note' }), 'Call at ten');
    await act(async () => page.core.identify(null));
    await screen.findByRole('heading', { name: 'Deskbell is locked' });
    expect(document.body.textContent).not.toContain('Call at ten');
    return page;
  }

  it('the same person finds the filter as it was, and the box with what they typed', async () => {
    const page = await typeAndLock();
    await act(async () => page.core.identify('dana'));
    await screen.findByRole('button', { name: 'Show: landline' });
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Note' }).value).toBe('Call at ten');
    // Once closed it is forgotten, as without a lock.
    await userEvent.click(screen.getByRole('button', { name: 'Box' }));
    await userEvent.click(screen.getByRole('button', { name: 'Box' }));
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Note' }).value).toBe('');
  });

  it('somebody else begins anew, and the first one later, too', async () => {
    const page = await typeAndLock();
    await act(async () => page.core.identify('sam'));
    await screen.findByRole('heading', { name: 'Inbox' });
    act(() => page.services.router.go({ screen: 'people' }));
    await screen.findByRole('button', { name: 'Show: all' });
    expect(screen.queryByRole('textbox', { name: 'Note' })).toBeNull();
    await act(async () => page.core.identify(null));
    await act(async () => page.core.identify('dana'));
    act(() => page.services.router.go({ screen: 'people' }));
    await screen.findByRole('button', { name: 'Show: all' });
  });
});
