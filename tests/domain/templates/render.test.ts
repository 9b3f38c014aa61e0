import { describe, expect, it } from 'vitest';
import {
  hasUnfilledField,
  renderTemplate,
  reservedAnswerWord,
  unknownFields,
} from '../../../src/main/domain/templates/render.ts';

describe('a template', () => {
  it('is filled in, and says once which details are missing', () => {
    const rendered = renderTemplate('{firstName}, {visitDay} {visitTime}. {visitDay}', {
      firstName: 'Ana',
      visitTime: ' ',
    });
    expect(rendered).toEqual({ body: 'Ana, {visitDay} {visitTime}. {visitDay}', missing: ['visitDay', 'visitTime'] });
  });

  it('does not fill in what a value brings along', () => {
    expect(renderTemplate('{clinician}', { clinician: '{firstName}', firstName: 'Ana' }).body).toBe('{firstName}');
  });

  it('leaves braces alone that are no details, and names them for the editor', () => {
    expect(renderTemplate('{smile} {firstName}', { firstName: 'Ana' })).toEqual({ body: '{smile} Ana', missing: [] });
    expect(unknownFields('{visit_tme} {firstName} {visit_tme}')).toEqual(['visit_tme']);
    expect([hasUnfilledField('a {mapLink}'), hasUnfilledField('{constructor}')]).toEqual([true, false]);
  });

  it.each([
    ['Reply YES to confirm', 'YES'],
    ['reply with "cancel"', 'CANCEL'],
    ['Envie CANCELAR', 'CANCELAR'],
    ['Reply C to confirm. STOP to opt out.', null],
  ])('may not offer a reserved answer word: %s', (body, word) => {
    expect(reservedAnswerWord(body)).toBe(word);
  });
});
