/**
 * Each fault that the product has to survive, by its name, in a whole office: texts go out and come in by both routes while this one thing
 * goes wrong again and again. What each single part says and does about it is tested beside that part (docs/RELIABILITY.md has the table).
 */
import { describe, expect, test } from 'vitest';
import { FAULTS } from './faultList.ts';
import { brokenPromises } from './promises.ts';
import { rehearse } from './rehearsal.ts';

/** Some virtual minutes on a busy machine: the limit is only there to end a hang. */
const PATIENCE_MS = 240_000;
const MESSAGES = 8;
const FAULT_EVERY_MS = 3_000;

const NAMED: readonly (readonly [name: string, faults: RegExp])[] = [
  ['wrong credentials', /wrong password|tokens revoked|wrong credentials/],
  ['a restricted key without the permission', /without the permission/],
  ['a suspended account', /suspended/],
  ['a clock that is wrong by hours, here or there', /clock wrong/],
  ['no name service', /DNS/],
  ['no TLS', /TLS/],
  ['the page of a proxy instead of an answer', /page of a proxy|HTML/],
  ['half a JSON, or none', /half a JSON|garbage/],
  ['a storm of 429', /429/],
  ['a phone that reboots while it sends', /reboots/],
  ['answers that are lost after the text was taken', /answer lost|never answer|answers lost|after storing/],
  ['callbacks doubled, lost and out of order', /callbacks/],
  ['forged posts', /forged|signed by another/],
  ['replayed posts', /replayed/],
  ['bodies of 10 MB, to us and from them', /10 MB/],
  ['a phone that was reset', /ids forgotten/],
  ['two phones at one address', /two phones/],
  ['a SIM that was taken out', /SIM removed/],
  ['a program killed at any place', /program killed/],
];

describe('nothing is lost, nothing goes twice, and every doubt is shown, with', () => {
  test.each(NAMED)('%s', { timeout: PATIENCE_MS }, async (_name, pattern) => {
    const faults = FAULTS.filter(({ name }) => pattern.test(name));
    const run = await rehearse({ messages: MESSAGES, seed: 11, faults, faultEveryMs: FAULT_EVERY_MS });
    expect(Object.keys(run.faults).length).toBeGreaterThan(0);
    expect(brokenPromises(run)).toEqual([]);
  });

  test('every fault of the list under one of these names, or under an outage', () => {
    const others = FAULTS.filter(({ name }) => !NAMED.some(([, pattern]) => pattern.test(name)));
    expect(others.map(({ name }) => name)).toEqual([
      'phone: connection cut before storing',
      'phone: 500',
      'Twilio: connection cut before storing',
      'Twilio: 500',
      'Twilio: 503',
      'phone: anything asked fails',
      'Twilio: anything asked fails',
      'phone: off the network',
      'phone: asleep',
      'phone: hears nothing by itself',
      'phone: its send queue stands',
      'Twilio: unreachable',
      'Twilio: takes requests and is silent',
      'Twilio: no callback gets through',
    ]);
  });
});
