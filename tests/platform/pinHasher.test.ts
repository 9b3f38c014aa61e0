import { describe, expect, it } from 'vitest';
import { createPinHasher } from '../../src/main/platform/pinHasher.ts';

describe('the PIN hasher', () => {
  it('keeps a PIN as argon2id with 19 MiB and two passes, salted anew each time', async () => {
    const pins = createPinHasher();
    const [one, other] = await Promise.all([pins.hash('739152'), pins.hash('739152')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(one).not.toContain('739152');
    expect(await pins.verify(one, '739152')).toBe(true);
    expect(await pins.verify(one, '739153')).toBe(false);
  });

  it('takes a damaged hash as one that no PIN fits', async () => {
    const pins = createPinHasher();
    expect(await pins.verify('', '739152')).toBe(false);
    expect(await pins.verify('$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$', '739152')).toBe(false);
  });
});
