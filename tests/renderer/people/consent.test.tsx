/** Consent at the desk: stop in one press, agreements with who spoke and the scan, lists nobody is texted from, and the proof. */
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CanText, ConsentEvent, Person } from '../../../src/renderer/contract.ts';
import { ConsentProof } from '../../../src/renderer/features/people/ConsentProof.tsx';
import { DoNotTextDialog } from '../../../src/renderer/features/people/DoNotTextDialog.tsx';
import { ConsentBlock } from '../../../src/renderer/features/people/index.ts';
import { LastDay } from '../../../src/renderer/features/people/LastDay.tsx';
import { PersonSide } from '../../../src/renderer/features/people/PersonSide.tsx';
import { consentState } from '../harness/consentState.ts';
import type { Answers, MemoryCore } from '../harness/memoryTransport.ts';
import { renderPart } from '../harness/renderApp.tsx';
import { NOW, sessionAs } from '../harness/shellAnswers.ts';

beforeAll(() => import('../../../src/renderer/features/people/ConsentDialog.tsx'));
afterEach(() => vi.restoreAllMocks());

const NUMBER = '+12065550172';
const answers: Answers = {
  'consent.getState': () => consentState(),
  'consent.recordEvent': () => consentState(),
  'consent.saidStop': () => ({ state: consentState(), stopped: 2 }),
  'consent.clearSuspicion': () => consentState(),
  'consent.setLastDay': () => consentState(),
  'consent.listWordings': () => ({
    items: [
      ...(['care', 'marketing'] as const).map((purpose) => ({
        ...{ id: purpose, version: 3, language: 'en', purpose, validFrom: 0, author: 'Dana' },
        text: `May {practice} text you (${purpose})?`,
      })),
    ],
  }),
  'consent.readDoNotText': () => ({ numbers: 2, known: 1, already: 0, unreadable: 1, unreadableLines: [4] }),
  'consent.addDoNotText': () => ({ numbers: 2, known: 1, already: 0, unreadable: 1, unreadableLines: [4] }),
  'consent.makeProof': () => ({ fileName: 'proof-of-consent.pdf', data: 'JVBERi0=', sha256: 'ab' }),
};
const inputs = (core: MemoryCore, procedure: string): unknown[] =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);

