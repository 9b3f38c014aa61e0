/**
 * What every gateway must do, whatever carries the texts. Each gateway runs it against its simulator over real HTTP.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CANNOT_HOLD } from '../../src/main/providers/gateway.ts';
import type { Gateway, InboxCursor, IncomingText, OutgoingText } from '../../src/main/providers/gateway.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface GatewayHarness {
  readonly gateway: Gateway;
  /** UTC ms, as the gateway under test sees it. */
  now(): number;
  /** Somebody texts us, now. */
  receive(from: string, body: string): void;
  /** How often a text went on air, by our message id. */
  transmissions(id: string): number;
  /** Time goes by. */
  advance(ms: number): Promise<void>;
  /** The other side is off (the phone), or its line stands still, for as long; what it was to do then it does afterwards, if that is still of use. */
  offFor(ms: number): Promise<void>;
  /** Lets deliveries finish. */
  settle(): Promise<void>;
  /** Keeps accepted texts off the air until `settle`. */
  hold(): Promise<void>;
  /** The next send is stored by the other side, and its answer is lost. */
  loseNextAnswer(): void;
  /** The next send is lost before the other side saw it. */
  loseNextRequest(): void;
  refuseSignIn(): Promise<void>;
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  stop(): Promise<void>;
}

/** Registers the suite for one gateway. */
export function describeGateway(name: string, start: () => Promise<GatewayHarness>): void {
  describe(`${name} as a gateway`, () => {
    let harness: GatewayHarness;
    let count = 0;
    const text = (overrides: Partial<OutgoingText> = {}): OutgoingText => {
      count += 1;
      const defaults = { to: '+12065550101', body: 'Hello from the desk', sendBy: null, priority: 0, sim: null };
      return { id: `conformance-${count}`, attemptId: `try-${count}`, ...defaults, ...overrides };
    };
    const readAll = async (
      cursor: InboxCursor,
      wide = false,
    ): Promise<{ texts: IncomingText[]; cursor: InboxCursor }> => {
      const texts: IncomingText[] = [];
      for (let at = cursor; ;) {
        const result = await harness.gateway.fetchInbox(at, { wide });
        if (!result.ok) throw new Error(result.problem);
        texts.push(...result.value.texts);
        at = result.value.cursor;
        if (!result.value.more) return { texts, cursor: at };
      }
    };
    beforeEach(async () => {
      harness = await start();
    });
    afterEach(() => harness.stop());

    it('is well when all is well', async () => {
      expect(await harness.gateway.checkHealth()).toMatchObject({ reachable: true, problem: null, canReceive: true });
    });

    it('sends a text, which goes on air once and is reported as delivered', async () => {
      const sent = text();
      const outcome = await harness.gateway.send(sent);
      expect(outcome.kind).toBe('accepted');
      if (outcome.kind !== 'accepted') return;
      await harness.settle();
      expect(harness.transmissions(sent.id)).toBe(1);
      const reports = await harness.gateway.fetchStatuses({ since: harness.now(), ids: [outcome.gatewayMessageId] });
      expect(reports).toMatchObject({
        ok: true,
        value: [{ gatewayMessageId: outcome.gatewayMessageId, status: 'delivered', error: null }],
      });
    });

    it('never lets the same message out twice, however often it is offered', async () => {
      if (!harness.gateway.traits.idempotentSend) return;
      const sent = text();
      for (let attempt = 0; attempt < 3; attempt += 1)
        expect(await harness.gateway.send(sent)).toMatchObject({ kind: 'accepted' });
      await harness.settle();
      expect(harness.transmissions(sent.id)).toBe(1);
    });

    it('does not send what is past its time', async () => {
      const sent = text({ sendBy: harness.now() - 1 });
      expect(await harness.gateway.send(sent)).toMatchObject({ kind: 'rejected', code: 'expired' });
      await harness.settle();
      expect(harness.transmissions(sent.id)).toBe(0);
    });

    it('finds a text again whose answer was lost, and it went out once', async () => {
      const sent = text();
      harness.loseNextAnswer();
      const attemptedAt = harness.now();
      const outcome = await harness.gateway.send(sent);
      expect(['accepted', 'unknown']).toContain(outcome.kind);
      await harness.settle();
      expect(await harness.gateway.reconcile(sent, attemptedAt)).toMatchObject({ kind: 'found' });
      expect(harness.transmissions(sent.id)).toBe(1);
    });

    it('does not claim a text was sent, nor that it surely was not, when the request was lost', async () => {
      const sent = text();
      harness.loseNextRequest();
      const attemptedAt = harness.now();
      expect(await harness.gateway.send(sent)).toMatchObject({ kind: 'unknown' });
      expect(await harness.gateway.reconcile(sent, attemptedAt)).toEqual({ kind: 'absent' });
      expect(harness.transmissions(sent.id)).toBe(0);
    });

    it('reports an unplugged gateway as a value everywhere, and works again afterwards', async () => {
      await harness.unplug();
      const sent = text();
      expect(await harness.gateway.checkHealth()).toMatchObject({
        reachable: false,
        problem: 'unreachable',
        canReceive: false,
      });
      expect(await harness.gateway.send(sent)).toMatchObject({ kind: 'retry' });
      expect(await harness.gateway.reconcile(sent, harness.now())).toMatchObject({ kind: 'unreachable' });
      expect(await harness.gateway.fetchStatuses({ since: 0, ids: ['a'] })).toMatchObject({
        ok: false,
        problem: 'unreachable',
      });
      expect(await harness.gateway.fetchInbox(null, { wide: true })).toMatchObject({
        ok: false,
        problem: 'unreachable',
      });
      expect(await harness.gateway.cancel('a')).toMatchObject({ ok: false, problem: 'unreachable' });
      await harness.plugIn();
      expect(await harness.gateway.send(sent)).toMatchObject({ kind: 'accepted' });
    });

    it('pauses when the sign-in is refused, and sends nothing', async () => {
      await harness.refuseSignIn();
      const sent = text();
      expect(await harness.gateway.send(sent)).toMatchObject({ kind: 'pause', code: 'wrongPassword' });
      expect(await harness.gateway.checkHealth()).toMatchObject({ reachable: true, problem: 'wrongPassword' });
      await harness.settle();
      expect(harness.transmissions(sent.id)).toBe(0);
    });

    it('recalls a text that waits, and says so when it is too late', async () => {
      if (!harness.gateway.traits.canCancel) return;
      await harness.hold();
      const later = harness.gateway.traits.canSchedule.possible ? { sendAt: harness.now() + HOUR } : {};
      const waiting = await harness.gateway.send(text(later));
      if (waiting.kind !== 'accepted') throw new Error(waiting.kind);
      expect(await harness.gateway.cancel(waiting.gatewayMessageId)).toEqual({ ok: true, value: 'cancelled' });
      await harness.settle();
      const gone = await harness.gateway.send(text());
      if (gone.kind !== 'accepted') throw new Error(gone.kind);
      await harness.settle();
      expect(await harness.gateway.cancel(gone.gatewayMessageId)).toEqual({ ok: true, value: 'tooLate' });
      expect(await harness.gateway.cancel('never-heard-of')).toEqual({ ok: true, value: 'notFound' });
    });

    it('says how far ahead it keeps texts, or in words why it does not', () => {
      const { canSchedule } = harness.gateway.traits;
      if (canSchedule.possible) {
        expect(canSchedule.minLeadMs).toBeLessThan(HOUR);
        expect(canSchedule.maxLeadMs).toBeGreaterThan(96 * HOUR);
        expect(harness.gateway.traits.canCancel).toBe(true);
      } else expect(canSchedule.why).toMatch(/^[A-Z].{20,}\.$/);
    });

    it('keeps nothing it cannot keep, and says so as something that may be sent later', async () => {
      if (harness.gateway.traits.canSchedule.possible) return;
      const sent = text({ sendAt: harness.now() + HOUR });
      expect(await harness.gateway.send(sent)).toMatchObject({ kind: 'retry', code: CANNOT_HOLD });
      await harness.advance(2 * HOUR);
      expect(harness.transmissions(sent.id)).toBe(0);
    });

    describe('keeping a text until its time', () => {
      const kept = async (
        overrides: Partial<OutgoingText> = {},
      ): Promise<{ sent: OutgoingText; id: string } | null> => {
        if (!harness.gateway.traits.canSchedule.possible) return null;
        const sent = text({ sendAt: harness.now() + HOUR, sendBy: harness.now() + 3 * HOUR, ...overrides });
        const outcome = await harness.gateway.send(sent);
        if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
        expect(outcome.status).toBe('scheduled');
        return { sent, id: outcome.gatewayMessageId };
      };
      const statusOf = async (id: string): Promise<string | undefined> => {
        const reports = await harness.gateway.fetchStatuses({ since: harness.now() - HOUR, ids: [id] });
        return reports.ok ? reports.value[0]?.status : reports.problem;
      };

      it('sends it at its time and not before, once, with nobody there', async () => {
        const one = await kept();
        if (one === null) return;
        expect(await statusOf(one.id)).toBe('scheduled');
        await harness.advance(59 * MINUTE);
        expect(harness.transmissions(one.sent.id)).toBe(0);
        await harness.advance(3 * MINUTE);
        expect(harness.transmissions(one.sent.id)).toBe(1);
        await harness.advance(24 * HOUR);
        expect(await statusOf(one.id)).toBe('delivered');
        expect(harness.transmissions(one.sent.id)).toBe(1);
      });

      it('lets other texts pass meanwhile', async () => {
        const one = await kept();
        if (one === null) return;
        const other = text({ to: '+12065550102' });
        expect(await harness.gateway.send(other)).toMatchObject({ kind: 'accepted' });
        await harness.settle();
        expect([one.sent, other].map(({ id }) => harness.transmissions(id))).toEqual([0, 1]);
      });

      it('gives it back before its time, also when asked twice, and it never goes out', async () => {
        const one = await kept();
        if (one === null) return;
        expect(await harness.gateway.cancel(one.id)).toEqual({ ok: true, value: 'cancelled' });
        const again = await harness.gateway.cancel(one.id);
        expect(again).toEqual({ ok: true, value: 'cancelled' });
        await harness.advance(2 * HOUR);
        expect(harness.transmissions(one.sent.id)).toBe(0);
        expect(await statusOf(one.id)).toBe('cancelled');
      });

      it('says that it is too late once it has gone out', async () => {
        const one = await kept();
        if (one === null) return;
        await harness.advance(HOUR + 2 * MINUTE);
        expect(await harness.gateway.cancel(one.id)).toEqual({ ok: true, value: 'tooLate' });
        expect(harness.transmissions(one.sent.id)).toBe(1);
      });

      it('either sends it or gives it back, whatever moment the wish comes at', async () => {
        for (const at of [HOUR - 1_000, HOUR - 1, HOUR, HOUR + 1, HOUR + 1_000]) {
          const one = await kept();
          if (one === null) return;
          await harness.advance(at);
          const answer = await harness.gateway.cancel(one.id);
          await harness.advance(10 * MINUTE);
          const out = harness.transmissions(one.sent.id);
          expect(answer).toEqual({ ok: true, value: out === 0 ? 'cancelled' : 'tooLate' });
        }
      });

      it('is found again as kept when the answer was lost, and as absent when the request was', async () => {
        if (!harness.gateway.traits.canSchedule.possible) return;
        const times = (): Partial<OutgoingText> => ({ sendAt: harness.now() + HOUR, sendBy: harness.now() + 3 * HOUR });
        const sent = text(times());
        const attemptedAt = harness.now();
        harness.loseNextAnswer();
        expect(['accepted', 'unknown']).toContain((await harness.gateway.send(sent)).kind);
        const found = await harness.gateway.reconcile(sent, attemptedAt);
        expect(found).toMatchObject({ kind: 'found', report: { status: 'scheduled' } });
        const lost = text(times());
        const lostAt = harness.now();
        harness.loseNextRequest();
        expect(await harness.gateway.send(lost)).toMatchObject({ kind: 'unknown' });
        expect(await harness.gateway.reconcile(lost, lostAt)).toEqual({ kind: 'absent' });
        await harness.advance(4 * HOUR);
        expect([sent, lost].map(({ id }) => harness.transmissions(id))).toEqual([1, 0]);
      });

      it('goes out later when the other side was off at its time, while that is of use', async () => {
        const one = await kept();
        if (one === null) return;
        await harness.offFor(2 * HOUR);
        await harness.advance(5 * MINUTE);
        expect(harness.transmissions(one.sent.id)).toBe(1);
      });

      it('does not go out when the other side was off until it was of no use', async () => {
        const one = await kept();
        if (one === null) return;
        await harness.offFor(4 * HOUR);
        await harness.advance(5 * MINUTE);
        if (harness.gateway.kind === 'phone') {
          expect(harness.transmissions(one.sent.id)).toBe(0);
          expect(await statusOf(one.id)).toBe('failed');
        } else expect(harness.transmissions(one.sent.id)).toBe(1); // Twilio has no such hours: our PC was off, not it.
      });
    });

    it('receives what people write, each text with an id of its own, and nothing new twice over', async () => {
      const first = await readAll(null);
      expect(first.texts).toEqual([]);
      harness.receive('+12065550102', 'Yes, merci 😀');
      const second = await readAll(first.cursor);
      expect(second.texts).toMatchObject([{ from: '+12065550102', body: 'Yes, merci 😀', kind: 'sms' }]);
      expect((await readAll(second.cursor)).texts).toEqual([]);
      const cursorFromDisk = JSON.parse(JSON.stringify(second.cursor)) as InboxCursor;
      harness.receive('+12065550103', 'STOP');
      const third = await readAll(cursorFromDisk);
      expect(third.texts.map((one) => one.body)).toContain('STOP');
      expect(new Set(third.texts.map((one) => one.gatewayMessageId)).size).toBe(third.texts.length);
    });
  });
}
