/**
 * Puts the features together: what each needs of the others is handed in here as a function, so that none imports another's
 * inside for its effects. Decides nothing.
 */
import type { FeatureName } from '../../contract/index.ts';
import type { Session } from '../../contract/system.ts';
import { createAccountsFeature } from '../features/accounts/index.ts';
import { createAttachmentsFeature } from '../features/attachments/index.ts';
import { createAuditFeature } from '../features/audit/index.ts';
import { createViewLog } from '../features/audit/viewLog.ts';
import type { ViewLog } from '../features/audit/viewLog.ts';
import { createFireRule } from '../features/autoReplies/fire.ts';
import { createAutoRepliesFeature } from '../features/autoReplies/index.ts';
import { heldByFence, holdIfLost } from '../features/backups/fence.ts';
import { createBackupsFeature } from '../features/backups/index.ts';
import { forgetPersonInLedger } from '../features/consent/forget.ts';
import { canTextNumber } from '../features/consent/readConsent.ts';
import {
  recordConsent,
  recordFormConsent,
  recordListRefusal,
  takeBackFormConsent,
} from '../features/consent/recordConsent.ts';
import { createReplyClassifier } from '../domain/replies/classifier.ts';
import { createWaitingCodes } from '../features/codes/codeText.ts';
import { createCodesFeature } from '../features/codes/index.ts';
import type { VerifyService } from '../features/codes/index.ts';
import { createConsentFeature } from '../features/consent/index.ts';
import { createConversationsFeature } from '../features/conversations/index.ts';
import { keepRowsOfPerson } from '../features/conversations/keepRow.ts';
import { wakeSnoozed } from '../features/conversations/wakeSnoozed.ts';
import type { FeatureHandlers } from '../features/feature.ts';
import { createHandOff } from '../features/handOff/index.ts';
import type { HandOffDeps } from '../features/handOff/index.ts';
import { recallEnded } from '../features/handOff/recallEnded.ts';
import { decideSend } from '../features/gate/decideSend.ts';
import { createGateFeature } from '../features/gate/index.ts';
import type { GatewaysDeps } from '../features/gateways/deps.ts';
import { createGatewaysFeature } from '../features/gateways/index.ts';
import { receiveAndHear, tendHearingTests } from '../features/gateways/phoneHearing.ts';
import { renewWebhooks } from '../features/gateways/renewWebhooks.ts';
import { endPauses } from '../features/inbound/endPauses.ts';
import { receiveText } from '../features/inbound/receiveText.ts';
import type { FindTemplate } from '../features/messages/chosenTemplate.ts';
import type { Recall } from '../features/messages/recall.ts';
import { createMessagesFeature } from '../features/messages/index.ts';
import { expireTexts } from '../features/messages/expireTexts.ts';
import { recordStatusAndLearn } from '../features/messages/afterFailure.ts';
import { takeBack } from '../features/messages/takeBack.ts';
import { createPeopleFeature } from '../features/people/index.ts';
import { createPrivacyFeature } from '../features/privacy/index.ts';
import type { RemindersDeps } from '../features/reminders/deps.ts';
import { checkReminderText } from '../features/reminders/dispatchCheck.ts';
import { createRemindersFeature } from '../features/reminders/index.ts';
import { planReminders } from '../features/reminders/plan.ts';
import { releaseAhead, releaseReminder } from '../features/reminders/release.ts';
import { heldBecause } from '../features/reminders/state.ts';
import { tendReminders } from '../features/reminders/tend.ts';
import { createRepliesFeature } from '../features/replies/index.ts';
import { routeOf } from '../features/routing/routeText.ts';
import { viewAppointment } from '../features/schedule/appointments.ts';
import type { ScheduleDeps } from '../features/schedule/deps.ts';
import { createImportRuns } from '../features/schedule/importRuns.ts';
import type { ImportRuns } from '../features/schedule/importRuns.ts';
import { createImportService } from '../features/schedule/importService.ts';
import { createScheduleFeature } from '../features/schedule/index.ts';
import { createSettingsFeature } from '../features/settings/index.ts';
import { noteListed } from '../features/writeBack/noteListed.ts';
import { createSystemFeature } from '../features/system/index.ts';
import { createTemplatesFeature } from '../features/templates/index.ts';
import { createTunnelFeature } from '../features/tunnel/index.ts';
import { renderFor } from '../features/templates/values.ts';
import type { GatewayReadiness, JobHandlers } from '../jobs/handlers.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { ReadRoutes } from '../jobs/routes.ts';
import type { SourcesJob } from '../jobs/sources.ts';
import type { Platform } from '../platform/ports.ts';
import type { LiveGateways } from '../providers/registry.ts';
import { isRecoveryCode } from '../store/keyring.ts';
import type { MessageRecord } from '../store/records.ts';
import type { ReadTx, Store } from '../store/store.ts';
import type { Webhooks } from '../webhooks/service.ts';
import { readyBackupDir } from './backups.ts';
import { buildDesk } from './deskFeatures.ts';
import { readLimits } from './limits.ts';
import { backupPlaces } from '../platform/backupPlaces.ts';
import { currentSurroundings } from '../platform/dataDir.ts';
import type { Vault } from './vault.ts';
import { createReminderForesight } from './reminderForesight.ts';
import { createReminderQueue } from './reminderTexts.ts';
import { buildSources } from './sources.ts';
import { version } from './version.ts';

