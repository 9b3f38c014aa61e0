import { describe, expect, it } from 'vitest';
import { inboxId, incomingHash, webhookMessageId } from '../../src/main/demo/phone/hashIds.ts';
import { partsOf } from '../../src/main/demo/phone/radio.ts';

describe('incoming texts', () => {
  it('have the ids that the app computes', () => {
    const known = { address: '+33612345678', sentAt: 1795161600000, subscriptionId: 1, text: 'Oui, merci' };
    expect([inboxId(incomingHash(known)), webhookMessageId(incomingHash(known))]).toEqual([
      'text:1466331674',
      '5766721a',
    ]);
    const bank = { address: 'MyBank', sentAt: 1795161600000, subscriptionId: null, text: 'Code 1234' };
    expect([inboxId(incomingHash(bank)), webhookMessageId(incomingHash(bank))]).toEqual(['text:209982638', 'c8414ae']);
  });
});

describe('counting parts', () => {
  it.each([
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    [`${'a'.repeat(158)}€`, 1],
    [`${'a'.repeat(159)}€`, 2],
    ['ê'.repeat(70), 1],
    ['ê'.repeat(71), 2],
  ])('%# has the right count', (text, parts) => {
    expect(partsOf(text)).toBe(parts);
  });
});