function block(canText: CanText, more: Answers = {}) {
  const subject = { personId: 'p1', number: NUMBER, display: '(206) 555-0172', name: 'Maria', canText };
  return renderPart(
    <main>
      <ConsentBlock subject={subject} />
    </main>,
    { ...answers, ...more },
  );
}
async function clean(container: Element): Promise<void> {
  const result = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false }, region: { enabled: false } },
  });
  expect(result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

describe('said stop', () => {
  it('is one press for all numbers of the person', async () => {
    const { core, services, container } = block('yes');
    await userEvent.click(await screen.findByRole('button', { name: 'Said stop: Maria' }));
    await waitFor(() => expect(inputs(core, 'consent.saidStop')).toMatchObject([{ personId: 'p1' }]));
    expect(inputs(core, 'consent.saidStop')[0]).not.toHaveProperty('number');
    await waitFor(() =>
      expect(services.toasts.store.getState().toasts.map(({ message }) => message)).toContain(
        'Opted out. 2 waiting texts were stopped.',
      ),
    );
    await clean(container);
  });

  it('is offered beside the other answer where a text may have meant it', async () => {
    const { core } = block('yes', { 'consent.getState': () => consentState({ suspected: true }) });
    await userEvent.click(await screen.findByRole('button', { name: 'Not about texts' }));
    await waitFor(() => expect(inputs(core, 'consent.clearSuspicion')).toMatchObject([{ number: NUMBER }]));
  });

  it('can be answered by who told the desk, and not after a STOP by text', async () => {
    const optedOut = { at: Date.parse('2026-11-03T18:00:00Z'), word: '', scope: 'number' } as const;
    block('optedOut', { 'consent.getState': () => consentState({ optedOut, mayAgreeAgain: true }) });
    await userEvent.click(await screen.findByRole('button', { name: 'They asked for texts again' }));
    expect(await screen.findByRole('dialog', { name: 'Record agreement' })).toBeDefined();
  });
});

describe('recording an agreement', () => {
  const open = async (more: Answers = {}) => {
    const page = block('ask', more);
    await userEvent.click(await screen.findByRole('button', { name: 'Record agreement' }));
    return { ...page, dialog: within(await screen.findByRole('dialog', { name: 'Record agreement' })) };
  };

  it('keeps who spoke, the words of the purpose, and the scan of the form', async () => {
    const { core, dialog } = await open();
    await userEvent.click(dialog.getByRole('radio', { name: 'Signed form' }));
    expect(await dialog.findByText('The words · Version 3')).toBeDefined();
    const scan = new File([new Uint8Array([1, 2, 3])], 'form.png', { type: 'image/png' });
    await userEvent.upload(dialog.getByLabelText('Scan or photo of the form'), scan);
    await userEvent.click(dialog.getByRole('button', { name: 'Record agreement' }));
    await waitFor(() =>
      expect(inputs(core, 'consent.recordEvent')).toMatchObject([
        { method: 'paper', givenBy: 'self', wordingId: 'care', wordingVersion: 3, language: 'en' },
      ]),
    );
    expect(inputs(core, 'consent.recordEvent')).toMatchObject([{ file: { name: 'form.png', data: 'AQID' } }]);
  });

  it('asks for the birth date when a parent speaks', async () => {
    const { core, dialog } = await open();
    expect(dialog.queryByLabelText('When was the child born?')).toBeNull();
    await userEvent.selectOptions(dialog.getByRole('combobox', { name: 'Who agreed' }), 'A parent');
    await userEvent.type(dialog.getByLabelText('When was the child born?'), '2015-03-12');
    await userEvent.click(dialog.getByRole('button', { name: 'Record agreement' }));
    await waitFor(() =>
      expect(inputs(core, 'consent.recordEvent')).toMatchObject([{ givenBy: 'parent', birthDate: '2015-03-12' }]),
    );
  });

  it('takes no spoken yes for offers', async () => {
    const { dialog } = await open();
    await userEvent.selectOptions(dialog.getByRole('combobox', { name: 'For' }), 'Offers and news');
    const button = dialog.getByRole<HTMLButtonElement>('button', { name: 'Record agreement' });
    expect(button.disabled).toBe(true);
    await userEvent.click(dialog.getByRole('radio', { name: 'Signed form' }));
    expect(button.disabled).toBe(false);
  });
});

describe('a do-not-text list', () => {
  it('is checked first, says what was found, and is added only then', async () => {
    const { core } = renderPart(<DoNotTextDialog onClose={() => undefined} />, answers);
    await userEvent.type(await screen.findByLabelText('Or paste numbers, one in each line'), '2065550172');
    expect(screen.queryByRole('button', { name: 'Never text these' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Check the list' }));
    expect(await screen.findByText('2 numbers found, 1 of people you know.')).toBeDefined();
    expect(screen.getByText('In 1 line there is no whole number: line 4.')).toBeDefined();
    await clean(screen.getByRole('dialog'));
    await userEvent.click(screen.getByRole('button', { name: 'Never text these' }));
    await waitFor(() => expect(inputs(core, 'consent.addDoNotText')).toMatchObject([{ text: '2065550172' }]));
  });
});

describe('an employee', () => {
  it('has a last day, which can be taken back', async () => {
    const leavesAt = Date.parse('2026-12-01T05:00:00Z');
    const { core, container } = renderPart(<LastDay personId="p1" />, {
      ...answers,
      'consent.getState': () => consentState({ leavesAt }),
    });
    await userEvent.type(screen.getByLabelText('Last day'), '2026-11-30');
    await userEvent.click(screen.getByRole('button', { name: 'Save last day' }));
    await userEvent.click(await screen.findByRole('button', { name: 'They stay' }));
    await waitFor(() =>
      expect(inputs(core, 'consent.setLastDay')).toMatchObject([{ lastDay: '2026-11-30' }, { lastDay: null }]),
    );
    await clean(container);
  });
});

describe('the proof', () => {
  it('is saved by one press, under a name that tells nobody whose it is', async () => {
    const saved: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    Object.assign(URL, { createObjectURL: () => 'blob:1', revokeObjectURL: () => undefined });
    renderPart(<ConsentProof personId="p1" />, answers);
    await userEvent.click(screen.getByRole('button', { name: 'Save proof as PDF' }));
    await waitFor(() => expect(saved).toEqual(['proof-of-consent.pdf']));
  });
});

describe('a do-not-text list as a workbook', () => {
  it('goes to the core as it is, is checked first, and gives way to pasted numbers', async () => {
    const { core } = renderPart(<DoNotTextDialog onClose={() => undefined} />, answers);
    const file = new File([new Uint8Array([0x50, 0x4b, 3, 4])], 'stop.xlsx');
    // userEvent looks at `accept` as a browser's own dialog does.
    await userEvent.upload(await screen.findByLabelText('File with numbers'), file);
    await screen.findByText('stop.xlsx is chosen. Check it before you add it.');
    await userEvent.click(screen.getByRole('button', { name: 'Check the list' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Never text these' }));
    await waitFor(() => expect(inputs(core, 'consent.addDoNotText')).toMatchObject([{ base64: 'UEsDBA==' }]));
    expect(inputs(core, 'consent.readDoNotText')).toEqual([{ base64: 'UEsDBA==' }]);
    await userEvent.type(screen.getByLabelText('Or paste numbers, one in each line'), '2');
    expect(screen.queryByText(/is chosen/)).toBeNull();
  });
});

/** As far as what stands beside a person asks. */
const maria = {
  ...{ id: 'p1', name: 'Maria Alvarez', givenName: 'Maria', kind: 'patient', canText: 'yes' },
  numbers: [{ number: NUMBER, display: '(206) 555-0172', label: '', kind: 'mobile', sharedWith: [], sharedMore: 0 }],
} as unknown as Person;
const signed: ConsentEvent = {
  ...{
    id: 'e1',
    at: NOW,
    number: NUMBER,
    personId: 'p1',
    personName: 'Maria Alvarez',
    kind: 'grant',
    level: 'express',
  },
  ...{
    purpose: 'care',
    channel: 'sms',
    method: 'paper',
    evidence: '',
    actor: 'Dana',
    recordedAt: NOW,
    effectiveAt: null,
  },
  ...{ endsAt: null, givenBy: 'self', wordingId: null, wordingVersion: null, language: null },
  ...{ fileId: 'f1', fileSha256: 'ab' },
};

describe('a role', () => {
  const buttons = () => screen.queryAllByRole('button').map(({ textContent }) => textContent);

  it.each([
    ['frontDesk', ['Said stop', 'Record agreement', 'Record opt-out']],
    ['clinician', ['Said stop', 'Record opt-out']],
    ['billing', ['Said stop']],
    ['auditor', ['Said stop']],
  ] as const)('is offered what it may write down: %s', async (role, words) => {
    const { core } = block('yes', { 'system.getSession': () => sessionAs(role) });
    await waitFor(() => expect(inputs(core, 'system.getSession')).toHaveLength(1));
    await waitFor(() => expect(buttons()).toHaveLength(words.length));
    for (const [at, word] of words.entries()) expect(buttons()[at]).toContain(word);
  });

  it.each([
    ['manager', true],
    ['billing', false],
  ] as const)('sees the proof and the scan as the core lets it: %s', async (role, may) => {
    const { core } = renderPart(<PersonSide person={maria} />, {
      ...answers,
      'system.getSession': () => sessionAs(role),
      'consent.listEvents': () => ({ items: [signed], next: null }),
      'schedule.listAppointments': () => ({ items: [], next: null, date: null, clinicians: [], lastImportAt: null }),
    });
    await screen.findByText(/agreed, signed form/);
    await waitFor(() => expect(screen.queryByRole('button', { name: /proof/i }) !== null).toBe(may));
    expect(screen.queryByRole('button', { name: 'Save the scan' }) !== null).toBe(may);
    // What it may not read is not asked for either.
    expect(inputs(core, 'schedule.listAppointments').length > 0).toBe(may);
  });

  it('texts an employee by the agreement to texts about work', async () => {
    const employee = {
      level: 'express',
      at: NOW,
      method: 'paper',
      givenBy: 'self',
      endsAt: null,
      refusedAt: null,
    } as const;
    const state = consentState();
    const subject = { personId: 'p1', number: NUMBER, display: '(206) 555-0172', name: 'Pat', canText: 'yes' } as const;
    renderPart(<ConsentBlock subject={{ ...subject, purpose: 'employee' }} />, {
      ...answers,
      'consent.getState': () => ({
        ...state,
        purposes: { ...state.purposes, care: state.purposes.employee, employee },
      }),
    });
    expect(await screen.findByText(/^Signed form, /)).toBeDefined();
  });
});
