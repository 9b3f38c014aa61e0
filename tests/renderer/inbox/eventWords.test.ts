import { describe, expect, it } from 'vitest';
import { EVENT_CODES } from '../../../src/main/features/inbound/eventLine.ts';
import { eventWords } from '../../../src/renderer/features/inbox/thread/eventWords.ts';

describe('lines in a thread', () => {
  it.each(EVENT_CODES)('has words for what the program notes as %s', (code) => {
    const { message } = eventWords({ body: code, eventData: { word: 'STOP', reply: 'Yes', count: '2' } });
    expect(message).not.toBe('inbox.event.unknown');
  });

  it('says that CANCEL may have meant the visit', () => {
    const eventData = { word: 'CANCEL', scope: 'all', mayMeanVisit: 'yes' };
    expect(eventWords({ body: 'optedOut', eventData }).message).toBe('inbox.event.mayMeanVisit');
  });
});
