/** All repositories over one session, as the transaction hands them out. */
import type { Sql } from '../sql.ts';
import type { WriteTx } from '../store.ts';
import { createAccounts } from './accounts.ts';
import { createAppointments } from './appointments.ts';
import { createAttachments } from './attachments.ts';
import { createAudit } from './audit.ts';
import { createAutoReplies } from './autoReplies.ts';
import { createCommands } from './commands.ts';
import { createConsent } from './consent.ts';
import { createConversations } from './conversations.ts';
import { createGateways } from './gateways.ts';
import { createErasures } from './erasures.ts';
import { createHookEvents } from './hookEvents.ts';
import { createImports } from './imports.ts';
import { createLegalHolds } from './legalHolds.ts';
import { createPersonMerges } from './personMerges.ts';
import { createMessages } from './messages.ts';
import { createOneTimeCodes } from './oneTimeCodes.ts';
import { createOutbox } from './outbox.ts';
import { createPeople } from './people.ts';
import { createRecalls } from './recalls.ts';
import { createReminders } from './reminders.ts';
import { createRetention } from './retention.ts';
import { createSettings } from './settings.ts';
import { createSources } from './sources.ts';
import { createTemplates } from './templates.ts';
import { createWriteBack } from './writeBack.ts';
import { createDayClosings, createVisitCalls } from './visitCalls.ts';
import { createVisitReplies } from './visitReplies.ts';
import { createWaitlist } from './waitlist.ts';

/** `actor` says who the current transaction works for; `auditKey` signs the audit chain. */
export function createRepositories(sql: Sql, actor: () => string, auditKey: Uint8Array): Omit<WriteTx, 'changed'> {
  const audit = createAudit(sql, actor, auditKey);
  return {
    people: createPeople(sql),
    conversations: createConversations(sql),
    messages: createMessages(sql),
    attachments: createAttachments(sql),
    oneTimeCodes: createOneTimeCodes(sql),
    outbox: createOutbox(sql),
    appointments: createAppointments(sql),
    reminders: createReminders(sql),
    templates: createTemplates(sql),
    autoReplies: createAutoReplies(sql),
    consent: createConsent(sql),
    gateways: createGateways(sql),
    recalls: createRecalls(sql),
    hookEvents: createHookEvents(sql),
    imports: createImports(sql),
    merges: createPersonMerges(sql),
    sources: createSources(sql),
    writeBack: createWriteBack(sql),
    audit,
    settings: createSettings(sql, actor),
    commands: createCommands(sql, actor),
    visitReplies: createVisitReplies(sql),
    visitCalls: createVisitCalls(sql),
    dayClosings: createDayClosings(sql),
    waitlist: createWaitlist(sql),
    legalHolds: createLegalHolds(sql),
    retention: createRetention(sql, audit),
    erasures: createErasures(sql),
    accounts: createAccounts(sql),
  };
}
