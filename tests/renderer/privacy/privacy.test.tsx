/** Legal holds, how long things are kept, and deleting a person, as staff see and press them. */
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '../../../src/contract/errors.ts';
import type { OutputOf, Person, Role, Session } from '../../../src/renderer/contract.ts';
import {
  HoldBand,
  HoldSettings,
  PersonRights,
  PictureLeaves,
  RetentionSettings,
} from '../../../src/renderer/features/privacy/index.ts';
import type { Answers, MemoryCore } from '../harness/memoryTransport.ts';
import { renderPart } from '../harness/renderApp.tsx';
import { sessionAs, shellAnswers } from '../harness/shellAnswers.ts';

beforeAll(async () => {
  await import('../../../src/renderer/features/privacy/DeletePersonDialog.tsx');
  await import('../../../src/renderer/features/privacy/PlaceHoldDialog.tsx');
  await import('../../../src/renderer/features/privacy/ReleaseHoldDialog.tsx');
});

type Hold = OutputOf<'privacy.listHolds'>['items'][number];
const hold: Hold = {
  id: 'h1',
  scope: 'number',
  caseName: 'Case 12',
  placedAt: 0,
  personId: null,
  personName: null,
  numbers: ['(206) 555-0172'],
  from: null,
  to: null,
  reason: 'Letter of a lawyer',
  placedBy: 'Olga',
  releasedBy: null,
  releasedAt: null,
  releaseReason: null,
};
const none = { texts: 0, facts: 0, files: 0, unknownNumbers: 0, drafts: 0, lists: 0, audit: 0, consents: 0 };
const maria: Person = {
  ...{ id: 'p1', name: 'Maria Alvarez', kind: 'patient', primaryNumber: null, primaryDisplay: null, canText: 'ask' },
  ...{
    nextVisitAt: null,
    givenName: 'Maria',
    familyName: 'Alvarez',
    language: 'en',
    zone: null,
    address: null,
    note: '',
  },
  ...{ externalId: null, numbers: [], createdAt: 0, updatedAt: 0 },
};
const plan = { texts: 42, visits: 6, files: 1, sharedNumbers: 0, holds: [], open: 0 };

const inputs = (core: MemoryCore, procedure: string): unknown[] =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);

const sessionOf = (role: Role): Session => sessionAs(role, { userName: 'Olga' });

function open(part: React.ReactNode, answers: Answers = {}) {
  return renderPart(<main>{part}</main>, {
    'system.getSession': () => sessionOf('owner'),
    'privacy.getHolds': () => ({ items: [] }),
    'privacy.listHolds': () => ({ items: [hold] }),
    'privacy.getErasure': () => plan,
    ...answers,
  });
}

const violations = async (): Promise<string[]> => {
  const found = await axe.run(document.body, {
    rules: { region: { enabled: false }, 'color-contrast': { enabled: false } },
  });
  return found.violations.map(({ id }) => id);
};

describe('the band', () => {
  it('stands over what is held and nowhere else', async () => {
    open(<HoldBand personId="p1" />, { 'privacy.getHolds': () => ({ items: [hold] }) });
    expect((await screen.findByRole('status')).textContent).toMatch(/On legal hold since .* \(Case 12\)/);
  });
});

describe('a picture that came in', () => {
  const DAY = 86_400_000;
  const picture = {
    id: 'a',
    name: 'x',
    contentType: 'image/png',
    sizeBytes: 1,
    state: 'ready',
    problem: null,
  } as const;
  const shown = (days: number) =>
    open(<PictureLeaves message={{ direction: 'in', attachments: [picture], createdAt: 0 }} now={days * DAY} />, {
      'settings.getSettings': shellAnswers['settings.getSettings']!,
    });

  it('says ten days before that it goes, and nothing earlier', async () => {
    shown(22);
    expect(await screen.findByText(/Removed in 8 days\. Save it to the chart/)).toBeDefined();
    cleanup();
    const { core } = shown(19);
    await waitFor(() => expect(inputs(core, 'settings.getSettings')).toHaveLength(1));
    expect(screen.queryByText(/Removed/)).toBeNull();
  });
});

