/**
 * Which role may call what: the whole contract as one table, read by people (rules.md 9). A procedure that is added, or whose roles
 * change, fails here until its line does, too: look at it, then write it down. Below the table, what must hold for every line.
 */
import { describe, expect, it } from 'vitest';
import { findProcedure, procedureNames } from '../../src/contract/index.ts';
import { refusedTo } from '../../src/contract/refused.ts';
import { Role } from '../../src/contract/roles.ts';

/** Owner, Manager, Front desk, Clinician, Billing, Auditor. */
const LETTERS: Readonly<Record<Role, string>> = {
  owner: 'O',
  manager: 'M',
  frontDesk: 'F',
  clinician: 'C',
  billing: 'B',
  auditor: 'A',
};

const TABLE = `
  system.getSession                OMFCBA query
  system.getHealth                 OMFCBA query
  system.explainQueue              OMFCBA query
  system.createBackup              OM.... command
  accounts.getSession              OMFCBA query open
  accounts.listPeopleWhoSignIn     OMFCBA query open
  accounts.signIn                  OMFCBA command open
  accounts.switchTo                OMFCBA command
  accounts.lock                    OMFCBA command open
  accounts.noteActivity            OMFCBA command
  accounts.elevate                 OMFCBA command
  accounts.endElevation            OMFCBA command
  accounts.changePin               OMFCBA command
  accounts.listAccounts            OM.... query
  accounts.saveAccount             OM.... command
  accounts.resetPin                OM.... command
  accounts.unlockAccount           OM.... command
  accounts.setDisabled             OM.... command
  accounts.createOwner             O..... command
  accounts.showRecoveryCode        O..... command
  accounts.recoverOwner            OMFCBA command open
  settings.getSettings             OMFCBA query
  settings.saveSettings            OM.... command
  gateways.listGateways            OMFCBA query
  gateways.pairPhone               OM.... command
  gateways.connectTwilio           OM.... command
  gateways.setWebhooks             OM.... command
  gateways.findPhones              OM.... query
  gateways.acceptAddress           OM.... command
  gateways.updateGateway           OM.... command
  gateways.readLogs                OM.... query
  gateways.startHearingTest        OMFC.. command
  gateways.getHearingTest          OMFCBA query
  gateways.getPhoneAdvice          OMFCBA query
  gateways.listWhatsAppTemplates   OMFCBA query
  gateways.testGateway             OMFC.. command
  gateways.removeGateway           OM.... command
  gateways.setPaused               OM.... command
  tunnel.getTunnel                 OM.... query
  tunnel.saveTunnel                OM.... command
  tunnel.checkTunnel               OM.... command
  people.listDuplicates            OMFCBA query
  people.mergePeople               OMFC.. command
  people.undoMerge                 OMFC.. command
  people.keepApart                 OMFC.. command
  people.listPeople                OMFCBA query
  people.getPerson                 OMFCBA query
  people.savePerson                OMFC.. command
  consent.getState                 OMFCBA query
  consent.listEvents               OMFCBA query
  consent.recordEvent              OMFC.. command
  consent.saidStop                 OMFCBA command
  consent.clearSuspicion           OMFC.. command
  consent.setLastDay               OM.... command
  consent.getFile                  OMFC.A query
  consent.makeProof                OM.... command
  consent.listWordings             OMFCBA query
  consent.saveWording              OM.... command
  consent.readDoNotText            OM.... query
  consent.addDoNotText             OM.... command
  codes.sendCode                   OMFC.. command
  codes.checkCode                  OMFC.. command
  conversations.listConversations  OMFCBA query
  conversations.getConversation    OMFCBA query
  conversations.listMessages       OMFCBA query
  conversations.searchMessages     OMFCBA query
  conversations.openConversation   OMFCB. command
  conversations.setStatus          OMFCB. command
  conversations.snoozeConversation OMFCB. command
  conversations.markRead           OMFCB. command
  conversations.saveDraft          OMFCB. command keepsWork
  conversations.addNote            OMFCB. command
  messages.previewMessage          OMFCB. query
  messages.sendMessage             OMFCB. command
  messages.cancelMessage           OMFCB. command
  messages.retryMessage            OMFCB. command
  messages.settleMessage           OMFC.. command
  attachments.addAttachment        OMFCB. command
  attachments.getAttachment        OMFCBA query
  attachments.removeAttachment     OMFCB. command
  templates.listTemplates          OMFCBA query
  templates.listFields             OMFCBA query
  templates.saveTemplate           OM.... command
  templates.confirmTranslation     OM.... command
  templates.archiveTemplate        OM.... command
  templates.duplicateTemplate      OM.... command
  templates.listVersions           OMFCBA query
  templates.getUsage               OMFCBA query
  templates.previewTemplate        OMFCB. query
  templates.renderTemplate         OMFCB. query
  autoReplies.listRules            OMFC.A query
  autoReplies.saveRule             OM.... command
  autoReplies.moveRule             OM.... command
  autoReplies.setEnabled           OM.... command
  autoReplies.deleteRule           OM.... command
  autoReplies.restoreRule          OM.... command
  autoReplies.saveOpeningHours     OM.... command
  autoReplies.tryRule              OMFC.A query
  schedule.previewImport           OMFC.. command
  schedule.getImportProgress       OMFC.. query
  schedule.listImportRows          OMFC.. query
  schedule.fixImportRow            OMFC.. command
  schedule.setImportComplete       OMFC.. command
  schedule.decideMissing           OMFC.. command
  schedule.applyImport             OMFC.. command
  schedule.cancelImport            OMFC.. command
  schedule.undoImport              OMFC.. command
  schedule.listImports             OMFC.. query
  schedule.listAppointments        OMFC.A query
  schedule.getAppointment          OMFC.A query
  schedule.saveAppointment         OMFC.. command
  schedule.setAppointmentState     OMFC.. command
  today.getBoard                   OMFC.A query
  today.getCallList                OMFC.. query
  today.exportCallList             OM.... command
  today.markCalled                 OMFC.. command
  today.undoCall                   OMFC.. command
  today.listReplies                OMFC.A query
  today.settleReply                OMFC.. command
  today.undoSettle                 OMFC.. command
  today.getReview                  OMFC.. query
  today.closeDay                   OMFC.. command
  today.reopenDay                  OMFC.. command
  waitlist.listEntries             OMFC.A query
  waitlist.saveEntry               OMFC.. command
  waitlist.removeEntry             OMFC.. command
  waitlist.restoreEntry            OMFC.. command
  waitlist.rankForSlot             OMFC.. query
  waitlist.suggestForSlot          OMFC.. query
  waitlist.previewOffer            OMFC.. query
  waitlist.offerSlot               OMFC.. command
  waitlist.listSlots               OMFC.A query
  waitlist.pauseSlot               OMFC.. command
  waitlist.stopSlot                OMFC.. command
  waitlist.recordAnswer            OMFC.. command
  waitlist.bookSlot                OMFC.. command
  waitlist.getPacing               OMFC.A query
  waitlist.savePacing              OM.... command
  sources.listSources              OMFC.. query
  sources.getFreshness             OMFC.. query
  sources.saveSource               OM.... command
  sources.removeSource             OM.... command
  sources.checkSource              OM.... command
  sources.runSource                OMFC.. command
  sources.previewList              OMFC.. command
  sources.dismissList              OMFC.. command
  writeBack.listChanges            OMFC.. query
  writeBack.countChanges           OMFC.. query
  writeBack.tickChange             OMFC.. command
  writeBack.exportChanges          OM.... command
  reminders.listReminders          OMFC.A query
  reminders.getReminder            OMFC.A query
  reminders.getSummary             OMFC.A query
  reminders.getForecast            OMFC.A query
  reminders.checkReminders         OMFC.. query
  reminders.editReminder           OMFC.. command
  reminders.moveReminders          OMFC.. command
  reminders.checkRestart           OMFC.. query
  reminders.skipReminder           OMFC.. command
  reminders.restoreReminder        OMFC.. command
  reminders.sendReminderNow        OMFC.. command
  reminders.pauseReminders         OMFC.. command
  reminders.setEnabled             OM.... command
  reminders.trustSchedule          OMFC.. command
  reminders.getCadence             OMFC.A query
  reminders.saveCadence            OM.... command
  reminders.previewCadence         OMFC.A query
  reminders.getPlanChoices         OMFC.A query
  gate.evaluate                    OMFCBA query
  gate.checkText                   OMFCB. query
  replies.classify                 OMFCBA query
  audit.listEntries                OM...A query
  audit.listActors                 OM...A query
  audit.exportEntries              OM...A command
  audit.recordOutput               OMFCBA command
  audit.recordFile                 OM.... command
  audit.checkFingerprint           OM...A command
  audit.verifyChain                OM...A command
  backups.getState                 OM.... query
  backups.findBackups              OM.... query
  backups.lookAt                   OM.... command
  backups.testRestore              OM.... command
  backups.restore                  O..... command
  backups.cancelChange             O..... command
  backups.offerKeyChange           O..... command
  backups.changeKey                O..... command
  backups.restart                  O..... command
  backups.getFence                 OM.... query
  backups.liftFence                OM.... command
  privacy.getHolds                 OMFCBA query
  privacy.listHolds                OM...A query
  privacy.placeHold                O..... command
  privacy.releaseHold              O..... command
  privacy.getRetention             OM.... query
  privacy.listDue                  OM.... query
  privacy.startRemoving            O..... command
  privacy.getErasure               OM.... query
  privacy.erasePerson              OM.... command
  privacy.exportPerson             OM.... command
  demo.getState                    OMFCBA query
  demo.advanceClock                OMFCBA command
  demo.setSpeed                    OMFCBA command
  demo.setFault                    OMFCBA command
  demo.receiveText                 OMFCBA command
  demo.getSampleSchedule           OMFCBA query
`;

