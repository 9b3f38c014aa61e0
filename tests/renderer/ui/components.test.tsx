import { act, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { IconButton } from '../../../src/renderer/ui/Button.tsx';
import { TextField } from '../../../src/renderer/ui/Field.tsx';
import { MenuHost } from '../../../src/renderer/ui/MenuHost.tsx';
import { Segmented } from '../../../src/renderer/ui/Segmented.tsx';
import { statusLanguage } from '../../../src/renderer/ui/statusLanguage.ts';
import { StatusLine } from '../../../src/renderer/ui/StatusLine.tsx';
import { StepDots } from '../../../src/renderer/ui/StepDots.tsx';
import { TooltipHost } from '../../../src/renderer/ui/TooltipHost.tsx';
import { VirtualList } from '../../../src/renderer/ui/VirtualList.tsx';
import { renderPart } from '../harness/renderApp.tsx';

describe('IconButton', () => {
  it('has a name, and a tooltip with its key on keyboard focus', async () => {
    renderPart(
      <>
        <IconButton label="Mark as new" shortcut="U">
          <svg />
        </IconButton>
        <TooltipHost />
      </>,
    );
    const button = screen.getByRole('button', { name: 'Mark as new' });
    expect(button.getAttribute('aria-keyshortcuts')).toBe('U');
    await userEvent.tab();
    expect(document.activeElement).toBe(button);
    expect((await screen.findByText('Mark as new')).textContent).toContain('U');
  });
});

describe('Field', () => {
  it('ties label, hint and error to the control', () => {
    renderPart(<TextField label="Phone number" hint="With area code" error="This number is too short." />);
    const input = screen.getByRole('textbox', { name: 'Phone number' });
    expect(input.getAttribute('aria-invalid')).toBe('true');
    const described = (input.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent);
    expect(described).toEqual(['This number is too short.', 'With area code']);
  });
});

describe('Segmented', () => {
  it('is one Tab stop; arrows choose', async () => {
    function Days() {
      const [day, setDay] = useState<'today' | 'tomorrow'>('today');
      const options = [
        { value: 'today', label: 'Today' },
        { value: 'tomorrow', label: 'Tomorrow' },
      ] as const;
      return <Segmented label="Day" options={options} value={day} onChange={setDay} />;
    }
    renderPart(<Days />);
    await userEvent.tab();
    await userEvent.keyboard('{ArrowRight}');
    expect(screen.getByRole('radio', { name: 'Tomorrow' }).getAttribute('aria-checked')).toBe('true');
  });
});

describe('states', () => {
  it('never are a colour alone: each has an icon and words', () => {
    for (const [status, word] of Object.entries(statusLanguage)) {
      expect(word.icon, status).toBeDefined();
      expect(word.message, status).toMatch(/^chip\./);
    }
  });

  it('of a text say why and what to do', async () => {
    let retried = 0;
    renderPart(
      <StatusLine
        status="failed"
        reason="The phone had no signal."
        action={{ label: 'Try again', run: () => retried++ }}
      />,
    );
    expect(screen.getByText('Not sent. The phone had no signal.')).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retried).toBe(1);
  });

  it('of reminders are told in words', () => {
    renderPart(
      <StepDots
        steps={[
          { label: '3 days before', state: 'delivered' },
          { label: '1 day before', state: 'failed' },
        ]}
      />,
    );
    expect(screen.getByRole('img', { name: '3 days before: delivered, 1 day before: not delivered' })).toBeDefined();
  });
});

describe('the menu', () => {
  const ran: string[] = [];
  function openMenu() {
    ran.length = 0;
    const page = renderPart(
      <>
        <button type="button">More</button>
        <MenuHost />
      </>,
    );
    const opener = screen.getByRole('button', { name: 'More' });
    opener.focus();
    const item = (label: string, disabled = false) => ({
      key: label,
      label,
      disabled,
      run: () => void ran.push(label),
    });
    act(() =>
      page.services.menu.open(opener, {
        label: 'More',
        items: [item('Mark as new'), item('Merge', true), item('Print')],
      }),
    );
    return opener;
  }

  it('has the focus on its first item, moves by arrows and letters, and gives the focus back', async () => {
    const opener = openMenu();
    expect(document.activeElement?.textContent).toBe('Mark as new');
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement?.textContent).toBe('Merge');
    await userEvent.keyboard('p');
    expect(document.activeElement?.textContent).toBe('Print');
    await userEvent.keyboard('{Enter}');
    expect(ran).toEqual(['Print']);
    expect(screen.queryByRole('menu')).toBeNull();
    expect(document.activeElement).toBe(opener);
  });

  it('does nothing for a disabled item, and closes by Esc', async () => {
    openMenu();
    await userEvent.click(within(screen.getByRole('menu')).getByText('Merge'));
    expect(ran).toEqual([]);
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('menu')).toBeNull();
  });
});

describe('VirtualList', () => {
  const people = Array.from({ length: 10_000 }, (_, index) => ({ id: `p${index}`, name: `Person ${index}` }));
  const moved: string[] = [];
  const opened: string[] = [];
  function People() {
    const [selected, setSelected] = useState<string | null>('p0');
    return (
      <VirtualList
        label="People"
        items={people}
        keyOf={(person) => person.id}
        labelOf={(person) => person.name}
        rowHeight={44}
        selectedKey={selected}
        onMove={(person) => {
          moved.push(person.id);
          setSelected(person.id);
        }}
        onOpen={(person) => void opened.push(person.id)}
        renderRow={(person) => <span>{person.name}</span>}
      />
    );
  }

  it('holds a screenful of rows, not ten thousand', () => {
    renderPart(<People />);
    expect(screen.getAllByRole('option').length).toBeLessThanOrEqual(40);
    expect(screen.getAllByRole('option')[0]?.getAttribute('aria-setsize')).toBe('10000');
  });

  it('is one Tab stop, moves by arrows, opens by Enter and by click', async () => {
    moved.length = 0;
    opened.length = 0;
    renderPart(<People />);
    await userEvent.tab();
    expect(document.activeElement).toBe(screen.getByRole('option', { name: 'Person 0' }));
    await userEvent.keyboard('{ArrowDown}');
    await screen.findByRole('option', { name: 'Person 1', selected: true });
    expect(moved).toEqual(['p1']);
    await userEvent.keyboard('{Enter}');
    await userEvent.click(screen.getByRole('option', { name: 'Person 3' }));
    expect(opened.at(-1)).toBe('p3');
  });
});
