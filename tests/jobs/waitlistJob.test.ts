import { describe, expect, it } from 'vitest';
import { createAdmission } from '../../src/main/jobs/admission.ts';
import type { JobDeps } from '../../src/main/jobs/deps.ts';
import { createWaitlistJob } from '../../src/main/jobs/waitlist.ts';
import type { WriteTx } from '../../src/main/store/store.ts';
import { DAY, HOUR, MARIA, MINUTE, NINE } from '../features/desk.ts';
import { openDeskDay } from '../features/deskDay.ts';

/** One person waits for the time that Maria's cancelled visit left free; the job of the waitlist runs over it. */
async function running(held: () => boolean = () => false) {
  const desk = await openDeskDay();
  const maria = await desk.addPerson('Maria Alvarez', MARIA);
  const free = desk.cancelledVisit(maria.id, NINE + 5 * HOUR);
  const entryIds: string[] = [];
  for (const number of ['+12125550101', '+12125550102']) {
    const person = await desk.addPerson(`Person ${number.at(-1)!}`, number);
    const visit = desk.addVisit(person.id, NINE + 10 * DAY);
    entryIds.push((await desk.ask('waitlist.saveEntry', { appointmentId: visit.id })).id);
  }
  await desk.ask('waitlist.offerSlot', {
    appointmentId: free.id,
    entryIds,
    body: 'Earlier: {visitDay} at {visitTime}. Reply OK or NO.',
    pacing: { atOnce: 1, everyMinutes: 5, answerMinutes: 10 },
  });
  const admission = createAdmission({ clock: desk.clock });
  const logged: string[] = [];
  const log = { error: (_data: unknown, name: string) => void logged.push(name) };
  const deps = {
    store: desk.store,
    clock: desk.clock,
    timers: desk.clock,
    log,
    handlers: {
      tendWaitlist: (tx: WriteTx, _now: number, mayAsk: boolean) => desk.tendIn(tx, mayAsk),
      remindersHeld: () => (held() ? { code: 'remindersPaused', since: NINE } : null),
    },
  } as unknown as JobDeps;
  const job = createWaitlistJob({ ...deps, admission });
  job.start();
  await job.settled();
  const states = async () => (await desk.ask('waitlist.listSlots', {})).items[0]!.offers.map(({ state }) => state);
  return { desk, job, admission, states, logged };
}

describe('the job of the waitlist', () => {
  it('asks nobody before incoming texts are caught up: a yes or a STOP may be waiting', async () => {
    const { job, admission, states } = await running();
    expect(await states()).toEqual(['queued', 'queued']);
    admission.open();
    job.wake();
    await job.settled();
    expect(await states()).toEqual(['asked', 'queued']);
    await job.stop();
  });

  it('looks again when the next may be asked, by itself, and rests when nothing is offered', async () => {
    const { desk, job, admission, states, logged } = await running();
    admission.open();
    job.wake();
    await job.settled();
    await desk.clock.advance(5 * MINUTE);
    await job.settled();
    expect(await states()).toEqual(['asked', 'asked']);
    await desk.clock.advance(20 * MINUTE);
    await job.settled();
    expect((await desk.ask('waitlist.listSlots', {})).items[0]).toMatchObject({
      state: 'ended',
      endedCode: 'nobodyLeft',
    });
    expect(logged).toEqual([]);
    await job.stop();
  });

  it('asks nobody while automatic texts are paused, nor while the clock is in doubt', async () => {
    let paused = true;
    const { job, admission, states } = await running(() => paused);
    admission.open();
    job.wake();
    await job.settled();
    expect(await states()).toEqual(['queued', 'queued']);
    paused = false;
    admission.doubtClock();
    job.wake();
    await job.settled();
    expect(await states()).toEqual(['queued', 'queued']);
    await job.stop();
  });
});
