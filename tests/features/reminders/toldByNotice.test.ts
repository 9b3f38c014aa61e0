import { describe, expect, test } from 'vitest';
import type { ReminderRecord } from '../../../src/main/store/records.ts';
import { stepOf } from '../../fakes/cadence.ts';
import { NOW } from '../schedule/practice.ts';
import { visitOf } from './people.ts';
import { add, change, check, DUE, HOUR, look, NINE, openQueue, rows, SHARED } from './queue.ts';

describe('a reminder after the text about a change', () => {
  const MINUTE = 60_000;
  /** Told of a move to nine, whose reminder is due at ten the day before; the notice stands in the queue since `announcedAt`. */
  async function announced(announcedAt: number, people?: readonly (readonly [string, string, string])[]) {
    const { practice } = await openQueue([stepOf({})], people);
    practice.store.write('test', (tx) => {
      const text = {
        name: 'Visit moved',
        shortcut: 'vm',
        category: 'reminder',
        language: 'en',
        body: 'It is at nine.',
      } as const;
      const made = {
        version: 1,
        translationOf: null,
        baseVersion: null,
        archivedAt: null,
        createdAt: NOW,
        updatedAt: NOW,
      };
      tx.templates.save({ id: 'moved', ...text, ...made }, 'test');
    });
    add(practice, visitOf({ id: 'v1', startsAt: NINE + 2 * HOUR, reply: 'confirmed', repliedAt: NOW }));
    look(practice, NOW + 10 * MINUTE);
    change(practice, 'v1', { startsAt: NINE, reply: 'none', repliedAt: null }, announcedAt - 3 * MINUTE);
    look(practice, announcedAt);
    const [notice] = rows(practice).filter(({ kind }) => kind === 'moved');
    expect(notice).toMatchObject({ state: 'queued', visitAt: NINE });
    const left = (at: number): void =>
      practice.store.write('test', (tx) => tx.messages.update(notice!.messageId!, { status: 'sent', sentAt: at }));
    const step = (): ReminderRecord | undefined =>
      rows(practice).find(({ kind, visitAt }) => kind === 'step' && visitAt === NINE);
    return { practice, left, step };
  }

  test('that is due within half an hour says nothing new', async () => {
    const { step } = await announced(DUE - 20 * MINUTE);
    expect(step()).toMatchObject({ state: 'expired', reasonCode: 'toldByNotice' });
  });

  test('stays when the notice itself comes too late to be sent', async () => {
    const { practice } = await openQueue([stepOf({ late: { kind: 'within', minutes: 24 * 60 } })]);
    add(practice, visitOf({ id: 'v1', startsAt: NINE + 2 * HOUR, reply: 'confirmed', repliedAt: NOW }));
    change(practice, 'v1', { startsAt: NINE, reply: 'none', repliedAt: null }, NINE - 20 * MINUTE);
    look(practice, NINE - 17 * MINUTE);
    expect(rows(practice).filter(({ reasonCode }) => reasonCode === 'toldByNotice')).toEqual([]);
  });

  test.each([
    [29, 'dropped', 'toldByNotice'],
    [31, 'queued', null],
    [-24 * 60, 'queued', null],
  ] as const)('%i minutes after a notice that left late is %s', async (minutes, state, reasonCode) => {
    const { practice, left, step } = await announced(DUE - 2 * HOUR);
    left(DUE - minutes * MINUTE);
    look(practice, DUE);
    expect(step()).toMatchObject({ state, reasonCode });
  });

  test('that waited in the queue beside the notice does not leave with it', async () => {
    const { practice, left, step } = await announced(DUE - 2 * HOUR);
    look(practice, DUE);
    const { messageId } = step()!;
    expect(check(practice, messageId!, DUE + HOUR)).toBeNull();
    left(DUE + HOUR);
    expect(check(practice, messageId!, DUE + HOUR)).toMatchObject({
      kind: 'drop',
      status: 'cancelled',
      reason: { code: 'toldByNotice' },
    });
    expect(check(practice, messageId!, DUE + 2 * HOUR)).toBeNull();
  });

  test('is in no text of the family either, and the others get theirs', async () => {
    const family = [
      ['p1', 'Ana', SHARED],
      ['p2', 'Ben', SHARED],
    ] as const;
    const { practice, left, step } = await announced(DUE - 2 * HOUR, family);
    add(practice, visitOf({ id: 'v2', personId: 'p2', startsAt: NINE + HOUR }));
    left(DUE - MINUTE);
    look(practice, DUE);
    expect(step()).toMatchObject({ state: 'dropped', reasonCode: 'toldByNotice' });
    const [ben] = rows(practice, 'v2');
    expect(ben).toMatchObject({ state: 'queued', householdCode: null });
    expect(check(practice, ben!.messageId!, DUE)).toBeNull();
  });

  test('leaves when nobody knows whether the notice went out', async () => {
    const { practice, left, step } = await announced(DUE - 2 * HOUR);
    left(DUE - MINUTE);
    practice.store.write('test', (tx) => {
      const [notice] = tx.reminders.ofAppointment('v1').filter(({ kind }) => kind === 'moved');
      tx.messages.update(notice!.messageId!, { status: 'needsReview' });
    });
    look(practice, DUE);
    expect(step()).toMatchObject({ state: 'queued' });
  });
});
