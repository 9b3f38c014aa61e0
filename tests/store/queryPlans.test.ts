/**
 * The hot statements, asked how SQLite would run them on an empty, never analysed database, as ours stay. A plan that scans a table or
 * sorts would pass every other test and be felt only in a practice with years of texts.
 */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConnection } from '../../src/main/store/driver.ts';
import type { Connection } from '../../src/main/store/driver.ts';
import { createRepositories } from '../../src/main/store/repositories/index.ts';
import { createSqlSession } from '../../src/main/store/sql.ts';
import type { Sql, SqlParameters } from '../../src/main/store/sql.ts';
import type { WriteTx } from '../../src/main/store/store.ts';
import { TEST_KEY } from '../fakes/newDatabase.ts';
import { createTestStore } from '../fakes/testStore.ts';
import { NOW, samplePerson } from './samples.ts';

let connection: Connection;
let plans: string[];
let tx: Omit<WriteTx, 'changed'>;

beforeEach(async () => {
  const { store, platform } = await createTestStore();
  await store.close();
  connection = openConnection(join(platform.paths.dataDir, 'deskbell.db'), { key: TEST_KEY });
  const sql = createSqlSession(connection);
  plans = [];
  const explained = <T>(run: (text: string, parameters?: SqlParameters) => T) => {
    return (text: string, parameters: SqlParameters = {}): T => {
      const steps = connection
        .prepare<[SqlParameters], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
        .all(parameters)
        .map(({ detail }) => detail);
      plans.push(steps.join('; '));
      return run(text, parameters);
    };
  };
  const spy: Sql = {
    all: explained(sql.all),
    get: explained(sql.get),
    count: explained(sql.count),
    run: explained(sql.run),
    returning: explained(sql.returning),
    transaction: sql.transaction,
    writesTo: sql.writesTo,
  };
  tx = createRepositories(spy, () => 'Ana', TEST_KEY);
  sql.begin('write');
});
afterEach(() => connection.close());

const page = { cursor: null, limit: 50 };
const deep = (key: readonly (string | number)[]) => ({
  cursor: Buffer.from(JSON.stringify(key)).toString('base64url'),
  limit: 50,
});

