/** The gateways that carry texts: pairing, state, testing. Credentials go in and never come out. */
import { z } from 'zod';
import { E164, Id, Instant } from './common.ts';
import { GatewayProblem } from './gatewayProblems.ts';
import { command, Done, query } from './procedure.ts';
import { everyone, managers } from './roles.ts';

export const GatewayState = z.enum(['up', 'slow', 'down', 'refused', 'paused', 'unknown']);
export type GatewayState = z.infer<typeof GatewayState>;

export const GatewaySummary = z.object({
  id: Id,
  kind: z.enum(['phone', 'twilio']),
  /** What people call it, `Front desk Pixel`. */
  label: z.string(),
  state: GatewayState,
  problem: GatewayProblem.nullable(),
  /** Since when the state holds. */
  since: Instant.nullable(),
  canReceive: z.boolean(),
  ownNumber: E164.nullable(),
  version: z.string().nullable(),
  deviceName: z.string().nullable(),
  batteryPercent: z.int().nullable(),
  clockSkewMs: z.int().nullable(),
  /** Host and port as a person would type it; never credentials. */
  address: z.string(),
  /** Texts waiting for this gateway. */
  queued: z.int(),
  sentToday: z.int(),
  lastHeardAt: Instant.nullable(),
  lastInboundAt: Instant.nullable(),
  /** True for the simulated phone of the demo: nothing reaches a real person. */
  simulated: z.boolean(),
});
export type GatewaySummary = z.infer<typeof GatewaySummary>;

/** A check of the pairing wizard or "Test now", in order. */
export const GatewayCheck = z.object({
  name: z.enum([
    'reach',
    'signIn',
    'version',
    'send',
    'receive',
    'battery',
    'clock',
    // Twilio
    'key',
    'sender',
    'registration',
    'geo',
    'webhooks',
    'optOut',
    'balance',
  ]),
  /** False without a problem is advice: it works, and could be better. */
  ok: z.boolean(),
  problem: GatewayProblem.nullable(),
  /** Words for the desk: what is wrong and what to do. */
  text: z.string(),
});
export type GatewayCheck = z.infer<typeof GatewayCheck>;

export const gateways = {
  listGateways: query({
    roles: everyone,
    input: z.strictObject({}),
    output: z.object({ items: z.array(GatewaySummary) }),
  }),
  /** Pairs the Android phone. Errors: GATEWAY_UNREACHABLE, GATEWAY_REFUSED, GATEWAY_UNSUITABLE, with the checks in `details`. */
  pairPhone: command({
    roles: managers,
    input: {
      /** `192.168.1.24`, `192.168.1.24:8080` or `http://192.168.1.24:8080/`; port 8080 when none is given. */
      address: z.string().trim().min(1).max(200),
      username: z.string().trim().min(1).max(100),
      password: z.string().min(1).max(200),
      label: z.string().trim().max(40).optional(),
      /** The SIM's own number, where the phone does not know it. */
      ownNumber: z.string().max(40).optional(),
      /** Take the place of the phone that is paired now, even when it is another device. */
      replace: z.boolean().default(true),
    },
    output: z.object({ gateway: GatewaySummary, checks: z.array(GatewayCheck) }),
  }),
  /**
   * Connects a Twilio account. An API key is wanted; with the auth token alone it works, and a check warns of it. Errors:
   * GATEWAY_UNREACHABLE, GATEWAY_REFUSED, GATEWAY_UNSUITABLE, INVALID_INPUT, each with the field.
   */
  connectTwilio: command({
    roles: managers,
    input: {
      /** `AC` and 32 hex digits. */
      accountSid: z.string().trim().max(64),
      /** `SK...` and its secret, as the console shows them once. */
      keySid: z.string().trim().max(64).optional(),
      keySecret: z.string().trim().max(128).optional(),
      /** Proves what Twilio posts to us, so it is needed for webhooks only. */
      authToken: z.string().trim().max(128).optional(),
      /** An own number as people write it, or a messaging service (`MG...`). */
      sender: z.string().trim().min(1).max(64),
      label: z.string().trim().max(40).optional(),
      /** The own number that is a WhatsApp sender, too; left out: WhatsApp is off. */
      whatsAppNumber: z.string().trim().max(40).optional(),
      /** `VA...`: one-time codes by Twilio Verify. */
      verifyServiceSid: z.string().trim().max(64).optional(),
      /** Take the place of the Twilio account that is connected now, even when it is another one. */
      replace: z.boolean().default(true),
    },
    output: z.object({ gateway: GatewaySummary, checks: z.array(GatewayCheck) }),
  }),
  /** Tells the provider to post what happens to this PC, or to stop. Needs a tunnel to be on. Asked of a person first: it changes settings there. */
  setWebhooks: command({
    roles: managers,
    input: { id: Id, on: z.boolean() },
    /** `changed` is false when it was so already. */
    output: z.object({ changed: z.boolean() }),
  }),
  testGateway: command({
    roles: everyone,
    input: { id: Id },
    output: z.object({ gateway: GatewaySummary, checks: z.array(GatewayCheck) }),
  }),
  removeGateway: command({ roles: managers, input: { id: Id }, output: Done }),
  setPaused: command({ roles: managers, input: { id: Id, paused: z.boolean() }, output: Done }),
};
