/**
 * The English catalogue: one file per feature in `en/`, merged here. Message ids are `feature.name`; the type
 * `MessageId` makes a misspelt one a compile error. Syntax is ICU, as react-intl reads it.
 */
import { accounts } from './en/accounts.ts';
import { activity } from './en/activity.ts';
import { autoReplies } from './en/autoReplies.ts';
import { consent } from './en/consent.ts';
import { backups } from './en/backups.ts';
import { demo } from './en/demo.ts';
import { forecast } from './en/forecast.ts';
import { gateways } from './en/gateways.ts';
import { health } from './en/health.ts';
import { importVisits } from './en/import.ts';
import { inbox } from './en/inbox.ts';
import { people } from './en/people.ts';
import { plan } from './en/plan.ts';
import { privacy } from './en/privacy.ts';
import { receiving } from './en/receiving.ts';
import { reminders } from './en/reminders.ts';
import { sending } from './en/sending.ts';
import { settings } from './en/settings.ts';
import { setup } from './en/setup.ts';
import { shell } from './en/shell.ts';
import { sources } from './en/sources.ts';
import { timing } from './en/timing.ts';
import { templates } from './en/templates.ts';
import { today } from './en/today.ts';
import { ui } from './en/ui.ts';
import { writeBack } from './en/writeBack.ts';

export const en = {
  ...shell,
  ...today,
  ...settings,
  ...backups,
  ...plan,
  ...sending,
  ...receiving,
  ...setup,
  ...gateways,
  ...demo,
  ...health,
  ...importVisits,
  ...sources,
  ...writeBack,
  ...reminders,
  ...forecast,
  ...timing,
  ...ui,
  ...inbox,
  ...people,
  ...consent,
  ...privacy,
  ...templates,
  ...autoReplies,
  ...activity,
  ...accounts,
} as const;

export type MessageId = keyof typeof en;
