/**
 * What to change on which make of phone, so that the app is not put to sleep and gets its texts. Data and its look-up; the makers rename
 * their menus, so each step names what to look for as well.
 */
import type { PhoneAdvice } from '../../../contract/gateways.ts';

type Topic = PhoneAdvice['topic'];

const TITLES: Readonly<Record<Topic, string>> = {
  battery: 'Let the app run in the background',
  autoStart: 'Let the app start by itself',
  asleep: 'Keep the phone awake and on the Wi-Fi',
  rcs: 'Turn off chat features (RCS)',
  permission: 'Let the app read and send texts',
};

/** On every Android phone. */
const USUAL: Readonly<Record<Topic, readonly string[]>> = {
  battery: [
    'Settings, Apps, SMSGate, Battery: choose "Unrestricted".',
    'In SMSGate: Settings, System, Battery optimization: off.',
  ],
  autoStart: ['In SMSGate on the Home tab: switch on "Start on boot".'],
  asleep: [
    'Leave the phone plugged in.',
    'Settings, Network, Wi-Fi: keep Wi-Fi on while the screen is off, and leave the guest network.',
    'In SMSGate: tap Online, wait for Offline, and tap again.',
  ],
  rcs: [
    'Open Google Messages, tap your picture, Message settings, RCS chats: turn them off.',
    'Texts that people sent as chats meanwhile stay in Google Messages: read them there.',
  ],
  permission: [
    'Settings, Apps, SMSGate, Permissions: allow SMS and Phone.',
    'If it is greyed out: three dots at the top right of that page, "Allow restricted settings", then try again.',
  ],
};

interface Brand {
  readonly name: string;
  /** How the phone's own name begins, in lower case. */
  readonly marks: readonly string[];
  /** Stands in for, or comes before, the usual steps. */
  readonly steps: Partial<Readonly<Record<Topic, readonly string[]>>>;
}

const BRANDS: readonly Brand[] = [
  {
    name: 'Samsung',
    marks: ['samsung'],
    steps: {
      battery: [
        'Settings, Battery, Background usage limits: turn off "Put unused apps to sleep".',
        'On the same page under "Never auto sleeping apps": add SMSGate.',
        'Settings, Apps, SMSGate, Battery: choose "Unrestricted".',
      ],
      rcs: [
        'Open Messages (Samsung or Google), three dots or your picture, Settings, Chat settings or RCS chats: turn them off.',
      ],
    },
  },
  {
    name: 'Xiaomi',
    marks: ['xiaomi', 'redmi', 'poco'],
    steps: {
      battery: [
        'Settings, Apps, Manage apps, SMSGate, Battery saver: choose "No restrictions".',
        'Open the recent apps, press and hold SMSGate, and tap the lock.',
      ],
      autoStart: [
        'Settings, Apps, Manage apps, SMSGate: switch on "Autostart".',
        'In SMSGate on the Home tab: switch on "Start on boot".',
      ],
      permission: [
        'Settings, Apps, Manage apps, SMSGate, Other permissions: allow SMS, "Notification SMS" and showing on the lock screen.',
        'Settings, Apps, Manage apps, SMSGate, App permissions: allow SMS and Phone.',
      ],
    },
  },
  {
    name: 'Huawei or Honor',
    marks: ['huawei', 'honor'],
    steps: {
      battery: [
        'Settings, Battery, App launch, SMSGate: turn off "Manage automatically" and allow all three below it.',
        'Settings, Battery, More battery settings: turn on "Stay connected while asleep".',
      ],
      autoStart: ['It is part of App launch: "Auto-launch" has to be on.', 'In SMSGate: switch on "Start on boot".'],
    },
  },
  {
    name: 'OnePlus, Oppo or Realme',
    marks: ['oneplus', 'oppo', 'realme'],
    steps: {
      battery: [
        'Settings, Apps, SMSGate, Battery usage: allow background activity and auto launch.',
        'Settings, Battery, More settings: turn off "Sleep standby optimization".',
        'Open the recent apps, three dots on SMSGate, "Lock".',
      ],
    },
  },
  {
    name: 'Vivo',
    marks: ['vivo', 'iqoo'],
    steps: {
      battery: ['Settings, Battery, Background power consumption management, SMSGate: "Don\'t restrict".'],
      autoStart: ['Settings, Apps, Autostart: switch on SMSGate.', 'In SMSGate: switch on "Start on boot".'],
    },
  },
  { name: 'Google Pixel', marks: ['google'], steps: {} },
  { name: 'Motorola', marks: ['motorola'], steps: {} },
  { name: 'Nokia', marks: ['hmd', 'nokia'], steps: {} },
];

/** The make, from the name a phone gives itself (`samsung/a14nsxx`); null for one we know nothing of. */
export function brandOf(deviceName: string | null): string | null {
  return findBrand(deviceName)?.name ?? null;
}

/** All advice for a make, the most frequent cause first. */
export function adviceFor(deviceName: string | null): PhoneAdvice[] {
  const brand = findBrand(deviceName);
  return (['battery', 'autoStart', 'asleep', 'rcs', 'permission'] as const).map((topic) => ({
    topic,
    title: TITLES[topic],
    steps: [...(brand?.steps[topic] ?? USUAL[topic])],
  }));
}

/** What to try when a text went out and none came back: each step is a sentence. */
export function adviceWhenDeaf(deviceName: string | null): string[] {
  const wanted: readonly Topic[] = ['rcs', 'battery', 'permission'];
  return [
    'In SMSGate: tap Online, wait for Offline, and tap again. Then test again.',
    ...adviceFor(deviceName).flatMap(({ topic, title, steps }) =>
      wanted.includes(topic) ? [`${title}: ${steps.join(' ')}`] : [],
    ),
  ];
}

function findBrand(deviceName: string | null): Brand | undefined {
  const name = (deviceName ?? '').trim().toLowerCase();
  return BRANDS.find(({ marks }) => marks.some((mark) => name.startsWith(mark)));
}
