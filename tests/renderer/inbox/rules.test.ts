// @vitest-environment node
/** The pure rules behind the inbox: chips, waiting time, names, presets, hints. */
import { describe, expect, it } from 'vitest';
import { detailValues, firstOpenDetail } from '../../../src/renderer/features/inbox/composer/details.ts';
import { composerState } from '../../../src/renderer/features/inbox/composer/gateWords.ts';
import { partsOf } from '../../../src/renderer/features/inbox/composer/partsHint.ts';
import { suggestTemplates } from '../../../src/renderer/features/inbox/composer/suggestions.ts';
import { findTemplates, inLanguage, slashQuery } from '../../../src/renderer/features/inbox/composer/useTemplates.ts';
import { rowChips } from '../../../src/renderer/features/inbox/list/rowChips.ts';
import { openMinutes, urgencyOf } from '../../../src/renderer/features/inbox/list/waiting.ts';
import { joinNames, namesOf } from '../../../src/renderer/features/inbox/names.ts';
import { timePresets } from '../../../src/renderer/features/inbox/presets.ts';
import { snippetParts } from '../../../src/renderer/features/inbox/snippet.ts';
import { actionsFor } from '../../../src/renderer/features/inbox/thread/deliveryWords.ts';
import { firstNewOf, timelineItems } from '../../../src/renderer/features/inbox/thread/timelineItems.ts';
import { offersFor } from '../../../src/renderer/features/inbox/thread/failureOffers.ts';
import type { MessageRoute } from '../../../src/renderer/contract.ts';
import { addedLines, asSent } from '../../../src/renderer/features/inbox/composer/addedLines.ts';
import { faultOf, MOST_BYTES } from '../../../src/renderer/features/inbox/composer/pictureRules.ts';
import { FAILURE_CAUSES } from '../../../src/main/domain/messageStatus.ts';
import { withRequiredLines } from '../../../src/main/domain/templates/requiredTexts.ts';
import { createFormats } from '../../../src/renderer/i18n/format.ts';
import type { Translate } from '../../../src/renderer/i18n/useT.ts';
import { NOW } from '../harness/shellAnswers.ts';
import { decided, directions, finding, MINUTE, ours, row, text } from './desk.ts';

const formats = createFormats({ locale: 'en-US', zone: 'America/Los_Angeles', clock: '12h' });
const hours = { open: '08:00', close: '20:00', closedDays: [7] };
const at = (iso: string): number => Date.parse(iso);

describe('waiting time', () => {
  it('counts opening hours only, over nights and closed days', () => {
    // Sat 18:00 to Mon 9:00 in Seattle, Sunday closed: 2 h on Saturday, 1 h on Monday.
    expect(openMinutes(at('2026-11-22T02:00:00Z'), at('2026-11-23T17:00:00Z'), hours, formats)).toBe(180);
    expect(openMinutes(NOW - 13 * MINUTE, NOW, hours, formats)).toBe(13);
    expect(openMinutes(NOW + 1, NOW, hours, formats)).toBe(0);
  });

  it('is grey, then amber from 10 minutes, then red from 30', () => {
    expect([9, 10, 29, 30].map(urgencyOf)).toEqual(['calm', 'warn', 'warn', 'bad']);
  });
});

describe('chips', () => {
  it('are never more than two, the most urgent first', () => {
    const busy = row('c1', 'Tom', {
      failed: true,
      canText: 'landline',
      visitReply: 'newTime',
      draft: 'x',
      attention: 'urgent',
    });
    expect(rowChips(busy, true)).toEqual(['urgent', 'notDelivered']);
  });

  it('make no noise about a confirmed visit', () => {
    expect(rowChips(row('c1', 'Ann', { visitReply: 'confirmed' }), true)).toEqual(['visitToday']);
  });
});

describe('presets', () => {
  const keys = (now: number): string[] => timePresets(now, formats).map(({ key }) => key);

  it('leave out what has passed today', () => {
    expect(keys(NOW)).toEqual(['hour', 'lunch', 'evening', 'tomorrow', 'monday']);
    expect(keys(at('2026-11-20T01:00:00Z'))).toEqual(['hour', 'tomorrow', 'monday']);
  });

  it('stand on the wall clock across a change of the clocks', () => {
    const saturday = at('2026-10-31T20:00:00Z');
    const tomorrow = timePresets(saturday, formats).find(({ key }) => key === 'tomorrow');
    expect(tomorrow?.at).toBe(at('2026-11-01T16:00:00Z'));
  });

  it('name Monday once: on a Sunday it is tomorrow', () => {
    expect(keys(at('2026-11-22T20:00:00Z'))).not.toContain('monday');
  });
});

