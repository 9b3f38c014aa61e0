import { describe, expect, it } from 'vitest';
import { offerAnswer } from '../../../src/main/domain/replies/offerAnswer.ts';

describe('the answer to a time that is offered', () => {
  it.each([
    'OK',
    'ok!',
    'Yes please',
    'yes',
    'Sí',
    'si gracias',
    '👍',
    "I'll take it",
    'Yes I will take it',
    'lo tomo',
  ])('%j takes it', (text) => expect(offerAnswer(text)).toBe('yes'));
  it.each(['No', 'no thanks', 'nope', "I can't", 'No puedo', 'no gracias', '👎', 'keep my appointment'])(
    '%j leaves it',
    (text) => expect(offerAnswer(text)).toBe('no'),
  );
  it.each(['Yes?', 'Yes but at 3', 'maybe', 'ok who is this', 'Is it still free?', 'STOP', 'yes no', '1', ''])(
    '%j is for a person to read',
    (text) => expect(offerAnswer(text)).toBe('unclear'),
  );
});