export interface FeaturesDeps {
  readonly platform: Platform;
  readonly store: Store;
  readonly gateways: LiveGateways;
  readonly webhooks: Webhooks;
  /** The gateways as the choice of a route sees them. */
  readonly routes: ReadRoutes;
  readonly demo: FeatureHandlers<'demo'>;
  readonly isDemo: boolean;
  readonly capabilities: Session['capabilities'];
  readonly overrides: readonly string[];
  /** Of data that this start has made; null: it is on paper only. */
  readonly firstRecoveryCode: string | null;
  /** Keys, and the database as a whole. */
  readonly vault: Vault;
  /** Starts the program anew; null: this shell cannot. */
  readonly restart: (() => void) | null;
  /** The jobs are made after the features, of their handlers. */
  readonly jobs: () => Jobs;
}

/** What holds everything automatic back. */
const remindersHeld = heldByFence(heldBecause);

/** The functions a feature is handed from its neighbours. */
function createSeams({ platform, store, routes }: FeaturesDeps): { reminders: RemindersDeps; schedule: ScheduleDeps } {
  const { clock, timers, ids } = platform;
  const canText = canTextAt(clock);
  const reminders: RemindersDeps = {
    store,
    clock,
    ids,
    timers,
    createForesee: (now) => createReminderForesight({ routes, limits: readLimits }, now),
    queueReminder: createReminderQueue({ ids, routes }),
    render: renderFor,
    viewAppointment: (tx, record) => viewAppointment({ canText }, tx, record),
    takeBack,
  };
  const schedule: ScheduleDeps = {
    store,
    clock,
    timers,
    ids,
    log: platform.log,
    workbooks: platform.workbooks,
    canText,
    recordFormConsent: (tx, ...entry) => recordFormConsent({ ids }, tx, ...entry),
    recordRefusal: (tx, ...entry) => recordListRefusal({ ids }, tx, ...entry),
    takeBackConsent: (tx, ...entry) => takeBackFormConsent({ ids }, tx, ...entry),
    planReminders: (tx, appointment, now) => planReminders(reminders, tx, appointment, now),
    noteListed: (tx, row, importId, now) => noteListed(tx, row, tx.sources.sourceOfImport(importId) ?? null, now),
    refreshPerson: keepRowsOfPerson,
  };
  return { reminders, schedule };
}

function canTextAt(clock: Platform['clock']): ScheduleDeps['canText'] {
  return (tx, number, personId) => canTextNumber(tx, number, personId, clock.now());
}

export interface Features {
  /** One entry per feature of the contract; the router checks that none is missing. */
  readonly handlers: { readonly [F in FeatureName]: FeatureHandlers<F> };
  readonly forJobs: JobHandlers;
  readonly planReminders: ScheduleDeps['planReminders'];
  /** To be resumed at the start and stopped before the store is closed. */
  readonly importRuns: Pick<ImportRuns, 'resume' | 'stop'>;
  /** Reads the schedule by itself; to be started and stopped with the jobs. */
  readonly sources: SourcesJob;
  /** To be run when somebody outside can reach this PC: gateways that post to us learn the address of now. */
  readonly renewWebhooks: (signal: AbortSignal) => Promise<void>;
}

