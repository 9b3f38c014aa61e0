/**
 * The handle of a simulated phone: what the demo, the tests and the control API can do with it. Types only.
 */
import type { PhoneSwitch, RequestFault } from './faults.ts';
import type { InjectedMms, InjectOptions } from './inbound.ts';
import type { PhoneCondition } from './phone.ts';
import type { RadioText } from './radio.ts';

export interface PhoneCounts {
  readonly messages: number;
  readonly pending: number;
  readonly incoming: number;
  /** Webhook events that wait for delivery. */
  readonly hooksWaiting: number;
  /** Radio transmissions, doubles included. */
  readonly transmissions: number;
}

export interface PhoneSimulator {
  /** Base URL of the phone's API. Throws before the first `start`. */
  readonly url: string;
  /** Base URL of the control API. Throws before the first `start`, and when there is none. */
  readonly controlUrl: string;
  /** Switches the phone on; what it remembers is kept from before. */
  start(): Promise<void>;
  /** Switches it off: ports closed, callbacks on their way are lost. */
  stop(): Promise<void>;
  /** Somebody texts the phone. */
  inject(from: string, text: string, options?: InjectOptions): void;
  /** Somebody sends it a picture. */
  injectMms(from: string, mms: InjectedMms): void;
  /** What the outside world received, by message id and number, oldest first. */
  sent(): readonly RadioText[];
  onSent(listener: (text: RadioText) => void): () => void;
  clearSent(): void;
  setFault(fault: PhoneSwitch, on: boolean): Promise<void>;
  faults(): readonly PhoneSwitch[];
  /** Makes one or more requests fail. */
  failRequests(fault: RequestFault): void;
  /** Everything switched back to normal. */
  clearFaults(): Promise<void>;
  /** Changes the battery, the SIM cards, the password ... */
  change(condition: Partial<PhoneCondition>): void;
  setClockSkew(ms: number): void;
  /** "Clear data": messages, inbox and webhooks are forgotten, the device id stays. */
  wipe(): void;
  /** The app forgets what it sent, ids and all; what came in stays. */
  forgetSent(): void;
  /**
   * Off and on again: the ports close for `downMs`, what was on its way to the air is lost. `sendsTwice`: it died between handing texts
   * to Android and noting it, so it sends them again.
   */
  reboot(options?: { readonly downMs?: number; readonly sendsTwice?: boolean }): Promise<void>;
  /** The app installed again: as `wipe`, and another device id; tokens die. */
  reinstall(): void;
  /** "Regenerate JWT secret". */
  revokeTokens(): void;
  counts(): PhoneCounts;
}