describe('names', () => {
  const t = ((_id, values) => `${values?.['names']} and ${values?.['last']}`) as Translate;
  it('say a shared family name once', () => {
    expect(joinNames(['Ana Cruz', 'Leo Cruz'], t)).toBe('Ana and Leo Cruz');
    expect(joinNames(['Ana Cruz', 'Leo Grant'], t)).toBe('Ana Cruz and Leo Grant');
    expect(joinNames(['Ana Cruz'], t)).toBe('Ana Cruz');
    const said: unknown[] = [];
    const heard: Translate = (id, values) => String(said.push([id, values]));
    namesOf({ people: [{ id: 'a', name: 'Ana Cruz' }], peopleMore: 1996 }, heard);
    expect(said).toEqual([['inbox.namesAndMore', { names: 'Ana Cruz', count: 1996 }]]);
  });
});

describe('the thread', () => {
  it('ends a group at a text whose state must be said', () => {
    const messages = [
      ours('a', '1', { createdAt: NOW }),
      ours('b', '2', { createdAt: NOW + 1, status: 'needsReview' }),
      ours('c', '3', { createdAt: NOW + 2 }),
    ];
    const items = timelineItems(messages, { newFrom: null, dayOf: (when) => formats.civilDate(when), now: NOW });
    expect(items.filter(({ kind }) => kind === 'group')).toHaveLength(3);
  });

  it('leaves out what its writer took back, and nothing else', () => {
    const gone = ours('a', '1', { status: 'cancelled', reason: { code: 'takenBack', text: '' } });
    const stopped = ours('b', '2', { status: 'cancelled', reason: { code: 'OPTED_OUT_ALL', text: '' } });
    const items = timelineItems([gone, stopped], { newFrom: null, dayOf: () => 'd', now: NOW });
    expect(items.map(({ key }) => key)).toEqual(['day-d', 'b']);
  });

  it('finds the first new text among what came in', () => {
    const newestFirst = [text('d', ''), ours('c', ''), text('b', ''), text('a', '')];
    expect(firstNewOf(newestFirst, 2)).toBe('b');
    expect(firstNewOf(newestFirst, 9)).toBe('a');
    expect(firstNewOf([ours('c', '')], 1)).toBeNull();
  });

  it('never offers to try again what may have gone out, or must not', () => {
    expect(actionsFor(ours('a', '', { status: 'needsReview' }), NOW)).toEqual(['settle', 'details']);
    const optedOut = ours('a', '', { status: 'failed', reason: { code: 'OPTED_OUT_ALL', text: '' } });
    expect(actionsFor(optedOut, NOW)).toEqual(['details']);
    expect(actionsFor(ours('a', '', { status: 'sent' }), NOW)).toEqual([]);
    const code = ours('a', '', { status: 'failed', eventData: { oneTimeCode: 'k1' } });
    expect(actionsFor(code, NOW)).toEqual(['details']);
  });

  it('has an offer for every cause a gateway can name, and never a new try where the text may be out', () => {
    for (const cause of FAILURE_CAUSES) expect(offersFor(cause).length, cause).toBeGreaterThan(0);
    expect(offersFor('probablySent')).toEqual(['addNote']);
    expect(offersFor('notMobile')).toEqual(['changeNumber']);
    expect(offersFor('unknownNumber')).toEqual(['fixNumber']);
    expect(offersFor('countryOff')).toEqual(['openSettings']);
    expect(offersFor('noWhatsApp')).toEqual(['asText']);
    expect(offersFor('never heard of')).toEqual(['tryAgain']);
  });

  it('offers to take back what has been at a gateway for a while', () => {
    const sending = ours('a', '', { status: 'sending', createdAt: NOW - MINUTE, notBefore: null });
    expect(actionsFor(sending, NOW)).toEqual(['takeBack']);
    expect(actionsFor({ ...sending, notBefore: NOW - 2_000 }, NOW)).toEqual([]);
  });

  it('marks where the way changes, and not where less is known of it', () => {
    const by = (label: string, ownNumber: string | null, sim: number | null = null): MessageRoute => ({
      gatewayKind: label === 'Twilio' ? 'twilio' : 'phone',
      label,
      ownNumber,
      sim,
      why: null,
    });
    const messages = [
      text('a', '1', { route: by('Pixel', '+12065550100', 1) }),
      ours('b', '2', { route: by('Pixel', null) }),
      ours('c', '3', { route: null, status: 'queued' }),
      ours('d', '4', { route: by('Twilio', '+12065550199') }),
      ours('e', '5', { route: by('Twilio', '+12065550199'), channel: 'whatsapp' }),
      text('f', '6', { route: by('Pixel', '+12065550100', 2) }),
    ];
    const items = timelineItems(messages, { newFrom: null, dayOf: () => 'd', now: NOW });
    expect(items.filter(({ kind }) => kind === 'route').map(({ key }) => key)).toEqual([
      'route-d',
      'route-e',
      'route-f',
    ]);
  });
});