const rows = procedureNames().map((name) => {
  const { roles, kind, open, keepsWork } = findProcedure(name)!;
  const letters = Role.options.map((role) => (roles.includes(role) ? LETTERS[role] : '.')).join('');
  return { name, roles, kind, open: open === true, keepsWork: keepsWork === true, letters };
});
const line = ({ name, letters, kind, open, keepsWork }: (typeof rows)[number]): string =>
  [name, letters, kind, open ? 'open' : '', keepsWork ? 'keepsWork' : ''].filter((word) => word !== '').join(' ');
const namesOf = (test: (row: (typeof rows)[number]) => boolean): string[] => rows.filter(test).map(({ name }) => name);

describe('the roles of every procedure', () => {
  it('are those of the table', () => {
    const written = TABLE.trim().split('\n');
    expect(rows.map(line).sort()).toEqual(written.map((text) => text.trim().replace(/ +/g, ' ')).sort());
  });

  it('tell each session what it is refused, so that screens leave it out', () => {
    for (const role of Role.options) {
      expect(refusedTo(role)).toEqual(namesOf(({ roles }) => !roles.includes(role)));
    }
    expect(refusedTo('billing')).toContain('consent.getFile');
  });

  it('always hold the owner, and everything a manager may not do is the owner’s alone', () => {
    expect(namesOf(({ roles }) => !roles.includes('owner'))).toEqual([]);
    expect(namesOf(({ roles }) => !roles.includes('manager') && roles.length > 1)).toEqual([]);
  });

  it('let an auditor change nothing of the practice', () => {
    const own = /^(accounts|demo|audit)\.|^consent\.saidStop$/;
    expect(
      namesOf(({ name, kind, roles }) => kind === 'command' && roles.includes('auditor') && !own.test(name)),
    ).toEqual([]);
  });

  it('let billing write texts and threads, and nothing else of the practice', () => {
    const own = /^(accounts|demo|audit|conversations|messages|attachments)\.|^consent\.saidStop$/;
    expect(
      namesOf(({ name, kind, roles }) => kind === 'command' && roles.includes('billing') && !own.test(name)),
    ).toEqual([]);
  });

  it('give exports, people, settings, gateways and backups to those who run the practice', () => {
    const theirs =
      /^(backups|tunnel)\.|[.](export|save(Settings|Account|Cadence|Rule|Template|Tunnel|Source))|^gateways\.(pair|connect|remove)/;
    const others = namesOf(({ name, roles }) => theirs.test(name) && roles.includes('frontDesk'));
    expect(others).toEqual([]);
  });

  it('are passed by at the lock only where nothing of a patient is told', () => {
    expect(namesOf(({ open }) => open)).toEqual([
      'accounts.getSession',
      'accounts.listPeopleWhoSignIn',
      'accounts.signIn',
      'accounts.lock',
      'accounts.recoverOwner',
    ]);
    expect(namesOf(({ keepsWork }) => keepsWork)).toEqual(['conversations.saveDraft']);
  });
});
