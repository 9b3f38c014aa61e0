/** What the jobs ask of texts, put together for runtime.ts. Everything else of JobHandlers is the reminders feature's. */
import type { JobHandlers } from '../jobs/handlers.ts';
import type { Ids } from '../platform/ports.ts';
import { wakeSnoozed } from './conversations/wakeSnoozed.ts';
import { decideSend } from './gate/decideSend.ts';
import { receiveText } from './inbound/receiveText.ts';
import { recordStatus } from './messages/status.ts';

export type TextHandlers = Pick<JobHandlers, 'decideSend' | 'recordStatus' | 'receiveText' | 'wakeSnoozed'>;

export function createTextHandlers(deps: { readonly ids: Ids }): TextHandlers {
  return {
    decideSend,
    recordStatus,
    receiveText: (tx, gateway, text, now) => receiveText(deps, tx, gateway, text, now),
    wakeSnoozed,
  };
}