describe('what may be added', () => {
  const file = (name: string, type: string, size = 1000) => ({ name, type, size });
  it('is told by type, size and number before anything is sent to the core', () => {
    expect(faultOf(file('map.png', 'image/png'), [])).toBeNull();
    expect(faultOf(file('Ana.vcf', ''), [])).toBeNull();
    expect(faultOf(file('letter.docx', 'application/msword'), [])).toBe('type');
    expect(faultOf(file('map.png', 'image/png', 0), [])).toBe('empty');
    expect(faultOf(file('map.png', 'image/png', MOST_BYTES + 1), [])).toBe('tooLarge');
    expect(faultOf(file('map.png', 'image/png'), [{ sizeBytes: MOST_BYTES }])).toBe('tooLargeTogether');
    const ten = Array.from({ length: 10 }, () => ({ sizeBytes: 1 }));
    expect(faultOf(file('map.png', 'image/png'), ten)).toBe('tooMany');
  });
});

describe('lines the core adds', () => {
  it('are counted with as the core adds them', () => {
    const lines = addedLines(
      withRequiredLines('', ['identity', 'optout'], { practice: 'Riverside', language: 'en', country: 'US' }),
    );
    for (const body of ['See you', 'See you.', 'Riverside: hello', 'Text STOP to end']) {
      const sent = withRequiredLines(body, ['identity', 'optout'], {
        practice: 'Riverside',
        language: 'en',
        country: 'US',
      });
      expect(asSent(body, lines)).toBe(sent);
    }
    expect(asSent('', lines)).toBe('');
    expect(addedLines('Riverside: ')).toEqual({ before: 'Riverside: ', after: '' });
    expect(asSent('Hello', addedLines(''))).toBe('Hello');
  });
});

describe('the composer', () => {
  it('locks for an opt-out whatever else the gate says', () => {
    expect(composerState({ canText: 'optedOut' }, undefined)).toEqual({ kind: 'locked', lock: 'optedOut' });
    expect(composerState({ canText: 'yes' }, decided(finding('PROVIDER_OPTOUT', { decision: 'block' })))).toMatchObject(
      { kind: 'locked' },
    );
  });

  it('stops for any block it has no words of its own for', () => {
    const state = composerState(
      { canText: 'yes' },
      decided(finding('PROVIDER_NOT_READY', { decision: 'block', words: 'Not set up.' })),
    );
    expect(state).toEqual({ kind: 'open', notice: { kind: 'words', words: 'Not set up.', stops: true } });
  });

  it('finds a detail that nobody filled in, and no other braces', () => {
    expect(firstOpenDetail('Hi {name} at {visitTime}')).toEqual({ field: 'visitTime', start: 13, end: 24 });
    expect(firstOpenDetail('Hi {you}')).toBeNull();
  });

  it('has no value for what is not known', () => {
    expect(detailValues({ person: undefined, visit: undefined, practice: undefined, formats })).toEqual({});
  });

  it('respects an alphabet that is meant', () => {
    expect(partsOf('Здравствуйте, Мария').hint).toEqual({ kind: 'alphabet' });
  });

  it('takes out whole emoji, joined ones and flags', () => {
    const words = `${'a'.repeat(100)} \u{1f469}\u200d\u{1f52c}\u{1f1e9}\u{1f1ea}`;
    expect(partsOf(words).hint).toMatchObject({ kind: 'emoji', without: 'a'.repeat(100) });
  });

  it('finds templates by shortcut first, then by name', () => {
    const other = { ...directions, id: 't2', name: 'Direct line', shortcut: 'call' };
    expect(findTemplates([other, directions], 'dir').map(({ id }) => id)).toEqual(['t1', 't2']);
    expect(slashQuery('/dir')).toBe('dir');
    expect(slashQuery('and/or')).toBeNull();
  });

  it("shows one version of a template: in the patient's language, else in English", () => {
    const spanish = { ...directions, id: 'es', language: 'es' };
    expect(inLanguage([directions, spanish], 'es').map(({ id }) => id)).toEqual(['es']);
    expect(inLanguage([directions, spanish], 'de').map(({ id }) => id)).toEqual(['t1']);
  });

  it('suggests nothing while nobody waits for an answer', () => {
    const about = { visitReply: null, nextVisitAt: null };
    expect(suggestTemplates({ templates: [directions], row: about, lastIncoming: undefined })).toEqual([]);
    expect(suggestTemplates({ templates: [directions], row: about, lastIncoming: { body: 'Where are you?' } })).toEqual(
      [directions],
    );
  });
});

it('marks the words found in a snippet', () => {
  expect(snippetParts('on \ue000Mari\ue001ne Drive')).toEqual([
    { text: 'on ', hit: false },
    { text: 'Mari', hit: true },
    { text: 'ne Drive', hit: false },
  ]);
});
