/**
 * The script of forty steps by one route: a real `deskbell serve`, `deskbell call`, both simulators as processes, real HTTP and TLS, real
 * time. The runs differ in nothing but the route the practice prefers; each has a test file of its own.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice } from './twoRoutesOffice.ts';
import type { Office, RouteName } from './twoRoutesOffice.ts';
import { STEPS } from './twoRoutesSteps.ts';

/** Real processes on a busy machine: the limit is only there to end a hang. */
const PATIENCE_MS = 240_000;

export function describeDay(name: RouteName): void {
  describe(`a day by ${name}`, () => tellDay(name));
}

function tellDay(name: RouteName): void {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice(name);
  }, PATIENCE_MS);
  afterAll(() => office.close(), PATIENCE_MS);

  test('the script has forty steps', () => {
    expect(STEPS).toHaveLength(40);
  });

  test.each(STEPS)('$name', { timeout: PATIENCE_MS }, ({ run }) => run(office));

  test('in the end nobody has a text twice, and the audit trail is whole', { timeout: PATIENCE_MS }, async () => {
    const all = [...(await office.route.onAir()), ...(await office.other.onAir())].map(
      ({ to, body }) => `${to} ${body}`,
    );
    expect(all.filter((text, index) => all.indexOf(text) !== index)).toEqual([]);
    expect(await office.call('audit.verifyChain')).toMatchObject({ ok: true, brokenAt: null });
  });
}
