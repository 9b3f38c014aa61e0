/** What the outside check makes of the vendor's documents, on invented ones. */
import { describe, expect, it } from 'vitest';
import { cutDocument, joinDocuments, unknownNames } from './vendorDocuments.ts';

const ADDRESS = { schema: { type: 'string', format: 'uri' } };
const TEXTS = {
  post: {
    requestBody: {
      content: {
        form: {
          schema: {
            type: 'object',
            properties: { To: { type: 'string' }, MediaUrl: { type: 'array' }, Back: ADDRESS.schema },
          },
        },
      },
    },
    responses: { '201': { schema: { $ref: '#/components/schemas/text' } } },
    'x-twilio': { conditional: [['from', 'messaging_service_sid']] },
  },
  get: { parameters: [{ name: 'To', in: 'query' }, { $ref: '#/components/parameters/v' }], responses: {} },
};
const documentOf = (paths: object, text: object = {}): string =>
  JSON.stringify({ openapi: '3.0.1', paths, components: { schemas: { text }, parameters: { v: {} } } });

const one = { file: 'one.json', prefix: '', paths: ['/Texts.json'] };
const two = { file: 'two.json', prefix: '/two', paths: ['/Texts/{Sid}.json'] };
const joined = () =>
  joinDocuments([
    cutDocument(one, documentOf({ '/Texts.json': TEXTS, '/Calls.json': TEXTS }, { type: 'object' })),
    cutDocument(two, documentOf({ '/Texts/{Sid}.json': TEXTS }, { type: 'string', format: 'uri' })),
  ]);

describe('the vendor’s documents', () => {
  it('are cut down to the addresses in use and joined under their prefixes', () => {
    expect(Object.keys(joined().paths)).toEqual(['/Texts.json', '/two/Texts/{Sid}.json']);
  });

  it('keep components of the same name apart', () => {
    const { components, paths } = joined();
    expect(components.schemas).toEqual({ 'one.text': { type: 'object' }, 'two.text': { type: 'string' } });
    expect(JSON.stringify(paths['/Texts.json'])).toContain('"#/components/schemas/one.text"');
    expect(JSON.stringify(paths['/Texts.json'])).toContain('"#/components/parameters/one.v"');
  });

  it('say by name which address is gone', () => {
    expect(() => cutDocument(two, documentOf({ '/Texts.json': TEXTS }))).toThrow(
      'two.json does not have /Texts/{Sid}.json.',
    );
    expect(() => cutDocument(one, '<html>')).toThrow('one.json is no OpenAPI document.');
  });

  it('are rid of false alarms and ask for one field of each group', () => {
    const form = joined().paths['/Texts.json']?.post?.requestBody?.content['form'];
    expect(form).toMatchObject({
      encoding: { MediaUrl: { style: 'form', explode: true } },
      schema: {
        properties: { Back: { anyOf: [ADDRESS.schema, { maxLength: 0 }] } },
        allOf: [{ anyOf: [{ required: ['From'] }, { required: ['MessagingServiceSid'] }] }],
      },
    });
    expect(Object.keys(joined().paths['/Texts.json']?.post?.responses ?? {})).toEqual(['201', '4XX', '5XX']);
  });

  it('tell names that the vendor does not know', () => {
    const url = new URL('http://localhost/Texts.json?To=a&Status=b');
    expect(unknownNames(joined(), 'GET', url, new URLSearchParams())).toEqual(['query.Status']);
    const form = new URLSearchParams('To=a&Bdoy=b&MediaUrl=c&MediaUrl=d');
    expect(unknownNames(joined(), 'POST', new URL('http://localhost/two/Texts/1.json'), form)).toEqual(['body.Bdoy']);
  });
});