describe('the hot statements', () => {
  it.each<[what: string, index: RegExp, run: () => unknown]>([
    [
      'To do',
      /USING INDEX conversation_by_place \(status=\?\)/,
      () => tx.conversations.list({ ...page, tab: 'todo', search: '' }),
    ],
    ['All', /USING INDEX conversation_by_time/, () => tx.conversations.list({ ...page, tab: 'all', search: '' })],
    [
      'All, deep down',
      /USING INDEX conversation_by_time \(\(sort_at,id\)<\(\?,\?\)\)/,
      () => tx.conversations.list({ ...deep([NOW, 'c']), tab: 'all', search: '' }),
    ],
    [
      'Done, deep down',
      /conversation_by_place \(status=\? AND \(sort_at,id\)<\(\?,\?\)\)/,
      () => tx.conversations.list({ ...deep([NOW, 'c']), tab: 'done', search: '' }),
    ],
    ['the counts of the tabs', /USING COVERING INDEX conversation_by_place/, () => tx.conversations.counts()],
    [
      'what billing sees of a tab',
      /conversation_by_place \(status=\?\).*USING COVERING INDEX message_about_bills \(conversation_id=\?\)/,
      () => tx.conversations.list({ ...page, tab: 'todo', search: '', aboutBills: true }),
    ],
    [
      'whether a conversation is about bills',
      /USING COVERING INDEX message_about_bills \(conversation_id=\?\)/,
      () => tx.conversations.isAboutBills('c'),
    ],
    [
      'how often texts were used',
      /SEARCH m USING COVERING INDEX message_by_template \(template_id=\? AND created_at>\?\)/,
      () => tx.templates.uses(NOW),
    ],
    [
      'the rules that fired in a thread',
      /USING INDEX auto_reply_use_by_conversation \(conversation_id=\? AND at>\?\)/,
      () => tx.autoReplies.usesIn('c', NOW),
    ],
    ['alarms and doubts', /INDEX conversation_by_attention/, () => tx.conversations.withAttention(null, 10)],
    ['snoozes that end', /conversation_by_snooze \(snoozed_until<\?\)/, () => tx.conversations.dueSnoozes(NOW, 10)],
    [
      'a thread',
      /message_by_conversation \(conversation_id=\?\)/,
      () => tx.messages.list({ ...page, conversationId: 'c' }),
    ],
    [
      'a thread, deep down',
      /message_by_conversation \(conversation_id=\? AND created_at<\?\)/,
      () => tx.messages.list({ ...deep([NOW, 5]), conversationId: 'c' }),
    ],
    [
      'words in texts',
      /message_search VIRTUAL TABLE INDEX.*SEARCH m USING INTEGER PRIMARY KEY/,
      () => tx.messages.search({ ...page, text: 'ab' }),
    ],
    ['the caps', /message_sent_to \(conversation_id=\? AND sent_at>\?\)/, () => tx.messages.sentTo('c', NOW)],
    [
      'what an answer answers',
      /message_ours \(conversation_id=\? AND created_at<\?\)/,
      () => tx.messages.lastOutgoing('c', NOW),
    ],
    [
      'the twin of a text',
      /message_sent_to \(conversation_id=\? AND sent_at>\? AND sent_at<\?\)/,
      () => tx.messages.findTwin('c', 'x', NOW, 1),
    ],
    ['a text by its gateway id', /message_by_gateway_id/, () => tx.messages.getByGatewayId('g', 'out', 'x')],
    ['texts a gateway keeps', /message_kept \(gateway_id=\? AND not_before<\?\)/, () => tx.messages.kept('g', NOW, 10)],
    ['the next text a gateway sends by itself', /message_kept/, () => tx.messages.nextKept('g')],
    ['texts kept for somebody', /message_kept_for \(conversation_id=\?\)/, () => tx.messages.keptFor('c')],
    ['texts on their way to be kept', /outbox_ahead/, () => tx.outbox.countAhead()],
    ['texts wanted back', /recall_next/, () => tx.recalls.due(NOW, 10)],
    [
      'reminders of the night',
      /reminder_due \(release_at>\? AND release_at<\?\)|reminder_due \(\(?release_at/,
      () => tx.reminders.plannedBetween({ from: 1, to: 2, after: null, limit: 10 }),
    ],
    ['open texts', /message_open \(gateway_id=\? AND sent_at>\?\)/, () => tx.messages.open('g', NOW, 10)],
    [
      'texts sent today',
      /message_sent_at \(sent_at>\? AND sent_at<\?\)/,
      () => tx.messages.countSent({ from: 1, to: 2 }),
    ],
    [
      'texts failed today',
      /message_failed \(created_at>\? AND created_at<\?\)/,
      () => tx.messages.countFailed({ from: 1, to: 2 }),
    ],
    [
      'the claim',
      /SEARCH j USING INDEX outbox_ready.*SEARCH b USING INDEX outbox_lane \(lane=\?\)/,
      () => tx.outbox.claim({ owner: 'me', now: NOW, until: NOW }),
    ],
    ['the next run', /SCAN j USING INDEX outbox_run_at.*outbox_lane \(lane=\?\)/, () => tx.outbox.nextRunAt()],
    [
      'the parts of half an hour, and how the newest texts ended',
      /SEARCH a USING INDEX send_attempt_by_gateway \(gateway_id=\? AND <expr>>\? AND <expr><\?\).*sqlite_autoindex_message_1/,
      () => tx.outbox.carried({ gatewayId: 'g', from: 1, to: 2, limit: 30 }),
    ],
    [
      'the same words of an hour',
      /SEARCH a USING INDEX send_attempt_by_body \(gateway_id=\? AND body_key=\? AND <expr>>\? AND <expr><\?\)/,
      () => tx.outbox.carried({ gatewayId: 'g', from: 1, to: 2, limit: 500, bodyKey: 'k' }),
    ],
    [
      'the attempts of a day',
      /SEARCH a USING COVERING INDEX send_attempt_by_gateway \(gateway_id=\? AND <expr>>\? AND <expr><\?\)/,
      () => tx.outbox.countAttempts({ gatewayId: 'g', from: 1, to: 2 }),
    ],
    [
      'whether somebody was texted today',
      /send_attempt_by_gateway|message_by_conversation|message_sent_to/,
      () => tx.outbox.hasCarriedTo({ gatewayId: 'g', from: 1, to: 2, conversationId: 'c' }),
    ],
    ['lists of one kind', /schedule_import_by_kind \(signature=\?\)/, () => tx.imports.ofKind('s', 5)],
    ['rows to look at', /row_needs_you \(/, () => tx.imports.rows({ ...page, importId: 'i', filter: 'needYou' })],
    ['lists that were added', /schedule_import_applied/, () => tx.imports.applied(page)],
    [
      'what a list changed, from its end',
      /SEARCH import_before USING PRIMARY KEY/,
      () => tx.imports.before('i', 9, 100),
    ],
    [
      'rows that mean one visit',
      /schedule_import_row_by_visit \(import_id=\? AND visit_id=\?\)/,
      () => tx.imports.linesOfVisit('i', 'v'),
    ],
    [
      'somebody a list has made',
      /import_before_by_person \(import_id=\? AND person_made=\?\)/,
      () => tx.imports.madePerson('i', 'p'),
    ],
    [
      'numbers that several people have',
      /person_number_by_number \(number>\?\)/,
      () => tx.merges.sharedNumbers(null, 50),
    ],
    ['texts of a person', /message_by_person \(person_id=\?\)/, () => tx.merges.textsOf('p', 10)],
    ['the expiry', /outbox_send_by \(send_by>\? AND send_by<\?\)/, () => tx.outbox.expire(NOW, 100)],
    [
      'many texts at once',
      /SEARCH message USING INDEX sqlite_autoindex_message_1 \(id=\?\)/,
      () => tx.messages.transition(['m1'], 'queued', { status: 'expired', reasonCode: null, reasonText: null }),
    ],
    [
      'their reminders',
      /USING INDEX reminder_by_message \(message_id=\?\)/,
      () =>
        tx.reminders.followMessages(
          ['m1'],
          { state: 'expired', reasonCode: null, reasonText: null, updatedAt: NOW },
          [],
        ),
    ],
    [
      'conversations that come back',
      /SEARCH conversation USING INDEX sqlite_autoindex_conversation_1 \(id=\?\)/,
      () => tx.conversations.bringBack(['c1'], NOW),
    ],
    ['due reminders', /reminder_due \(release_at<\?\)/, () => tx.reminders.due(NOW, 10)],
    ['reminders held for an old list', /reminder_stale/, () => tx.reminders.heldAsStale(10)],
    [
      'whether a person was asked lately',
      /reminder_by_person \(person_id=\? AND due_at>\? AND due_at<\?\)/,
      () => tx.reminders.askedBetween({ personId: 'p', purpose: 'review', since: 1, until: 2, except: 'r' }),
    ],
    [
      'who of a crowd on one number has a name',
      /USING INDEX person_by_match \(match_key=\?\).*USING PRIMARY KEY \(person_id=\? AND number=\?\)/,
      () => tx.people.holdersNamed('+12065550101', { givenName: 'Ana', familyName: 'Cruz' }),
    ],
    [
      'whether a number has a crowd of people',
      /USING COVERING INDEX person_number_by_number \(number=\?\)/,
      () => tx.people.countHolders('+12065550101', 25),
    ],
    ['all reminders of a text', /reminder_by_message \(message_id=\?\)/, () => tx.reminders.allByMessage('m')],
    ['visits that have settled', /appointment_settling \(settle_until<\?\)/, () => tx.appointments.settled(NOW, 10)],
    ['the next end of a settling', /appointment_settling/, () => tx.appointments.nextSettledAt()],
    ['where a visit stands in its settling', /appointment USING INDEX/, () => tx.appointments.settling('a')],
    ['visits to come', /appointment_by_start \(starts_at>\?\)/, () => tx.appointments.countComing(NOW)],
    ['the next reminder', /reminder_due/, () => tx.reminders.nextDueAt()],
    [
      'the board',
      /reminder_by_day \(due_at>\? AND due_at<\?\)/,
      () => tx.reminders.list({ ...page, from: 1, to: 2, filter: 'all' }),
    ],
    ['replies to settle of a visit', /visit_reply_open \(appointment_id=\?\)/, () => tx.visitReplies.openOf('a')],
    ['replies of a text', /visit_reply_by_message|sqlite_autoindex_visit_reply/, () => tx.visitReplies.ofMessage('m')],
    ['the last call about a visit', /visit_call_by_visit \(appointment_id=\?\)/, () => tx.visitCalls.lastOf('a')],
    ['who waits for an earlier time', /waitlist_entry_waiting/, () => tx.waitlist.waiting(10)],
    ['times that are offered', /free_slot_open/, () => tx.waitlist.openSlots()],
    ['times that were offered lately', /free_slot_ended/, () => tx.waitlist.endedSince(NOW, 10)],
    [
      'offers to a number',
      /slot_offer_by_number \(number=\? AND asked_at>\?\)/,
      () => tx.waitlist.offersTo('+12065550101', NOW),
    ],
    [
      'texts of a day that failed',
      /message_failed \(created_at>\? AND created_at<\?\)/,
      () => tx.messages.failedIn({ from: 1, to: 2 }, 10),
    ],
    [
      'the newest entries of the trail',
      /audit_entry_by_time \(\(at,seq\)<\(\?,\?\)|audit_entry_by_time \(at>\? AND at<\?\)/,
      () => tx.audit.list(page),
    ],
    ['entries before a day', /audit_entry_by_time/, () => tx.audit.list({ ...deep([NOW, 9]), to: NOW - 1 })],
    ['reminders that need a person', /reminder_needs_person/, () => tx.reminders.countNeedingPerson(NOW)],
    [
      'the schedule of a day',
      /appointment_by_start \(starts_at>\? AND starts_at<\?\)/,
      () => tx.appointments.list({ ...page, from: 1, to: 2 }),
    ],
    [
      'visits of a person',
      /appointment_by_person \(person_id=\? AND starts_at>\?\)/,
      () => tx.appointments.upcomingOf('p', NOW),
    ],
    ['where a person lives', /SEARCH person_address USING PRIMARY KEY/, () => tx.people.addressOf('p')],
    ['people by name', /person_by_name/, () => tx.people.list({ ...page, search: '' })],
    ['posted events that wait', /hook_event_waiting \(seq>\?\)/, () => tx.hookEvents.waiting(0, 50)],
    ['how many events wait', /USING (COVERING )?INDEX hook_event_waiting/, () => tx.hookEvents.countWaiting(50)],
    ['events to forget', /hook_event_done \(done_at<\?\)/, () => tx.hookEvents.prune(NOW, 50)],
    ['consent of a number', /consent_event_by_number/, () => tx.consent.ofNumber('+12065550101')],
    ['a suppressed number', /suppression/, () => tx.consent.suppressed('+12065550101')],
  ])('%s uses its index and sorts nothing', (_what, index, run) => {
    run();
    for (const plan of plans) {
      expect.soft(plan).toMatch(index);
      expect.soft(plan).not.toMatch(/TEMP B-TREE|SCAN \w+(;|$)/);
    }
    expect(plans.length).toBeGreaterThan(0);
  });

  it.each<[what: string, plan: RegExp, run: () => unknown]>([
    [
      'words in the inbox',
      /SCAN conversation USING INDEX conversation_by_time.*conversation_search VIRTUAL TABLE.*c USING INDEX conversation_crowded/,
      () => tx.conversations.list({ ...page, tab: 'all', search: 'ab' }),
    ],
    [
      'digits in the inbox',
      /SCAN conversation USING INDEX conversation_by_time.*SCAN conversation USING COVERING INDEX sqlite_autoindex/,
      () => tx.conversations.list({ ...page, tab: 'all', search: '0172' }),
    ],
    [
      'words among people',
      /p USING INDEX person_by_name.*person_search VIRTUAL TABLE/,
      () => tx.people.list({ ...page, search: 'ab' }),
    ],
  ])('%s are found in the order of the list, up to one page', (_what, expected, run) => {
    run();
    expect(plans).toHaveLength(1);
    expect(plans[0]).toMatch(expected);
    expect(plans[0]).not.toMatch(/TEMP B-TREE FOR ORDER/);
  });

  it('digits that few people have are looked for among all numbers once, and only their people are read', () => {
    tx.people.list({ ...page, search: '0172' });
    expect(plans).toEqual([
      expect.stringMatching(/SCAN person_number USING COVERING INDEX person_number_by_number/),
      expect.stringMatching(/^SEARCH p USING INDEX sqlite_autoindex_person_1 \(id=\?\).*TEMP B-TREE FOR ORDER BY$/),
    ]);
  });

  it('digits that many people have are looked for person by person, in the order of the list', () => {
    for (let at = 0; at < 501; at += 1) {
      tx.people.insert(samplePerson({ id: `p${at}` }));
      tx.people.setNumbers(`p${at}`, [{ number: `+12065550${100 + at}`, label: '' }]);
    }
    plans = [];
    tx.people.list({ ...page, search: '206555' });
    expect(plans[1]).toMatch(
      /^SEARCH p USING INDEX person_by_name.*SEARCH n EXISTS USING PRIMARY KEY \(person_id=\?\)$/,
    );
    expect(tx.people.countFound('206555', 100)).toBe(100);
    expect(tx.people.countFound('206555', 1000)).toBe(501);
  });

  it('sort only what is a handful by nature: leases, and the people of one number', () => {
    tx.outbox.reclaim('me', NOW);
    tx.people.holdersOf('+12065550101');
    expect(plans).toEqual([
      expect.stringMatching(/^SCAN j USING INDEX outbox_one_per_lane;/),
      expect.stringMatching(/^SEARCH n USING COVERING INDEX person_number_by_number \(number=\?\);/),
    ]);
  });

  it('counts the people of a day among the attempts of that day', () => {
    tx.outbox.countPeople({ gatewayId: 'g', from: 1, to: 2 });
    expect(plans).toEqual([
      expect.stringMatching(
        /SEARCH a USING INDEX send_attempt_by_gateway .*SEARCH m USING INDEX sqlite_autoindex_message_1 \(id=\?\)/,
      ),
    ]);
  });

  it('finds the newest texts of many conversations by their index, one conversation at a time', () => {
    tx.conversations.mirrorStatuses(['c1'], 504);
    expect(plans).toHaveLength(1);
    expect(plans[0]).toMatch(/SEARCH t USING INDEX message_by_conversation \(conversation_id=\?\)/);
    expect(plans[0]).toMatch(/SEARCH conversation USING INTEGER PRIMARY KEY/);
    expect(plans[0]).not.toMatch(/TEMP B-TREE|SCAN (conversation|message|t|c)\b/);
  });

  it('finds entries of the trail of one person or one kind by their index, however many others there are', () => {
    for (const actor of ['Ana', 'Ben']) tx.audit.append({ at: NOW, action: `a.${actor}` });
    plans = [];
    tx.audit.list({ ...page, actions: ['a.Ana'] });
    for (const plan of plans) expect(plan).toMatch(/USING (COVERING )?INDEX audit_entry_by_kind|INTEGER PRIMARY KEY/);
    expect(plans.join()).toMatch(/audit_entry_by_kind \(action=\? AND actor=\?/);
    expect(plans.join()).not.toMatch(/\(action,actor\)>/);
    expect(plans.join()).not.toMatch(/TEMP B-TREE/);
    plans = [];
    tx.audit.list({ ...page, personId: 'p1' });
    expect(plans[0]).toMatch(/SEARCH audit_entry USING INDEX audit_entry_by_entity \(entity_id=\?\)/);
    expect(plans[0]).not.toMatch(/SCAN (audit_entry|message|appointment|reminder|conversation|consent_event)\b/);
  });

  it('walks through what is old in the order of its time, and asks the few holds by theirs', () => {
    for (const kind of ['texts', 'facts', 'unknownNumbers', 'files'] as const) {
      plans = [];
      tx.retention.count(kind, NOW, { at: 1, id: 'c' }, 10);
      expect(plans[0], kind).toMatch(/USING INDEX (conversation_by_time|attachment_stored) \(/);
      expect(plans[0], kind).not.toMatch(/TEMP B-TREE|SCAN (message|conversation|m|c|a)\b/);
    }
    for (const kind of ['audit', 'consents'] as const) tx.retention.count(kind, NOW, { at: 1, id: '1' }, 10);
    expect(plans.join()).toMatch(/ledger_forgotten_by_age \(.*consent_event_by_number \(number=\?\)/);
    plans = [];
    tx.legalHolds.active();
    expect(plans[0]).toMatch(/USING INDEX legal_hold_active/);
  });

  it('finds all texts about a person by indexes', () => {
    tx.erasures.footprint('p1', ['+12065550101']);
    tx.erasures.openTexts('p1', ['+12065550101'], 1);
    tx.erasures.textsAbout('p1', ['+12065550101'], 0, 10);
    for (const plan of plans) expect(plan).not.toMatch(/SCAN (message|conversation|appointment|reminder|m|c|a|r)\b/);
    expect(plans.join()).toMatch(/message_by_person \(person_id=\?\)/);
  });
});
