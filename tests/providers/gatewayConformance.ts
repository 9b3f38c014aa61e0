/**
 * What every gateway must do, whatever carries the texts. Each gateway runs it against its simulator over real HTTP.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Gateway, InboxCursor, IncomingText, OutgoingText } from '../../src/main/providers/gateway.ts';

export interface GatewayHarness {
  readonly gateway: Gateway;
  /** UTC ms, as the gateway under test sees it. */
  now(): number;
  /** Somebody texts us, now. */
  receive(from: string, body: string): void;
  /** How often a text went on air, by our message id. */
  transmissions(id: string): number;
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
      const waiting = await harness.gateway.send(text());
      if (waiting.kind !== 'accepted') throw new Error(waiting.kind);
      expect(await harness.gateway.cancel(waiting.gatewayMessageId)).toEqual({ ok: true, value: 'cancelled' });
      await harness.settle();
      const gone = await harness.gateway.send(text());
      if (gone.kind !== 'accepted') throw new Error(gone.kind);
      await harness.settle();
      expect(await harness.gateway.cancel(gone.gatewayMessageId)).toEqual({ ok: true, value: 'tooLate' });
      expect(await harness.gateway.cancel('never-heard-of')).toEqual({ ok: true, value: 'notFound' });
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
