/** Screens for looking at the frame and the kit: the component sheet of the mock-ups, and empty neighbours. */
import {
  BellRing,
  CalendarCheck,
  Coffee,
  Ellipsis,
  MessageSquareText,
  PanelRight,
  Settings,
  Users,
  WifiOff,
} from 'lucide-react';
import type { ScreenDefinition } from '../../../src/renderer/app/screenDefinition.ts';
import { Avatar } from '../../../src/renderer/ui/Avatar.tsx';
import { Banner } from '../../../src/renderer/ui/Banner.tsx';
import { Button, IconButton } from '../../../src/renderer/ui/Button.tsx';
import { StatusChip } from '../../../src/renderer/ui/Chip.tsx';
import { Empty } from '../../../src/renderer/ui/Empty.tsx';
import { TextField } from '../../../src/renderer/ui/Field.tsx';
import { Pii } from '../../../src/renderer/ui/Pii.tsx';
import { SegmentCounter } from '../../../src/renderer/ui/SegmentCounter.tsx';
import { Segmented } from '../../../src/renderer/ui/Segmented.tsx';
import { statusLanguage } from '../../../src/renderer/ui/statusLanguage.ts';
import type { Status } from '../../../src/renderer/ui/statusLanguage.ts';
import { StatusLine } from '../../../src/renderer/ui/StatusLine.tsx';
import { StepDots } from '../../../src/renderer/ui/StepDots.tsx';
import { Tabs } from '../../../src/renderer/ui/Tabs.tsx';
import { useServices } from '../../../src/renderer/state/services.ts';

const column = { display: 'flex', flexDirection: 'column', gap: 12, padding: 20, overflow: 'auto', flex: 1 } as const;
const row = { display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center' } as const;

export function ComponentSheet() {
  const { toasts, menu } = useServices();
  return (
    <div style={column}>
      <h1>Components and states</h1>
      <div style={row}>
        <Button variant="primary" shortcut="Enter">
          Send
        </Button>
        <Button>Snooze</Button>
        <Button variant="soft">Offer times</Button>
        <Button variant="ghost">Cancel</Button>
        <Button danger>Delete draft</Button>
        <Button variant="primary" disabled>
          Send
        </Button>
        <IconButton label="Hide patient details" on shortcut="P">
          <PanelRight size={18} />
        </IconButton>
        <IconButton
          label="More"
          onClick={(event) =>
            menu.open(event.currentTarget, {
              label: 'More',
              items: [
                { key: 'a', label: 'Mark as new', keys: 'U', run: () => undefined },
                { key: 'b', label: 'Block number', danger: true, separated: true, run: () => undefined },
              ],
            })
          }
        >
          <Ellipsis size={16} />
        </IconButton>
        <Segmented
          label="Day"
          options={[
            { value: 'today', label: 'Today' },
            { value: 'tomorrow', label: 'Tomorrow' },
          ]}
          value="today"
          onChange={() => undefined}
        />
        <Tabs
          label="Conversations"
          controls="sheet-list"
          tabs={[
            { value: 'todo', label: 'To do', count: 7 },
            { value: 'waiting', label: 'Waiting', count: 4 },
            { value: 'done', label: 'Done' },
          ]}
          value="todo"
          onChange={() => undefined}
        />
      </div>
      <div style={row} id="sheet-list">
        {(Object.keys(statusLanguage) as Status[]).map((status) => (
          <StatusChip key={status} status={status} values={{ name: 'Sam' }} />
        ))}
      </div>
      <Banner tone="bad" icon={WifiOff} actions={<Button size="small">Fix it</Button>}>
        The phone is not answering. 12 texts are waiting and will go out when it is back.
      </Banner>
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr 1fr', gap: 16 }}>
        <TextField
          label="Phone number"
          defaultValue="(206) 555-01"
          error="This number is too short. It needs 10 digits."
        />
        <TextField
          label="Send between"
          defaultValue="8:00 AM"
          hint="Texts outside these hours wait until the morning."
        />
        <Empty icon={Coffee} title="All caught up" help="New texts will show up here." />
      </div>
      <div style={row}>
        <StatusLine status="queued" lead="Dana · 9:44 AM" />
        <StatusLine status="delivered" lead="Dana · 9:44 AM" />
        <StatusLine
          status="failed"
          reason="The phone had no signal."
          action={{ label: 'Try again', run: () => undefined }}
        />
        <SegmentCounter id="seg" segments={2} left={32} />
        <StepDots
          steps={[
            { label: '3 days before', state: 'delivered' },
            { label: '1 day before', state: 'failed' },
            { label: '2 hours before', state: 'next' },
          ]}
        />
      </div>
      <div style={row} data-reveal="">
        <Avatar name="Maria Alvarez" />
        <Pii>Maria Alvarez</Pii>
        <Pii>1:15 please! Could you also send directions</Pii>
      </div>
      <Button
        onClick={() =>
          toasts.show({
            icon: 'done',
            message: 'Marked done',
            action: { label: 'Undo', keys: 'Ctrl+Z', run: () => undefined },
          })
        }
      >
        Toast
      </Button>
    </div>
  );
}

const neighbour = (title: string) =>
  function Neighbour() {
    return (
      <div style={column}>
        <h1>{title}</h1>
      </div>
    );
  };

export const frameScreens: readonly ScreenDefinition[] = [
  {
    id: 'inbox',
    title: 'screen.inbox',
    icon: MessageSquareText,
    place: 'main',
    goKey: 'I',
    load: async () => ComponentSheet,
  },
  {
    id: 'today',
    title: 'screen.today',
    icon: CalendarCheck,
    place: 'main',
    goKey: 'T',
    load: async () => neighbour('Today'),
  },
  {
    id: 'reminders',
    title: 'screen.reminders',
    icon: BellRing,
    place: 'main',
    goKey: 'R',
    load: async () => neighbour('Reminders'),
  },
  {
    id: 'people',
    title: 'screen.people',
    icon: Users,
    place: 'main',
    goKey: 'P',
    load: async () => neighbour('People'),
  },
  {
    id: 'settings',
    title: 'screen.settings',
    icon: Settings,
    place: 'bottom',
    load: async () => neighbour('Settings'),
  },
];
