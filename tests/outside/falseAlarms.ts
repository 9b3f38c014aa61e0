/**
 * Where Twilio's document is wrong about Twilio, or Prism about the document; and what the document says in a way Prism does not read.
 * `docs/OUTSIDE-CHECKS.md` lists the same. Each was an alarm about a request or answer that is right.
 */
import { changeForms, eachAnswerSchema, eachForm, eachOperation } from './documentModel.ts';
import type { Form, OpenApiDocument, Operation } from './documentModel.ts';

/** A change to the document and why it is right. */
export interface Patch {
  readonly reason: string;
  readonly apply: (document: OpenApiDocument) => OpenApiDocument;
}

export const MEDIA_RECORD = '/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media/{Sid}.json';

export const FALSE_ALARMS: readonly Patch[] = [
  {
    reason: 'A list in a form repeats its name (MediaUrl=..&MediaUrl=..); Prism knows that only when it is told so.',
    apply: (document) => eachForm(document, explodeLists),
  },
  {
    reason: 'An empty address in a form switches a callback off; the document asks for a URI.',
    apply: (document) => eachForm(document, allowEmptyAddresses),
  },
  {
    reason:
      'Addresses in answers are relative or empty, as in the examples of the document; its schemas ask for a URI.',
    apply: (document) => eachAnswerSchema(document, dropUriFormat),
  },
  {
    reason:
      'An application that is not set is an empty text, as in the examples of the document; its schema asks for a SID.',
    apply: (document) => eachAnswerSchema(document, allowNoApplication),
  },
  {
    reason: 'The document has no error answers at all; Twilio refuses with code, message, more_info and status.',
    apply: (document) => eachOperation(document, addRefusals),
  },
  {
    reason: 'A picture has the address of its record without ".json"; the document knows only the record.',
    apply: addMediaContent,
  },
];

export const TIGHTENINGS: readonly Patch[] = [
  {
    reason: 'Of From and MessagingServiceSid one is needed, and one of Body, MediaUrl and ContentSid ("x-twilio").',
    apply: (document) => eachOperation(document, requireOneOfEach),
  },
];

function explodeLists(form: Form): Form {
  const lists = Object.entries(form.schema.properties).filter(([, { type }]) => type === 'array');
  return { ...form, encoding: Object.fromEntries(lists.map(([name]) => [name, { style: 'form', explode: true }])) };
}

function allowEmptyAddresses(form: Form): Form {
  const properties = Object.entries(form.schema.properties).map(([name, field]) =>
    field.format === 'uri' ? [name, { anyOf: [field, { type: 'string', maxLength: 0 }] }] : [name, field],
  );
  return { ...form, schema: { ...form.schema, properties: Object.fromEntries(properties) } };
}

function dropUriFormat({ format, ...schema }: Record<string, unknown>): Record<string, unknown> {
  return format === undefined || format === 'uri' ? schema : { ...schema, format };
}

function allowNoApplication(schema: Record<string, unknown>, name: string): Record<string, unknown> {
  return name.endsWith('_application_sid')
    ? { type: 'string', nullable: true, pattern: '^(AP[0-9a-fA-F]{32})?$' }
    : schema;
}

const REFUSAL = {
  description: 'Refused',
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['code', 'message', 'more_info', 'status'],
        properties: {
          code: { type: 'integer' },
          message: { type: 'string' },
          more_info: { type: 'string' },
          status: { type: 'integer' },
        },
      },
    },
  },
};

function addRefusals(operation: Operation): Operation {
  return { ...operation, responses: { ...operation.responses, '4XX': REFUSAL, '5XX': REFUSAL } };
}

function addMediaContent(document: OpenApiDocument): OpenApiDocument {
  const record = document.paths[MEDIA_RECORD]?.get;
  if (record === undefined) return document;
  const get = { ...record, operationId: 'FetchMediaContent', responses: { '200': { description: 'The picture' } } };
  return { ...document, paths: { ...document.paths, [MEDIA_RECORD.replace('.json', '')]: { get } } };
}

function requireOneOfEach(operation: Operation): Operation {
  const groups = operation['x-twilio']?.conditional ?? [];
  if (groups.length === 0) return operation;
  const allOf = groups.map((names) => ({ anyOf: names.map((name) => ({ required: [pascalCase(name)] })) }));
  return changeForms(operation, (form) => ({ ...form, schema: { ...form.schema, allOf } }));
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