describe('deleting a person', () => {
  const press = async () => userEvent.click(await screen.findByRole('button', { name: 'Delete Maria Alvarez' }));

  it('says what goes and what stays, asks for the last name, and tells when it is done', async () => {
    const gone: string[] = [];
    const { core, services } = open(<PersonRights person={maria} onDeleted={() => gone.push('p1')} />, {
      'privacy.erasePerson': ({ lastName }) => {
        if (lastName !== 'Alvarez') {
          throw new DomainError('INVALID_INPUT', 'That is not their last name.', { field: 'lastName' });
        }
        return { texts: 42, visits: 6, files: 1, copies: 0 };
      },
    });
    await press();
    const dialog = await screen.findByRole('dialog', { name: 'Delete Maria Alvarez?' });
    await within(dialog).findByText(/Their 42 texts, 6 visits and 1 picture are deleted too/);
    expect(within(dialog).getByText(/The opt-out record stays, as the law asks/)).toBeDefined();
    expect(await violations()).toEqual([]);
    const confirm = within(dialog).getByRole('button', { name: 'Delete for good' });
    expect(confirm).toHaveProperty('disabled', true);
    const field = within(dialog).getByRole('textbox', { name: /Type their last name/ });
    await userEvent.type(field, 'Alvare');
    await userEvent.click(confirm);
    expect((await within(dialog).findByRole('alert')).textContent).toContain('not their last name');
    await userEvent.type(field, 'z{Enter}');
    await waitFor(() => expect(gone).toEqual(['p1']));
    expect(inputs(core, 'privacy.erasePerson').at(-1)).toMatchObject({ personId: 'p1', reason: 'theyAsked' });
    expect(services.toasts.store.getState().toasts.at(-1)?.message).toBe('Deleted');
  });

  it('is not offered while a legal hold is in the way, and says so', async () => {
    open(<PersonRights person={maria} onDeleted={() => undefined} />, {
      'privacy.getErasure': () => ({ ...plan, holds: [hold] }),
    });
    await press();
    const dialog = await screen.findByRole('dialog');
    expect((await within(dialog).findByRole('alert')).textContent).toContain('on legal hold (Case 12)');
    await userEvent.type(within(dialog).getByRole('textbox', { name: /last name/ }), 'Alvarez');
    expect(within(dialog).getByRole('button', { name: 'Delete for good' })).toHaveProperty('disabled', true);
  });

  it('is offered to managers alone', async () => {
    const { core } = open(<PersonRights person={maria} onDeleted={() => undefined} />, {
      'system.getSession': () => sessionOf('frontDesk'),
    });
    await waitFor(() => expect(inputs(core, 'system.getSession')).toHaveLength(1));
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('how long things are kept', () => {
  const status: OutputOf<'privacy.getRetention'> = {
    dryRunUntil: null,
    runs: [{ night: '2026-11-20', finishedAt: 1, dryRun: true, counts: { ...none, texts: 7 } }],
    due: { ...none, texts: 1204, drafts: 1 },
    held: 3,
  };
  const retention = {
    textMonths: 24,
    factsYears: 6,
    fileDays: 30,
    unknownDays: 90,
    draftDays: 30,
    listDays: 90,
    auditYears: 6,
    consentYears: 10,
  };

  it('says what the next night deletes, and saves a period as it is chosen', async () => {
    const { core } = open(<RetentionSettings retention={retention} locked={false} />, {
      'privacy.getRetention': () => status,
      'settings.saveSettings': () => ({}) as never,
    });
    expect(await screen.findByText('This deletes tonight: 1,204 texts, 1 draft.')).toBeDefined();
    expect(screen.getByText('3 rows are old enough and on legal hold.')).toBeDefined();
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Keep texts for' }), '36 months');
    await waitFor(() =>
      expect(inputs(core, 'settings.saveSettings')).toMatchObject([{ retention: { textMonths: 36 } }]),
    );
    expect(await violations()).toEqual([]);
  });

  it('shows what is due thing by thing, asked for only when it is opened', async () => {
    const { core } = open(<RetentionSettings retention={retention} locked={false} />, {
      'privacy.getRetention': () => ({ ...status, due: { ...none, texts: 2, audit: 9 } }),
      'privacy.listDue': (input) => {
        const { kind } = input;
        const thing = { id: kind, at: 1, rows: 2, held: 1, conversationId: null, name: null };
        return { items: [kind === 'texts' ? { ...thing, conversationId: 'c1', name: 'Zoe Park' } : thing], next: null };
      },
    });
    const summary = await screen.findByText(/^2 texts:/);
    expect(inputs(core, 'privacy.listDue')).toEqual([]);
    await userEvent.click(summary);
    expect(await screen.findByRole('button', { name: 'Zoe Park' })).toBeDefined();
    expect(screen.getByText('1 on legal hold')).toBeDefined();
    await userEvent.click(screen.getByText(/^9 entries of the activity log:/));
    expect(await screen.findByText('All entries up to this day')).toBeDefined();
    expect(inputs(core, 'privacy.listDue')).toMatchObject([{ kind: 'texts' }, { kind: 'audit' }]);
    expect(await violations()).toEqual([]);
  });

  it('only counts at first, until the owner says twice that it may begin', async () => {
    const { core } = open(<RetentionSettings retention={retention} locked={false} />, {
      'privacy.getRetention': () => ({ ...status, dryRunUntil: 1 }),
      'privacy.startRemoving': () => ({ done: true as const }),
    });
    await screen.findByText(/Nothing is deleted before/);
    await userEvent.click(await screen.findByRole('button', { name: 'Start deleting now' }));
    expect(inputs(core, 'privacy.startRemoving')).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Yes, start tonight' }));
    await waitFor(() => expect(inputs(core, 'privacy.startRemoving')).toHaveLength(1));
  });
});

describe('the list of holds', () => {
  it('places one on a period by whole days, and releases one when its case is typed', async () => {
    const { core } = open(<HoldSettings locked={false} />, {
      'privacy.placeHold': () => hold,
      'privacy.releaseHold': () => hold,
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Place a legal hold' }));
    const place = await screen.findByRole('dialog', { name: 'Place a legal hold' });
    await userEvent.selectOptions(within(place).getByRole('combobox'), 'A period');
    await userEvent.type(within(place).getByLabelText('First day'), '2026-11-01');
    await userEvent.type(within(place).getByLabelText('Last day'), '2026-11-02');
    await userEvent.type(within(place).getByRole('textbox', { name: 'Name of the case' }), 'Case 13');
    await userEvent.type(within(place).getByRole('textbox', { name: 'Reason' }), 'A letter');
    await userEvent.click(within(place).getByRole('button', { name: 'Place a legal hold' }));
    await waitFor(() =>
      expect(inputs(core, 'privacy.placeHold')).toMatchObject([
        // Midnight in Los Angeles: the second night is the one in which the clocks go back.
        { scope: 'period', from: Date.UTC(2026, 10, 1, 7), to: Date.UTC(2026, 10, 3, 8), caseName: 'Case 13' },
      ]),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Release Case 12' }));
    const release = await screen.findByRole('dialog', { name: 'Release this legal hold?' });
    await userEvent.type(within(release).getByRole('textbox', { name: 'Type the name of the case' }), 'Case 12');
    await userEvent.type(within(release).getByRole('textbox', { name: 'Why it is released' }), 'Settled');
    await userEvent.click(within(release).getByRole('button', { name: 'Release' }));
    await waitFor(() =>
      expect(inputs(core, 'privacy.releaseHold')).toMatchObject([{ id: 'h1', caseName: 'Case 12', reason: 'Settled' }]),
    );
  });
});