/** All features of the program. */
export function createFeatures(deps: FeaturesDeps): Features {
  const { store, demo, routes } = deps;
  const { clock, ids, random } = deps.platform;
  const waiting = createWaitingCodes({ clock });
  const replies = createReplyClassifier();
  const seams = createSeams(deps);
  const desk = buildDesk(seams.schedule, { ids, routes });
  const base = { store, clock, ids };
  const viewLog = createViewLog({ store, clock, log: deps.platform.log });
  const importRuns = createImportRuns(seams.schedule);
  const schedule = createScheduleFeature(seams.schedule, importRuns);
  const sources = buildSources(deps.platform, store, {
    imports: createImportService(seams.schedule, importRuns),
    previewImport: schedule.previewImport,
  });
  return {
    handlers: {
      system: createSystem(deps),
      accounts: createAccounts(deps),
      settings: createSettingsFeature(base),
      gateways: createGateways(deps),
      tunnel: createTunnel(deps),
      people: createPeople(seams.schedule, viewLog),
      consent: createConsentFeature({
        ...base,
        timers: deps.platform.timers,
        workbooks: deps.platform.workbooks,
        resourcesDir: deps.platform.paths.resourcesDir,
      }),
      conversations: createConversationsFeature({ ...base, viewLog }),
      attachments: createAttachmentsFeature(base),
      codes: createCodesFeature({ ...base, random, routes, waiting, verify: verifyBy(deps) }),
      messages: createMessagesFeature({ ...base, routes, recall: recallBy(deps), findTemplate: templatesBy(deps) }),
      templates: createTemplatesFeature(base),
      autoReplies: createAutoRepliesFeature({ ...base, replies }),
      ...desk.handlers,
      schedule,
      ...sources.handlers,
      reminders: createRemindersFeature(seams.reminders),
      gate: createGateFeature(base),
      replies: createRepliesFeature(),
      audit: createAuditFeature({ ...base, timers: deps.platform.timers, viewLog }),
      backups: createBackups(deps),
      privacy: createPrivacyFeature({
        ...{ ...base, timers: deps.platform.timers, takeBack, forgetPersonInLedger },
        auditView: viewLog.auditView,
      }),
      demo,
    },
    forJobs: createJobHandlers(deps, { seams, desk, replies, waiting }),
    planReminders: seams.schedule.planReminders,
    importRuns,
    sources: sources.job,
    renewWebhooks: (signal) => renewWebhooks({ store, clock, ...hookDeps(deps) }, signal),
  };
}

/** What the features and their job handlers share. */
interface JobParts {
  readonly seams: ReturnType<typeof createSeams>;
  readonly desk: ReturnType<typeof buildDesk>;
  readonly replies: ReturnType<typeof createReplyClassifier>;
  readonly waiting: ReturnType<typeof createWaitingCodes>;
}

/** What features hand to the jobs. */
function createJobHandlers(deps: FeaturesDeps, parts: JobParts): JobHandlers {
  const { store, routes } = deps;
  const { clock, ids } = deps.platform;
  const { seams, desk, replies, waiting } = parts;
  const fireRule = createFireRule({ ids, routes });
  const decideAt: JobHandlers['decideSend'] = (tx, message, gateway, at) =>
    waiting.unmask(
      message,
      checkReminderText(seams.reminders, tx, message, at) ?? decideSend(tx, message, gateway, at),
    );
  return {
    decideSend: decideAt,
    routeOf,
    recordStatus: (tx, ...change) => recordStatusAndLearn({ ids }, tx, ...change),
    receiveText: (tx, gateway, text, now) =>
      receiveAndHear(tx, gateway, text, now, () =>
        receiveText({ ids, routes, replies, fireRule, answerOffer: desk.answerOffer }, tx, gateway, text, now),
      ),
    warmUp: replies.warmUp,
    tendWaitlist: desk.tendWaitlist,
    tendGateways: (tx, now) => tendHearingTests({ store, clock, ids, routes }, tx, now),
    releaseReminder: (tx, reminder, now) =>
      void (holdIfLost(tx, reminder, now) || releaseReminder(seams.reminders, tx, reminder, now)),
    tendReminders: (tx, now) => tendReminders(seams.reminders, tx, now),
    expireTexts,
    recallEnded,
    handOff: createHandOff(handOffSeams(seams.reminders, decideAt)),
    wakeSnoozed,
    endPauses: (tx, now) => endPauses({ ids }, tx, now),
    remindersHeld,
  };
}

function createAccounts({ store, platform, firstRecoveryCode }: FeaturesDeps): FeatureHandlers<'accounts'> {
  const { clock, ids, pins, paths } = platform;
  const isRecovery = (code: string) => isRecoveryCode(paths.dataDir, code);
  return createAccountsFeature({ store, clock, ids, pins, firstRecoveryCode, isRecoveryCode: isRecovery });
}

function createPeople(
  { store, clock, ids, planReminders, takeBackConsent }: ScheduleDeps,
  viewLog: ViewLog,
): FeatureHandlers<'people'> {
  return createPeopleFeature({
    viewLog,
    store,
    clock,
    ids,
    planReminders,
    takeBackConsent,
    recordConsent: (tx, ...entry) => void recordConsent({ ids }, tx, ...entry),
  });
}

