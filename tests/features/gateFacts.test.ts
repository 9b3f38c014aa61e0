/** What the gate is told about a person and a place, and what follows from it. */
import { describe, expect, it } from 'vitest';
import { MARIA, openDesk } from './desk.ts';
import type { Desk } from './desk.ts';

const OTHER = '+12125550144';

const preview = (desk: Desk, to: string) => desk.call('messages.previewMessage', { to, body: 'See you' });

describe('a person who may have died', () => {
  it('is not texted on any of their numbers, until the desk has checked', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    await desk.call('people.savePerson', { id: maria.id, numbers: [MARIA, OTHER] });
    await desk.call('consent.recordEvent', {
      number: OTHER,
      personId: maria.id,
      kind: 'grant',
      method: 'form',
      evidence: '',
    });
    expect((await preview(desk, OTHER)).decision.code).toBe('OK');
    desk.receive(MARIA, 'Maria passed away last week');
    const { decision } = await preview(desk, OTHER);
    expect(decision).toMatchObject({ decision: 'block', code: 'NUMBER_SUSPENDED' });
    expect(decision.findings[0]?.words).toBe(
      'Someone told us that this person may have died. Texting is stopped until somebody has checked.',
    );
    desk.store.write('Dana', (tx) => tx.people.updateNumber(MARIA, { suspendedAt: null, suspendedCode: null }));
    expect((await preview(desk, OTHER)).decision.code).toBe('OK');
  });

  it('is something else than a wrong number, which silences that number alone', async () => {
    const desk = await openDesk();
    const maria = await desk.addPerson('Maria Alvarez', MARIA);
    await desk.call('people.savePerson', { id: maria.id, numbers: [MARIA, OTHER] });
    await desk.call('consent.recordEvent', {
      number: OTHER,
      personId: maria.id,
      kind: 'grant',
      method: 'form',
      evidence: '',
    });
    desk.receive(MARIA, 'Wrong number');
    expect((await preview(desk, MARIA)).decision.code).toBe('NUMBER_SUSPENDED');
    expect((await preview(desk, OTHER)).decision.code).toBe('OK');
  });
});
