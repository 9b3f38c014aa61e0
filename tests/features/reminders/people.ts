/** People, visits and a gate that lets everything go, for tests of the reminders. */
import type { RemindersDeps } from '../../../src/main/features/reminders/deps.ts';
import type { AppointmentRecord } from '../../../src/main/store/records.ts';
import type { WriteTx } from '../../../src/main/store/store.ts';
import { allow, NOW } from '../schedule/practice.ts';

export function addPerson(tx: WriteTx, id: string, given: string, number: string): void {
  tx.people.insert({
    ...{ id, givenName: given, familyName: 'Cruz', name: `${given} Cruz`, kind: 'patient', language: 'en', zone: null },
    ...{ note: '', externalId: null, createdAt: NOW, updatedAt: NOW },
  });
  tx.people.setNumbers(id, [{ number, label: '' }]);
  tx.people.updateNumber(number, { kind: 'mobile' });
  tx.consent.append({
    ...{ id: `consent-${id}`, at: NOW, number, personId: id, kind: 'grant', level: 'express', purpose: 'care' },
    ...{ channel: 'sms', method: 'paper', evidence: 'Form', messageId: null, actor: 'Dana' },
  });
}

export function visitOf(
  over: Partial<AppointmentRecord> & Pick<AppointmentRecord, 'id' | 'startsAt'>,
): AppointmentRecord {
  return {
    ...{
      personId: 'p1',
      externalKey: null,
      endsAt: over.startsAt + 1_800_000,
      zone: 'America/New_York',
      clinician: '',
    },
    ...{ location: '', kind: '', status: 'booked', reply: 'none', replySetBy: null, repliedAt: null, importId: null },
    ...{ createdAt: NOW, updatedAt: NOW },
    ...over,
  };
}

/** Every text may leave, and is kept as queued; `bodies` in the order they were made. */
export function queueing(bodies: string[] = []): Pick<RemindersDeps, 'queueReminder'> {
  return {
    queueReminder: (tx, text, now) => {
      const id = `c-${text.number}`;
      if (tx.conversations.get(id) === undefined) {
        tx.conversations.insert({
          ...{ id, address: text.number, status: 'done', unread: 0, sortAt: now, lastAt: now, lastMessageId: null },
          ...{ lastPreview: '', lastDirection: 'none', lastStatus: null, lastInboundAt: null, waitingSince: null },
          ...{
            failed: false,
            attention: null,
            snoozedUntil: null,
            backFromSnooze: false,
            people: [],
            peopleMore: 0,
            canText: 'yes',
          },
          ...{ visitReply: null, nextVisitAt: null, createdAt: now },
        });
      }
      bodies.push(text.body);
      const message = tx.messages.insert({
        ...{
          id: `m${String(bodies.length)}-${text.reminderId}`,
          conversationId: id,
          direction: 'out',
          kind: 'reminder',
          body: text.body,
        },
        ...{ purpose: 'care', trigger: 'automatic', status: 'queued', createdAt: now, reminderId: text.reminderId },
      });
      return { decision: allow, reason: null, message };
    },
  };
}
