/** Words of "Data and backup": the list of backups, restoring, what is held back after it, and the key. */
export const backups = {
  'backups.late': 'No backup for {days, number} days.',
  'backups.keep': 'Keep backups for',
  'backups.keepHelp': 'Days. The newest three are kept in any case.',
  'backups.copyTo': 'Also copy every night to',
  'backups.copyToHelp': 'A folder on another drive. It is on the PC that runs Deskbell.',
  'backups.list': 'Backups on this PC',
  'backups.listHelp': 'In {folder}. Whoever wants to read them elsewhere needs the recovery code.',
  'backups.none': 'None yet. One is made every night while Deskbell runs.',
  'backups.kind.nightly': 'Backup',
  'backups.kind.beforeUpdate': 'Before an update',
  'backups.kind.beforeRestore': 'Before a restore',
  'backups.noKeys': 'The file with its key is missing: it opens on this PC only.',
  'backups.test': 'Test restore',
  'backups.testing': 'Testing',
  'backups.tested': 'It can be restored: {people, number} people, {visits, number} visits, {texts, number} texts.',
  'backups.testedBroken': 'It can be restored, but its log has a gap. Tell the owner.',
  'backups.lastTest': 'Last tested {when}: {ok, select, true {could be restored} other {could not be restored}}.',
  'backups.restore': 'Restore…',
  'backups.other': 'Restore another file…',

  'backups.dialog.title': 'Restore a backup',
  'backups.dialog.path': 'File',
  'backups.dialog.pathHelp':
    'The whole path on the PC that runs Deskbell. The file ending in .keys.json must lie beside it.',
  'backups.dialog.code': 'Recovery code',
  'backups.dialog.codeHelp':
    'The one that was shown on the PC the backup comes from. PINs and passphrases do not open it.',
  'backups.dialog.choose': 'Choose the file…',
  'backups.dialog.look': 'Look at it',
  'backups.dialog.looking': 'Reading it',
  'backups.dialog.has':
    'It has {people, number} people, {visits, number} visits and {texts, number} texts. The last entry is from {when}{days, plural, =0 {.} one {, # day ago.} other {, # days ago.}}',
  'backups.dialog.hasNothing': 'It is empty: nothing was ever done in it.',
  'backups.dialog.lost': 'What you have now and would lose',
  'backups.dialog.lostNothing': 'Nothing is lost: it has all you have now.',
  'backups.dialog.lostUnknown': 'What would be lost cannot be told.',
  'backups.lost.textsIn': '{count, plural, one {# text received} other {# texts received}}',
  'backups.lost.textsOut': '{count, plural, one {# text sent} other {# texts sent}}',
  'backups.lost.notes': '{count, plural, one {# note} other {# notes}}',
  'backups.lost.visits': '{count, plural, one {# visit} other {# visits}}',
  'backups.lost.people': '{count, plural, one {# person} other {# people}}',
  'backups.lost.peopleBack':
    '{count, plural, one {# person deleted or merged since would be back} other {# people deleted or merged since would be back}}',
  'backups.dialog.kept':
    '{optOuts, plural, =0 {} one {# opt-out} other {# opt-outs}}{both, select, true { and } other {}}{agreements, plural, =0 {} one {# agreement} other {# agreements}} recorded since will be kept.',
  'backups.dialog.notKept':
    '{optOuts, plural, =0 {} one {# opt-out} other {# opt-outs}}{both, select, true { and } other {}}{agreements, plural, =0 {} one {# agreement} other {# agreements}} recorded here will be gone: the backup is of other data.',
  'backups.dialog.foreign':
    'From then on its recovery code is the one of this PC. Phone and Twilio have to be connected again. Do not let the other PC go on texting.',
  'backups.dialog.fence':
    'Afterwards nothing is sent by itself until you say so. What you have now stays as a file on this PC.',
  'backups.dialog.keep': 'Keep what is here',
  'backups.dialog.go': 'Restore this backup',

  'backups.step.title': 'Restoring',
  'backups.step.reading': 'Reading the backup',
  'backups.step.copying': 'Copying the backup',
  'backups.step.converting': 'Giving it its key',
  'backups.step.updating': 'Bringing it up to date',
  'backups.step.checking': 'Reading every page of it',
  'backups.step.settling': 'Looking which texts may have gone out',
  'backups.step.wait': 'A large practice takes a few minutes. Nothing is changed before it is complete.',

  'backups.pending.restore': 'A backup is restored at the next start of Deskbell.',
  'backups.pending.keyChange': 'The key is changed at the next start of Deskbell.',
  'backups.pending.restart': 'Restart now',
  'backups.pending.byHand': 'Close Deskbell and start it again on the PC it runs on.',
  'backups.pending.cancel': 'Do not do it',
  'backups.failed.restore': 'The backup was not restored. {text}',
  'backups.failed.keyChange': 'The key was not changed. {text}',

  'backups.fence.up': 'Data was restored {when}. Nothing is sent by itself.',
  'backups.fence.asking':
    '{count, plural, one {The phone or Twilio is asked about # text} other {The phone or Twilio is asked about # texts}}. That ends by itself.',
  'backups.fence.review':
    '{count, plural, one {# text may or may not have gone out: look at it in the inbox.} other {# texts may or may not have gone out: look at each in the inbox.}}',
  'backups.fence.unread':
    'What happened after {from} could not be read. Reminders due until the restore are held: they may have gone out.',
  'backups.fence.kept':
    '{count, plural, =0 {No opt-out was recorded after the backup.} one {# opt-out recorded after the backup was kept.} other {# opt-outs recorded after the backup were kept.}}',
  'backups.fence.lift': 'Let texts leave again',

  'backups.key': 'Key of the data',
  'backups.keySince': 'Made {when}. Change it if somebody may have copied the data or seen the recovery code.',
  'backups.keyChange': 'Change the key…',
  'backups.key.title': 'Change the key of the data',
  'backups.key.intro':
    'Write this new recovery code down and lock it away. It is shown only now. The old code goes on opening old backups on other PCs.',
  'backups.key.again': 'Type it again from your paper',
  'backups.key.keep': 'Keep the key',
  'backups.key.go': 'Change the key at the next start',
} as const;
