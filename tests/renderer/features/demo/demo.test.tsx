import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { DemoChip } from '../../../../src/renderer/features/demo/DemoChip.tsx';
import { deskAnswers, importPreview } from '../../harness/deskAnswers.ts';
import type { Answers } from '../../harness/memoryTransport.ts';
import { asked, expectAccessible, untilAsked } from '../../harness/openScreen.tsx';
import { renderPart } from '../../harness/renderApp.tsx';
import { NOW } from '../../harness/shellAnswers.ts';

const state = { now: NOW, speed: 1, faults: [], sample: { fileName: 'tomorrow.csv', path: '' }, textsOnAir: 0 };

async function openPanel(answers: Answers = {}) {
  const user = userEvent.setup();
  const page = renderPart(
    <main>
      <h1>Desk</h1>
      <DemoChip />
    </main>,
    { ...deskAnswers, ...answers },
  );
  await user.click(screen.getByRole('button', { name: 'Demo mode' }));
  await screen.findByText('What goes wrong');
  return { user, ...page };
}

describe('the demo panel', () => {
  it('is accessible, and Esc closes it and gives the focus back', async () => {
    const { user, container } = await openPanel();
    await expectAccessible({ container });
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Demo mode' }));
  });

  it('switches faults, turns the clock, and goes forward', async () => {
    const { user, core } = await openPanel({
      'demo.setFault': () => state,
      'demo.setSpeed': () => state,
      'demo.advanceClock': () => state,
    });
    await user.click(screen.getByRole('checkbox', { name: 'The internet is off' }));
    expect(await untilAsked(core, 'demo.setFault')).toEqual({ fault: 'internetOff', on: true });
    await user.click(screen.getByRole('radio', { name: '60 times' }));
    expect(await untilAsked(core, 'demo.setSpeed')).toEqual({ speed: 60 });
    await user.click(screen.getByRole('button', { name: '1 hour' }));
    expect(await untilAsked(core, 'demo.advanceClock')).toEqual({ minutes: 60 });
  });

  it("imports tomorrow's list in one press", async () => {
    const { user, core } = await openPanel();
    await user.click(screen.getByRole('button', { name: "Import tomorrow's list" }));
    expect(await untilAsked(core, 'schedule.applyImport')).toEqual({
      importId: importPreview.importId,
      consent: 'agreedOnForm',
    });
    expect(asked(core, 'schedule.previewImport')[0]).toMatchObject({ fileName: 'tomorrow.csv' });
  });

  it('lets a patient write', async () => {
    const { user, core } = await openPanel({ 'demo.receiveText': () => ({ done: true }) });
    await user.type(screen.getByLabelText('Number'), '+12065550172');
    await user.type(screen.getByLabelText('Text'), 'YES{Enter}');
    expect(await untilAsked(core, 'demo.receiveText')).toEqual({ from: '+12065550172', body: 'YES' });
  });
});
