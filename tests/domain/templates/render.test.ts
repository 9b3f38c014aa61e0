import { describe, expect, it } from 'vitest';
import { hasUnfilledField, renderTemplate, unknownFields } from '../../../src/main/domain/templates/render.ts';
import { reservedAnswerWord } from '../../../src/main/domain/templates/reservedWords.ts';

describe('a template', () => {
  it('is filled in, and says once which details are missing', () => {
    const rendered = renderTemplate('{firstName}, {visitDay} {visitTime}. {visitDay}', {
      firstName: 'Ana',
      visitTime: ' ',
    });
    expect(rendered).toEqual({ body: 'Ana, {visitDay} {visitTime}. {visitDay}', missing: ['visitDay', 'visitTime'] });
  });

  it('does not fill in what a value brings along', () => {
    const { body } = renderTemplate('{clinician}', { clinician: '{firstName}', firstName: 'Ana' });
    expect(body).toBe('(firstName)');
    expect(hasUnfilledField(body)).toBe(false);
  });

  it('takes neither lines nor invisible characters out of a list into a text', () => {
    const odd = 'Ana\n\tMaria\u202e\u200b {x}';
    expect(renderTemplate('Hi {firstName}.', { firstName: odd }).body).toBe('Hi Ana Maria (x).');
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
    ['Reply STOP to move your visit', 'STOP'],
    ['HELP to speak with us', 'HELP'],
    ['YES to confirm, R to reschedule', 'YES'],
    ['Envie BAJA para cancelar', 'BAJA'],
    ['Responda SI o START', null],
    ['Reply C to confirm. STOP to opt out.', null],
    ['Reply HELP for help, STOP to opt out.', null],
    ['Envie STOP o ALTO para no recibir mas.', null],
    ['C para confirmar. STOP: no más.', null],
    ['If you want to cancel for any reason, call us. See you at the end of the day.', null],
    ['Send info to the desk by email', null],
  ])('may not offer a reserved answer word: %s', (body, word) => {
    expect(reservedAnswerWord(body)).toBe(word);
  });
});
