import { describe, expect, it } from 'vitest';
import { MARIA, MINUTE, NINE, openDesk, twilio, TWILIO_ID, TWILIO_TRAITS } from './desk.ts';

async function openBoth() {
  const desk = await openDesk();
  desk.traits.set(TWILIO_ID, TWILIO_TRAITS);
  desk.store.write('system', (tx) => tx.gateways.insert(twilio()));
  await desk.addPerson('Maria Alvarez', MARIA);
  return desk;
}

type Desk = Awaited<ReturnType<typeof openBoth>>;
const answers = (desk: Desk) =>
  desk.thread(MARIA).filter(({ direction, status }) => direction === 'out' && status === 'queued');

const KEYWORDS = ['STOP', 'stop', 'Unsubscribe', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'];
const OTHER_WORDS = ['stop please', 'please stop texting me', 'ALTO', 'parar'];

/** How many answers each word gets, from a number of its own; every one of them must opt out. */
async function answersTo(words: readonly string[], by: { by?: string } = {}): Promise<number[]> {
  const desk = await openBoth();
  return words.map((word, nth) => {
    const from = `+121255501${String(10 + nth)}`;
    desk.receive(from, word, by);
    expect(desk.row(from).canText).toBe('optedOut');
    return desk.thread(from).filter(({ direction, status }) => direction === 'out' && status === 'queued').length;
  });
}

describe('who answers a keyword', () => {
  it('the phone answers nothing by itself, so the program does', async () => {
    const words = [...KEYWORDS, ...OTHER_WORDS];
    expect(await answersTo(words)).toEqual(words.map(() => 1));
  });

  it('Twilio has answered its own words, so nobody does it twice', async () => {
    expect(await answersTo(KEYWORDS, { by: TWILIO_ID })).toEqual(KEYWORDS.map(() => 0));
  });

  it('Twilio knows nothing of other words, so the program answers', async () => {
    expect(await answersTo(OTHER_WORDS, { by: TWILIO_ID })).toEqual(OTHER_WORDS.map(() => 1));
  });

  it('HELP is answered by one of them', async () => {
    const desk = await openBoth();
    desk.receive(MARIA, 'HELP', { by: TWILIO_ID });
    expect(answers(desk)).toEqual([]);
    desk.receive(MARIA, 'HELP', { sentAt: NINE + MINUTE });
    expect(answers(desk)).toHaveLength(1);
  });
});

describe('an emergency', () => {
  it('is answered in the words the practice approved, and in no others', async () => {
    const desk = await openBoth();
    desk.store.write('Dana', (tx) => tx.settings.set('safety', { emergencyText: 'Lakeside: call 911 now.' }, NINE));
    desk.receive(MARIA, 'I cannot breathe');
    expect(answers(desk).map(({ body }) => body)).toEqual(['Lakeside: call 911 now.']);
    expect(desk.row(MARIA).attention).toBe('urgent');
  });
});

describe('agreeing by text', () => {
  it('is welcomed the first time, and told that texts come again after an opt-out', async () => {
    const desk = await openBoth();
    desk.receive(MARIA, 'START');
    expect(answers(desk).at(-1)?.body).toContain("you're signed up for appointment texts");
    desk.receive(MARIA, 'STOP', { sentAt: NINE + MINUTE });
    await desk.clock.advance(61 * MINUTE);
    desk.receive(MARIA, 'START');
    expect(answers(desk).at(-1)?.body).toContain('you will get appointment texts again');
  });
});