/** What the hand-off of reminders asks of its neighbours. */
function handOffSeams(reminders: RemindersDeps, decide: JobHandlers['decideSend']): HandOffDeps {
  return {
    release: (tx, reminder, ahead, now) => releaseAhead(reminders, tx, reminder, ahead, now),
    decideSend: (tx, message, at) => decide(tx, message, keptBy(tx, message), at),
    remindersHeld,
    takeBack: (tx, messageId, reason, now) => takeBack(tx, messageId, reason, now, true),
  };
}

/** The gateway that keeps it, as it is asked about then. */
function keptBy(tx: ReadTx, { gatewayId }: MessageRecord): GatewayReadiness | null {
  const record = gatewayId === null ? undefined : tx.gateways.get(gatewayId);
  return record === undefined ? null : { record, busyUntil: null };
}

/** The ways to gateways that features use beside the outbox: taking a text back, and codes that Twilio sends and checks itself. */
function recallBy({ gateways }: FeaturesDeps): Recall {
  return ({ gatewayId, gatewayMessageId }, signal) => {
    const gateway = gateways.get(gatewayId);
    return gateway?.traits.canCancel === true ? gateway.cancel(gatewayMessageId, signal) : null;
  };
}

/** The approved template among those of every account. */
function templatesBy({ store, gateways }: FeaturesDeps): FindTemplate {
  return async (contentSid, signal) => {
    let answered = true;
    for (const { id, kind } of store.read((tx) => tx.gateways.list())) {
      const listed = kind === 'twilio' ? await gateways.twilio.templates(id, signal) : null;
      if (listed?.ok === false) answered = false;
      const found = listed?.ok === true ? listed.value.find((one) => one.contentSid === contentSid) : undefined;
      if (found !== undefined) return found;
    }
    return answered ? 'notApproved' : 'unreachable';
  };
}

function verifyBy({ gateways }: FeaturesDeps): VerifyService {
  return {
    start: (...request) => gateways.twilio.startVerification(...request),
    check: (...request) => gateways.twilio.checkVerification(...request),
  };
}

function createSystem(deps: FeaturesDeps): FeatureHandlers<'system'> {
  const { store, platform } = deps;
  return createSystemFeature({
    store,
    clock: platform.clock,
    version,
    demo: deps.isDemo,
    capabilities: deps.capabilities,
    startedAt: platform.clock.now(),
    backupDir: () => readyBackupDir(platform.paths),
    sendingHeld: () => deps.jobs().state().held ?? store.read((tx) => remindersHeld(tx, platform.clock.now())),
    overrides: deps.overrides,
  });
}

function createBackups({ store, platform, vault, isDemo, restart }: FeaturesDeps): FeatureHandlers<'backups'> {
  const { clock, ids, paths, folders, timers } = platform;
  return createBackupsFeature({
    ...{ store, clock, vault, restart, folders, timers, demo: isDemo },
    places: () => backupPlaces(currentSurroundings()),
    folder: () => readyBackupDir(paths),
    recordStatus: (tx, ...change) => recordStatusAndLearn({ ids }, tx, ...change),
  });
}

function createTunnel({ store, platform, webhooks }: FeaturesDeps): FeatureHandlers<'tunnel'> {
  return createTunnelFeature({
    store,
    clock: platform.clock,
    secrets: platform.secrets,
    live: () => webhooks.live(),
    apply: () => webhooks.apply(),
    check: (signal) => webhooks.check(signal),
  });
}

/** What talks to gateways beside texting, and the address they may post to. */
function hookDeps({ gateways, webhooks }: FeaturesDeps): Pick<GatewaysDeps, 'phones' | 'twilio' | 'hookUrl'> {
  return { phones: gateways.phones, twilio: gateways.twilio, hookUrl: webhooks.publicHookUrl };
}

function createGateways(deps: FeaturesDeps): FeatureHandlers<'gateways'> {
  const { store, platform, gateways } = deps;
  return createGatewaysFeature({
    store,
    clock: platform.clock,
    ids: platform.ids,
    routes: deps.routes,
    checkHealth: async ({ id }, signal) => {
      const gateway = (await gateways.hasCredentials(id)) ? gateways.get(id) : undefined;
      return gateway === undefined ? null : gateway.checkHealth(signal);
    },
    ...hookDeps(deps),
    timers: platform.timers,
    takeBack: (tx, messageId, reason, now) => takeBack(tx, messageId, reason, now, true),
    forget: gateways.forget,
    changed: () => deps.jobs().wake('network'),
    simulated: deps.isDemo,
  });
}
